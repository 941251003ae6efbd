// Go's number syntax, read by hand: the standard library's readers accept other things.
#include "data/go_number.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/ascii.h"
#include "base/strings.h"

namespace kpp::data {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_hex_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'f'; }

/// Takes a base prefix off `text` and says which base it was.
int take_base(std::string_view& text) {
  if (text.empty() || text[0] != '0') return 10;
  if (text.size() >= 3) {
    const char c = lower(text[1]);
    const int base = c == 'b' ? 2 : c == 'o' ? 8 : c == 'x' ? 16 : 0;
    if (base != 0) {
      text.remove_prefix(2);
      return base;
    }
  }
  text.remove_prefix(1);
  return 8;
}

std::optional<std::uint64_t> digits_of(std::string_view text, int base) {
  std::uint64_t value = 0;
  const auto wide_base = static_cast<std::uint64_t>(base);
  for (const char c : text) {
    int digit = 0;
    if (is_digit(c)) {
      digit = c - '0';
    } else if (lower(c) >= 'a' && lower(c) <= 'z') {
      digit = lower(c) - 'a' + 10;
    } else {
      return std::nullopt;
    }
    if (digit >= base) return std::nullopt;
    if (value > (std::numeric_limits<std::uint64_t>::max() - static_cast<std::uint64_t>(digit)) / wide_base) {
      return std::nullopt;
    }
    value = value * wide_base + static_cast<std::uint64_t>(digit);
  }
  return value;
}

std::optional<std::int64_t> with_sign(std::optional<std::uint64_t> magnitude, bool negative) {
  constexpr std::uint64_t limit = std::uint64_t{1} << 63;
  if (!magnitude || *magnitude > limit || (*magnitude == limit && !negative)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? ~*magnitude + 1 : *magnitude);
}

bool take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return false;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

/// Underscores stand between digits only; a base prefix counts as a digit.
bool underscores_in_place(std::string_view text) {
  take_sign(text);
  char saw = '^';
  std::size_t i = 0;
  bool hex = false;
  if (text.size() >= 2 && text[0] == '0') {
    const char c = lower(text[1]);
    if (c == 'b' || c == 'o' || c == 'x') {
      i = 2;
      saw = '0';
      hex = c == 'x';
    }
  }
  for (; i < text.size(); ++i) {
    if (is_digit(text[i]) || (hex && is_hex_letter(text[i]))) {
      saw = '0';
    } else if (text[i] == '_') {
      if (saw != '0') return false;
      saw = '_';
    } else {
      if (saw == '_') return false;
      saw = '!';
    }
  }
  return saw != '_';
}

/// Checks the syntax of a float; `hex` tells which notation it is in.
bool float_syntax(std::string_view text, bool& hex, bool& underscores) {
  std::size_t i = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  hex = i + 2 < text.size() && text[i] == '0' && lower(text[i + 1]) == 'x';
  if (hex) i += 2;
  bool dot = false;
  bool digits = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '_') {
      underscores = true;
    } else if (c == '.' && !dot) {
      dot = true;
    } else if (is_digit(c) || (hex && is_hex_letter(c))) {
      digits = true;
    } else {
      break;
    }
  }
  if (!digits) return false;
  if (i < text.size() && lower(text[i]) == (hex ? 'p' : 'e')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (i >= text.size() || !is_digit(text[i])) return false;
    for (; i < text.size() && (is_digit(text[i]) || text[i] == '_'); ++i) underscores = underscores || text[i] == '_';
  } else if (hex) {
    return false;
  }
  return i == text.size() && (!underscores || underscores_in_place(text));
}

template <class Float>
Digits digits_from(Float value) {
  Digits digits;
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  const char* p = buffer;
  if (*p == '-') {
    digits.negative = true;
    ++p;
  }
  for (; p != end && *p != 'e'; ++p) {
    if (*p != '.') digits.text[digits.count++] = *p;
  }
  int exponent = 0;
  if (p != end) {
    ++p;
    if (p != end && *p == '+') ++p;
    std::from_chars(p, end, exponent);
  }
  digits.point = exponent + 1;
  if (value == 0) digits.point = 1;
  return digits;
}

void append_exponent(int exponent, std::string& out) {
  out += 'e';
  out += exponent < 0 ? '-' : '+';
  const int magnitude = exponent < 0 ? -exponent : exponent;
  if (magnitude < 10) out += '0';
  out += std::to_string(magnitude);
}

void append_general(const Digits& digits, std::string& out) {
  if (digits.negative) out += '-';
  const std::string_view text(digits.text, static_cast<std::size_t>(digits.count));
  const int exponent = digits.point - 1;
  if (exponent < -4 || exponent >= 6) {  // Go's threshold for the shortest form
    out += text[0];
    if (text.size() > 1) {
      out += '.';
      out += text.substr(1);
    }
    append_exponent(exponent, out);
  } else if (digits.point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-digits.point), '0');
    out += text;
  } else {
    const auto whole = static_cast<std::size_t>(digits.point);
    if (text.size() <= whole) {
      out += text;
      out.append(whole - text.size(), '0');
    } else {
      out += text.substr(0, whole);
      out += '.';
      out += text.substr(whole);
    }
  }
}

template <class Float>
void append_float(Float value, std::string& out) {
  if (std::isnan(value)) {
    out += ".nan";
  } else if (std::isinf(value)) {
    out += value < 0 ? "-.inf" : ".inf";
  } else {
    append_general(digits_from(value), out);
  }
}

}  // namespace

std::optional<std::int64_t> parse_go_int(std::string_view text) {
  const bool negative = take_sign(text);
  if (text.empty()) return std::nullopt;
  const int base = take_base(text);
  return with_sign(digits_of(text, base), negative);
}

std::optional<std::uint64_t> parse_go_uint(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const int base = take_base(text);
  return digits_of(text, base);
}

std::optional<std::int64_t> parse_go_int(std::string_view text, int base) {
  const bool negative = take_sign(text);
  if (text.empty()) return std::nullopt;
  return with_sign(digits_of(text, base), negative);
}

std::optional<std::uint64_t> parse_go_uint(std::string_view text, int base) {
  if (text.empty()) return std::nullopt;
  return digits_of(text, base);
}

std::optional<double> parse_go_float(std::string_view text) {
  std::string_view word = text;
  const bool negative = take_sign(word);
  if (equal_fold(word, "inf") || equal_fold(word, "infinity")) {
    const double infinity = std::numeric_limits<double>::infinity();
    return negative ? -infinity : infinity;
  }
  if (equal_fold(text, "nan")) return std::numeric_limits<double>::quiet_NaN();
  bool hex = false;
  bool underscores = false;
  if (!float_syntax(text, hex, underscores)) return std::nullopt;
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  // strtod knows both notations and tells overflow from underflow, which from_chars does not.
  const double value = std::strtod(plain.c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

Digits shortest_digits(double value) { return digits_from(value); }
Digits shortest_digits(float value) { return digits_from(value); }

void append_go_float(double value, std::string& out) { append_float(value, out); }
void append_go_float32(double value, std::string& out) { append_float(static_cast<float>(value), out); }

std::optional<std::string> integer_text(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  if (value == 0) return "0";
  const Digits digits = digits_from(value);
  if (digits.point > 21 || digits.point < digits.count) return std::nullopt;
  std::string text = digits.negative ? "-" : "";
  text.append(digits.text, static_cast<std::size_t>(digits.count));
  text.append(static_cast<std::size_t>(digits.point - digits.count), '0');
  return text;
}

}  // namespace kpp::data
