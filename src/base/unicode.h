// Classes of Unicode code points, as Go's package unicode (Unicode 15) has them: what kubectl's quoting, key order
// and trimming depend on. Source: https://www.unicode.org/Public/15.0.0/ucd/
#pragma once

namespace kpp {

bool is_letter(char32_t rune);         ///< category L
bool is_decimal_digit(char32_t rune);  ///< category Nd
bool is_number(char32_t rune);         ///< category N
bool is_printable(char32_t rune);      ///< L, M, N, P, S and the ASCII blank
bool is_unicode_space(char32_t rune);  ///< property White_Space

}  // namespace kpp
