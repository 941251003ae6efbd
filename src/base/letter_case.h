// Small and capital letters of all scripts, as Go's package unicode has them.
#pragma once

#include <string>
#include <string_view>

namespace kpp {

bool is_small_letter(char32_t rune);    ///< category Ll
bool is_capital_letter(char32_t rune);  ///< category Lu
/// The valid UTF-8 text with its first letter as a title begins with it ("ß" becomes "Ss").
std::string with_title_letter(std::string_view text);

}  // namespace kpp
