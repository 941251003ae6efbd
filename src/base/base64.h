// Base64, RFC 4648 section 4.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kpp {

std::string base64_encode(std::string_view bytes);
/// Padding required, newlines ignored (as Go's StdEncoding); nullopt for anything else.
std::optional<std::string> base64_decode(std::string_view text);
/// As base64_decode; on failure the message holds Go's words ("illegal base64 data at input byte N").
std::string base64_decode_or_throw(std::string_view text);

}  // namespace kpp
