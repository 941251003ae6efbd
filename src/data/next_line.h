// U+0085 (next line) in strings of YAML output. kubectl writes JSON first, which leaves the character as it is, and
// reads that as YAML, where it is a line break inside a quoted text and so is folded: it ends up as a blank.
#pragma once

#include <string>
#include <string_view>

namespace kpp::data {

/// `text` as it comes out of that; `buffer` holds it where it differs.
std::string_view fold_next_lines(std::string_view text, std::string& buffer);

}  // namespace kpp::data
