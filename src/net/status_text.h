// The words that belong to an HTTP status code, and those that a server said.
#pragma once

#include <string>
#include <string_view>

#include "kpp/http.h"

namespace kpp::net {

/// "Not Found" for 404; "" for a code without words. Source: RFC 9110, section 15, and RFC 6585.
std::string_view status_text(int code);

/// Exchanges that know what the server said are also this.
class StatusLine {
 public:
  virtual ~StatusLine() = default;
  /// "404 Nothing here"; waits for the head.
  virtual std::string status_line() = 0;
};

/// The code and the server's words for it, as Go's Response.Status; the usual words where the exchange does not know
/// them.
std::string status_line(HttpExchange& exchange);

}  // namespace kpp::net
