// The words that belong to an HTTP status code.
#pragma once

#include <string_view>

namespace kpp::net {

/// "Not Found" for 404; "" for a code without words. Source: RFC 9110, section 15, and RFC 6585.
std::string_view status_text(int code);

}  // namespace kpp::net
