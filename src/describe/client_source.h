// ClientSource: a Source that asks an API server.
#pragma once

#include "describe/source.h"

namespace kpp {
class Client;
}

namespace kpp::describe {

class ClientSource final : public Source {
 public:
  /// `client` must outlive the answers.
  ClientSource(Client& client, Settings settings) : Source(settings), client_(client) {}
  std::shared_ptr<Answer> list(ListQuery query) override;
  std::shared_ptr<Answer> get(const GroupVersionResource& type, std::string_view namespace_name,
                              std::string_view name) override;

 private:
  Client& client_;
};

}  // namespace kpp::describe
