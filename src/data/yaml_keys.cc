// Natural order of keys. Code points are compared one by one up to the first difference; there letters come after
// everything else, and runs of digits are compared by value, then by length.
#include "data/yaml_keys.h"

#include <cstdint>

#include "base/strings.h"
#include "base/unicode.h"

namespace kpp::data {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char32_t rune_from(std::string_view text, std::size_t& pos) {
  const auto c = static_cast<unsigned char>(text[pos]);
  if (c >= 0x80) return decode_rune(text, pos);
  ++pos;
  return c;
}

struct DigitRun {
  std::uint64_t value = 0;
  std::size_t length = 0;
};

/// The digits from `pos` on, with `lead` put before them (wrapping as int64 does, for absurdly long runs).
DigitRun digit_run(std::string_view text, std::size_t pos, std::uint64_t lead) {
  DigitRun run{.value = lead, .length = 0};
  while (pos < text.size()) {
    const char32_t rune = rune_from(text, pos);
    if (!is_decimal_digit(rune)) break;
    run.value = run.value * 10 + rune - '0';
    ++run.length;
  }
  return run;
}

/// Whether the run of digits that ends before `end` holds one that is not 0.
bool nonzero_digit_before(std::string_view text, std::size_t end) {
  while (end > 0) {
    std::size_t start = end - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80) --start;
    std::size_t pos = start;
    const char32_t rune = rune_from(text, pos);
    if (!is_decimal_digit(rune)) return false;
    if (rune != '0') return true;
    end = start;
  }
  return false;
}

}  // namespace

bool yaml_key_less(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  const std::size_t shorter = a.size() < b.size() ? a.size() : b.size();
  while (same < shorter && a[same] == b[same]) ++same;
  if (same == shorter) return a.size() < b.size();
  if (is_ascii_letter(a[same]) && is_ascii_letter(b[same])) return a[same] < b[same];
  while (same > 0 && (static_cast<unsigned char>(a[same]) & 0xc0) == 0x80) --same;  // back to a whole code point

  std::size_t pos_a = same;
  std::size_t pos_b = same;
  const char32_t x = rune_from(a, pos_a);
  const char32_t y = rune_from(b, pos_b);
  const bool letter_x = is_letter(x);
  const bool letter_y = is_letter(y);
  if (letter_x && letter_y) return x < y;
  if (letter_x || letter_y) return letter_y;
  const std::uint64_t lead = (x == '0' || y == '0') && nonzero_digit_before(a, same) ? 1 : 0;
  const DigitRun run_a = digit_run(a, same, lead);
  const DigitRun run_b = digit_run(b, same, lead);
  if (run_a.value != run_b.value) {
    return static_cast<std::int64_t>(run_a.value) < static_cast<std::int64_t>(run_b.value);
  }
  if (run_a.length != run_b.length) return run_a.length < run_b.length;
  return x < y;
}

}  // namespace kpp::data
