#include "base/base64.h"

#include <fmt/core.h>

#include <array>

#include "kpp/error.h"

namespace kpp {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<int, 256> values() {
  std::array<int, 256> table{};
  for (int& value : table) value = -1;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<int>(i);
  }
  return table;
}
constexpr auto kValues = values();

bool is_newline(char c) { return c == '\n' || c == '\r'; }

std::size_t skip_newlines(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_newline(text[pos])) ++pos;
  return pos;
}

// What is wrong behind the first "=" (at `pos`) of a group of which `count` letters came, as Go counts it; npos for
// nothing.
std::size_t wrong_padding(std::string_view text, std::size_t pos, int count) {
  if (count < 2) return pos;
  std::size_t next = pos + 1;
  if (count == 2) {
    next = skip_newlines(text, next);
    if (next == text.size()) return next;
    if (text[next] != '=') return next - 1;
    ++next;
  }
  next = skip_newlines(text, next);
  return next == text.size() ? std::string_view::npos : next;
}

// Decodes into `out`; returns where the text is wrong, or npos.
std::size_t decode(std::string_view text, std::string& out) {
  unsigned bits = 0;
  int count = 0;
  const auto put = [&](int bytes) {
    for (int shift = 16; bytes > 0; --bytes, shift -= 8) {
      out += static_cast<char>(static_cast<unsigned char>(bits >> shift));
    }
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_newline(c)) continue;
    if (c == '=') {
      const std::size_t wrong = wrong_padding(text, i, count);
      if (wrong != std::string_view::npos) return wrong;
      bits <<= 6 * (4 - count);
      put(count - 1);
      return std::string_view::npos;
    }
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) return i;
    bits = (bits << 6) | static_cast<unsigned>(value);
    if (++count == 4) {
      put(3);
      bits = 0;
      count = 0;
    }
  }
  return count == 0 ? std::string_view::npos : text.size() - static_cast<std::size_t>(count);
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t j) {
      return j < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[j])) : 0u;
    };
    const unsigned group = (at(i) << 16) | (at(i + 1) << 8) | at(i + 2);
    out += kAlphabet[group >> 18];
    out += kAlphabet[(group >> 12) & 63u];
    out += i + 1 < bytes.size() ? kAlphabet[(group >> 6) & 63u] : '=';
    out += i + 2 < bytes.size() ? kAlphabet[group & 63u] : '=';
  }
  return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
  std::string out;
  if (decode(text, out) != std::string_view::npos) return std::nullopt;
  return out;
}

std::string base64_decode_or_throw(std::string_view text) {
  std::string out;
  const std::size_t wrong = decode(text, out);
  if (wrong != std::string_view::npos) throw ParseError(fmt::format("illegal base64 data at input byte {}", wrong));
  return out;
}

}  // namespace kpp
