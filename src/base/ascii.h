// What an ASCII character is, whatever the locale; everything beyond ASCII is none of these.
#pragma once

namespace kpp {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

}  // namespace kpp
