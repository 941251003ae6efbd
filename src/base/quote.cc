#include "base/quote.h"

#include <fmt/core.h>

#include <charconv>
#include <cmath>

#include "base/strings.h"

namespace kpp {
namespace {

// Roughly strconv.IsPrint: no controls, no separators but the blank, no surrogates or private use.
bool is_print(char32_t rune) {
  if (rune < 0x20 || (rune >= 0x7F && rune < 0xA1) || rune == 0xAD) return false;
  if (rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200F) || (rune >= 0x2028 && rune <= 0x202F) ||
      (rune >= 0x205F && rune <= 0x206F)) {
    return false;
  }
  if (rune == 0x3000 || (rune >= 0xD800 && rune < 0xF900) || rune == 0xFEFF || (rune >= 0xFFF0 && rune <= 0xFFFB)) {
    return false;
  }
  return (rune & 0xFFFE) != 0xFFFE && rune < 0xE0000;
}

void append_escaped(std::string& out, char32_t rune, char quote) {
  if (rune == static_cast<char32_t>(quote) || rune == '\\') {
    out += '\\';
    out += static_cast<char>(rune);
    return;
  }
  if (is_print(rune)) return append_rune(out, rune);
  switch (rune) {
    case '\a': out += "\\a"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\v': out += "\\v"; return;
    default: break;
  }
  if (rune < ' ' || rune == 0x7F) out += fmt::format("\\x{:02x}", static_cast<unsigned>(rune));
  else if (rune < 0x10000) out += fmt::format("\\u{:04x}", static_cast<unsigned>(rune));
  else out += fmt::format("\\U{:08x}", static_cast<unsigned>(rune));
}

// Shortest digits of a positive finite number: d.ddd as digits and the exponent of the first.
struct Digits {
  std::string digits;
  int exponent = 0;
};
Digits shortest(double value) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t e = text.find('e');
  Digits out;
  for (const char c : text.substr(0, e)) {
    if (c != '.') out.digits += c;
  }
  const std::string_view exponent = text.substr(e + 1);
  std::from_chars(exponent.data() + (exponent.front() == '+' ? 1 : 0), exponent.data() + exponent.size(), out.exponent);
  return out;
}

std::string fixed(const Digits& number) {
  const auto count = static_cast<int>(number.digits.size());
  if (number.exponent < 0) {
    return "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') + number.digits;
  }
  if (count <= number.exponent + 1) {
    return number.digits + std::string(static_cast<std::size_t>(number.exponent + 1 - count), '0');
  }
  return number.digits.substr(0, static_cast<std::size_t>(number.exponent) + 1) + "." +
         number.digits.substr(static_cast<std::size_t>(number.exponent) + 1);
}

std::string scientific(const Digits& number, bool pad_exponent) {
  std::string out = number.digits.substr(0, 1);
  if (number.digits.size() > 1) out += "." + number.digits.substr(1);
  const int size = std::abs(number.exponent);
  return out + (number.exponent < 0 ? "e-" : "e+") + (pad_exponent && size < 10 ? "0" : "") + std::to_string(size);
}

}  // namespace

std::string go_quote(std::string_view text) {
  std::string out = "\"";
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t at = pos;
    const char32_t rune = decode_rune(text, pos);
    if (rune == 0xFFFD && pos - at == 1) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    else append_escaped(out, rune, '"');
  }
  return out + "\"";
}

std::string go_quote_rune(char32_t rune) {
  std::string out = "'";
  append_escaped(out, rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000) ? 0xFFFD : rune, '\'');
  return out + "'";
}

std::string go_float(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (value == 0) return sign + "0";
  const Digits number = shortest(std::abs(value));
  return sign + (number.exponent < -4 || number.exponent >= 6 ? scientific(number, true) : fixed(number));
}

std::string json_float(double value) {
  if (!std::isfinite(value)) return "null";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (value == 0) return sign + "0";
  const double size = std::abs(value);
  const Digits number = shortest(size);
  return sign + (size < 1e-6 || size >= 1e21 ? scientific(number, false) : fixed(number));
}

}  // namespace kpp
