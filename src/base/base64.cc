#include "base/base64.h"

#include "kpp/error.h"

namespace kpp {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<int, 256> values() {
  std::array<int, 256> table{};
  for (int& value : table) value = -1;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<int>(i);
  return table;
}
constexpr auto kValues = values();

// Decodes into `out`; returns where the text is wrong, or npos.
std::size_t decode(std::string_view text, std::string& out) {
  unsigned bits = 0;
  int count = 0;
  std::size_t padding = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      if (count < 2 || count + static_cast<int>(++padding) > 4) return i;
      continue;
    }
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0 || padding > 0) return i;
    bits = (bits << 6) | static_cast<unsigned>(value);
    if (++count == 4) {
      for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(static_cast<unsigned char>(bits >> shift));
      bits = 0;
      count = 0;
    }
  }
  if (count == 0) return std::string_view::npos;
  if (count + static_cast<int>(padding) != 4) return text.size() - static_cast<std::size_t>(count) - padding;
  bits <<= 6 * (4 - count);
  out += static_cast<char>(static_cast<unsigned char>(bits >> 16));
  if (count == 3) out += static_cast<char>(static_cast<unsigned char>(bits >> 8));
  return std::string_view::npos;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t j) { return j < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[j])) : 0u; };
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
