// Reads a JSONPath template. Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/
#pragma once

#include <string_view>

#include "algo/jsonpath/ast.h"

namespace kpp::algo::jsonpath {

/// The template as texts and lists (one list a pair of braces). Throws ParseError in kubectl's words
/// ("unclosed action", "unterminated array", …).
Path parse_template(std::string_view text);

}  // namespace kpp::algo::jsonpath
