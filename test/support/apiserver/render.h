// Objects in the form a client asked for: as they are, their metadata only, or rows of a Table; as JSON or YAML.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "support/apiserver/http_types.h"
#include "support/apiserver/store.h"

namespace kpp::apiserver {

class Renderer {
 public:
  /// Reads the request's Accept and includeObject. Throws Failure (406) when nothing asked for can be made.
  Renderer(const Request& request, TimePoint now);
  struct ListInfo {
    std::uint64_t version = 0;
    std::string continue_token{};
    std::optional<std::size_t> remaining{};
  };
  std::string one(const Kind& kind, Node object) const;
  std::string list(const Kind& kind, const std::vector<Object>& objects, const ListInfo& info) const;
  /// One line of a watch. Column definitions are in the first only.
  std::string event(const Kind& kind, std::string_view type, Node object, bool first) const;
  std::string bookmark(const Kind& kind, std::uint64_t version, bool first) const;
  std::string content_type() const { return yaml_ ? "application/yaml" : "application/json"; }
  /// What this renderer's form would call itself; JSON text as it is otherwise.
  std::string encoded(std::string json) const;

 private:
  enum class Form { object, metadata, table };
  bool choose(const std::string& range);
  std::string body(const Kind& kind, Node object) const;
  std::string table(const Kind& kind, const std::vector<Node>& objects, const std::string& metadata,
                    bool columns) const;

  Form form_ = Form::object;
  bool yaml_ = false;
  std::string include_ = "Metadata";
  TimePoint now_;
};

}  // namespace kpp::apiserver
