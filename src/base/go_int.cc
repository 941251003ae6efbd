// See go_int.h.
#include "base/go_int.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/quote.h"
#include "kpp/error.h"

namespace kpp {
namespace {

[[noreturn]] void fail(std::string_view function, std::string_view text, std::string_view why) {
  throw Error(fmt::format("strconv.{}: parsing {}: {}", function, go_quote(text), why));
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <class Number>
Number digits(std::string_view function, std::string_view text, std::string_view signless, std::string_view readable) {
  if (!all_digits(signless)) fail(function, text, "invalid syntax");
  Number number = 0;
  const auto [end, error] = std::from_chars(readable.data(), readable.data() + readable.size(), number);
  if (error != std::errc()) fail(function, text, "value out of range");
  return number;
}

}  // namespace

std::int64_t go_atoi(std::string_view text) {
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  return digits<std::int64_t>("Atoi", text, text.substr(sign ? 1 : 0), text.substr(sign && text[0] == '+' ? 1 : 0));
}

std::uint64_t go_parse_uint(std::string_view text, unsigned bits) {
  const auto number = digits<std::uint64_t>("ParseUint", text, text, text);
  if (bits < 64 && number >> bits != 0) fail("ParseUint", text, "value out of range");
  return number;
}

}  // namespace kpp
