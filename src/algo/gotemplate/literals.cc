// See literals.h.
#include "algo/gotemplate/literals.h"

#include <charconv>

#include "base/strings.h"

namespace kpp::algo::gotemplate {

bool unquote(std::string_view text, std::string& out) {
  const char quote = text.front();
  text = text.substr(1, text.size() - 2);
  if (quote == '`') {
    out = replace_all(std::string(text), "\r", "");
    return true;
  }
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      out += text[i++];
      continue;
    }
    if (++i >= text.size()) return false;
    const char c = text[i++];
    const auto digits = [&](std::size_t count, int base, char32_t& value) {
      if (i + count > text.size()) return false;
      unsigned parsed = 0;
      const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + count, parsed, base);
      if (error != std::errc() || end != text.data() + i + count) return false;
      i += count;
      value = parsed;
      return true;
    };
    char32_t value = 0;
    switch (c) {
      case 'a': out += '\a'; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'v': out += '\v'; break;
      case '\\': out += '\\'; break;
      case '\'':
      case '"':
        if (c != quote) return false;
        out += c;
        break;
      case 'x':
        if (!digits(2, 16, value)) return false;
        out += static_cast<char>(static_cast<unsigned char>(value));
        break;
      case 'u':
      case 'U':
        if (!digits(c == 'u' ? 4 : 8, 16, value) || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
          return false;
        }
        append_rune(out, value);
        break;
      default:
        --i;
        if (c < '0' || c > '7' || !digits(3, 8, value) || value > 255) return false;
        out += static_cast<char>(static_cast<unsigned char>(value));
    }
  }
  return true;
}

namespace {

// Underscores stand between digits, or between a base's mark and a digit.
bool underscores_fit(std::string_view text) {
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  const auto mark = [](char c) { return std::string_view("xXoObB").find(c) != std::string_view::npos; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') continue;
    if (i == 0 || i + 1 == text.size() || (!digit(text[i - 1]) && !mark(text[i - 1])) || !digit(text[i + 1])) {
      return false;
    }
  }
  return true;
}

}  // namespace

NumberFault parse_number(const std::string& written, Operand& out) {
  if (!underscores_fit(written)) return NumberFault::syntax;
  std::string text = replace_all(written, "_", "");
  std::string_view digits = text;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    const char mark = digits[1];
    base = mark == 'x' || mark == 'X'                    ? 16
           : mark == 'b' || mark == 'B'                  ? 2
           : mark == 'o' || mark == 'O'                  ? 8
           : (mark >= '0' && mark <= '9') || mark == '_' ? 8
                                                         : 10;
  }
  const bool marked = base != 10 && (digits[1] < '0' || digits[1] > '9');
  const std::string_view body = digits.substr(marked ? 2 : 0);
  std::uint64_t value = 0;
  const auto whole = std::from_chars(body.data(), body.data() + body.size(), value, base);
  if (!body.empty() && whole.ec == std::errc() && whole.ptr == body.data() + body.size() &&
      value <= (std::uint64_t{1} << 63) - (negative ? 0 : 1)) {
    out.kind = Operand::Kind::integer;
    out.integer = negative ? static_cast<std::int64_t>(0 - value) : static_cast<std::int64_t>(value);
    return NumberFault::none;
  }
  double real = 0;
  const std::string_view shown = base == 16 ? body : digits;
  const auto fraction = std::from_chars(shown.data(), shown.data() + shown.size(), real,
                                        base == 16 ? std::chars_format::hex : std::chars_format::general);
  if (fraction.ec != std::errc() || fraction.ptr != shown.data() + shown.size()) return NumberFault::syntax;
  if (shown.find_first_of(base == 16 ? ".pP" : ".eE") == std::string_view::npos) return NumberFault::overflow;
  // 1e3 is an integer too, where one is wanted: Go prints it as one.
  out.real = negative ? -real : real;
  out.kind = Operand::Kind::real;
  return NumberFault::none;
}

}  // namespace kpp::algo::gotemplate
