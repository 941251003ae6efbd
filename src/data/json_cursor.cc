// See json_cursor.h. Source: RFC 8259; error words: https://pkg.go.dev/encoding/json
#include "data/json_cursor.h"

#include <fmt/core.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/strings.h"
#include "data/json_scan.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

constexpr std::uint64_t kEachByte = 0x0101010101010101U;

// A bit in each byte of `word` that is zero; above the lowest of them there may be others.
constexpr std::uint64_t zero_bytes(std::uint64_t word) { return (word - kEachByte) & ~word & (kEachByte * 0x80); }

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\';
}

}  // namespace

void JsonCursor::unexpected(std::string_view where) const {
  if (at_end()) throw ParseError("unexpected end of JSON input");
  throw ParseError(fmt::format("invalid character {} {}", quote_byte(peek()), where));
}

void JsonCursor::word(std::string_view expected) {
  for (std::size_t i = 0; i < expected.size(); ++i, ++pos_) {
    if (!at(expected[i])) unexpected(fmt::format("in literal {} (expecting '{}')", expected, expected[i]));
  }
}

void JsonCursor::digits(std::string_view where) {
  if (!at_digit()) unexpected(where);
  while (at_digit()) ++pos_;
}

Node JsonCursor::number() {
  const std::size_t begin = pos_;
  bool whole = true;
  if (at('-')) ++pos_;
  if (at('0')) ++pos_;
  else digits("in numeric literal");
  if (at('.')) {
    ++pos_;
    whole = false;
    digits("after decimal point in numeric literal");
  }
  if (at('e') || at('E')) {
    ++pos_;
    whole = false;
    if (at('+') || at('-')) ++pos_;
    digits("in exponent of numeric literal");
  }
  const char* from = text_.data() + begin;
  const char* to = text_.data() + pos_;
  if (whole) {
    std::int64_t integer = 0;
    if (std::from_chars(from, to, integer).ec == std::errc()) return Node::integer(integer);
  }
  double real = 0;
  if (std::from_chars(from, to, real).ec != std::errc() && pos_ != begin) {
    // Out of range: too small is zero, too large is an error, as in strconv.ParseFloat.
    const std::string copy(from, to);
    real = std::strtod(copy.c_str(), nullptr);
    if (std::isinf(real)) throw ParseError("json: cannot unmarshal number " + copy + " into Go value of type float64");
  }
  return Node::real(real);
}

unsigned JsonCursor::hex4() {
  unsigned code = 0;
  for (int i = 0; i < 4; ++i, ++pos_) {
    if (pos_ >= text_.size()) unexpected("");
    const char c = text_[pos_];
    const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                  : 16;
    if (digit > 15) unexpected("in \\u hexadecimal character escape");
    code = code * 16 + digit;
  }
  return code;
}

// Behind the backslash.
void JsonCursor::escape() {
  if (pos_ >= text_.size()) unexpected("");
  const char c = text_[pos_];
  switch (c) {
    case '"':
    case '\\':
    case '/': made_ += c; break;
    case 'b': made_ += '\b'; break;
    case 'f': made_ += '\f'; break;
    case 'n': made_ += '\n'; break;
    case 'r': made_ += '\r'; break;
    case 't': made_ += '\t'; break;
    case 'u': {
      ++pos_;
      unsigned code = hex4();
      if (code >= 0xD800 && code < 0xE000) {
        const std::size_t after = pos_;
        if (code < 0xDC00 && pos_ + 1 < text_.size() && text_[pos_] == '\\' && text_[pos_ + 1] == 'u') {
          pos_ += 2;
          const unsigned low = hex4();
          if (low >= 0xDC00 && low < 0xE000) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        if (code < 0x10000) {
          pos_ = after;
          code = 0xFFFD;
        }
      }
      append_rune(made_, code);
      return;
    }
    default: unexpected("in string escape code");
  }
  ++pos_;
}

// How many bytes from here on stand for themselves: ASCII, no control character, no quote, no backslash.
std::size_t JsonCursor::plain_bytes() const {
  const char* const begin = text_.data() + pos_;
  const char* const end = text_.data() + text_.size();
  const char* at = begin;
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - at >= 8; at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, sizeof word);
      const std::uint64_t control = (word - kEachByte * 0x20) & ~word & (kEachByte * 0x80);
      const std::uint64_t found = zero_bytes(word ^ (kEachByte * '"')) | zero_bytes(word ^ (kEachByte * '\\')) |
                                  control | (word & (kEachByte * 0x80));
      if (found != 0) {
        return static_cast<std::size_t>(at - begin) + static_cast<std::size_t>(std::countr_zero(found)) / 8;
      }
    }
  }
  while (at != end && is_plain(*at)) ++at;
  return static_cast<std::size_t>(at - begin);
}

std::string_view JsonCursor::string() {
  ++pos_;
  const std::size_t plain = plain_bytes();
  const std::string_view first = text_.substr(pos_, plain);
  pos_ += plain;
  if (at('"')) {
    ++pos_;
    return copy_texts_ ? arena_.copy(first) : first;
  }
  made_ = first;
  while (!at('"')) {
    if (at_end()) unexpected("");
    const char c = text_[pos_];
    if (c == '\\') {
      ++pos_;
      escape();
    } else if (static_cast<unsigned char>(c) < 0x20) {
      unexpected("in string literal");
    } else if (static_cast<unsigned char>(c) < 0x80) {
      const std::size_t more = plain_bytes();
      made_ += text_.substr(pos_, more);
      pos_ += more;
    } else {
      append_rune(made_, decode_rune(text_, pos_));
    }
  }
  ++pos_;
  return arena_.copy(made_);
}

}  // namespace kpp::data
