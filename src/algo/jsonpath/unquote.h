// Quoted texts of a JSONPath template.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kpp::algo::jsonpath {

/// The text between the quotes (either kind, the same at both ends) with Go's escapes undone; nullopt for a
/// wrong escape.
std::optional<std::string> unquote(std::string_view quoted);

}  // namespace kpp::algo::jsonpath
