// Reads the requests of one connection.
#pragma once

#include <optional>
#include <string>

#include "support/apiserver/http_types.h"
#include "support/apiserver/tls.h"

namespace kpp::apiserver {

class RequestReader {
 public:
  explicit RequestReader(TlsSocket& socket) : socket_(socket) {}
  /// The next request; nullopt at the end, and for what is no HTTP.
  std::optional<Request> next();

 private:
  std::optional<std::string> take_line();
  bool take(std::size_t size, std::string& out);
  bool take_chunks(std::string& out);
  bool fill();

  TlsSocket& socket_;
  std::string buffer_{};
};

/// "%20" and the like; '+' is a blank in queries.
std::string percent_decode(std::string_view text, bool query = false);

}  // namespace kpp::apiserver
