// See unquote.h. The escapes are those of Go's string literals: https://go.dev/ref/spec#Rune_literals
#include "algo/jsonpath/unquote.h"

#include <cstdint>

#include "base/strings.h"

namespace kpp::algo::jsonpath {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A number of `count` digits at `pos`, which is moved past them; -1 when there are fewer.
std::int64_t number_at(std::string_view text, std::size_t& pos, std::size_t count, int base) {
  if (text.size() - pos < count) return -1;
  std::int64_t value = 0;
  for (const std::size_t end = pos + count; pos < end; ++pos) {
    const int digit = hex_value(text[pos]);
    if (digit < 0 || digit >= base) return -1;
    value = value * base + digit;
  }
  return value;
}

bool append_code_point(std::string& out, std::int64_t value) {
  if (value < 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
  append_rune(out, static_cast<char32_t>(value));
  return true;
}

bool append_byte(std::string& out, std::int64_t value) {
  if (value < 0 || value > 0xFF) return false;
  out += static_cast<char>(value);
  return true;
}

// The escape whose letter is at `pos`.
bool append_escape(std::string& out, std::string_view text, std::size_t& pos, char quote) {
  constexpr std::string_view kLetters = "abfnrtv\\";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
  if (pos >= text.size()) return false;
  const char letter = text[pos++];
  if (const std::size_t known = kLetters.find(letter); known != std::string_view::npos) {
    out += kMeanings[known];
    return true;
  }
  switch (letter) {
    case 'x': return append_byte(out, number_at(text, pos, 2, 16));
    case 'u': return append_code_point(out, number_at(text, pos, 4, 16));
    case 'U': return append_code_point(out, number_at(text, pos, 8, 16));
    case '\'':
    case '"': out += letter; return letter == quote;
    default: break;
  }
  if (letter < '0' || letter > '7') return false;
  --pos;
  return append_byte(out, number_at(text, pos, 3, 8));
}

}  // namespace

std::optional<std::string> unquote(std::string_view quoted) {
  if (quoted.size() < 2 || quoted.front() != quoted.back()) return std::nullopt;
  const char quote = quoted.front();
  const std::string_view text = quoted.substr(1, quoted.size() - 2);
  if (text.find('\\') == std::string_view::npos && text.find(quote) == std::string_view::npos) {
    return std::string(text);
  }
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    if (text[pos] == quote) return std::nullopt;
    if (text[pos] == '\\') {
      if (!append_escape(out, text, ++pos, quote)) return std::nullopt;
    } else {
      append_rune(out, decode_rune(text, pos));
    }
  }
  return out;
}

}  // namespace kpp::algo::jsonpath
