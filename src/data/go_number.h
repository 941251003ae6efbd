// Numbers as Go's strconv reads and writes them: what YAML resolution and output are defined by.
// Source: https://pkg.go.dev/strconv
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kpp::data {

/// strconv.ParseInt(text, 0, 64) for text without underscores: sign, then 0b, 0o, 0x, a leading 0 for octal.
std::optional<std::int64_t> parse_go_int(std::string_view text);
/// strconv.ParseUint(text, 0, 64) for text without underscores; no sign.
std::optional<std::uint64_t> parse_go_uint(std::string_view text);
/// Digits of one base only (2 to 16), with an optional sign when `sign` is set; nullopt when they do not fit.
std::optional<std::int64_t> parse_go_int(std::string_view text, int base);
std::optional<std::uint64_t> parse_go_uint(std::string_view text, int base);
/// strconv.ParseFloat(text, 64): decimal and hexadecimal forms, inf, infinity, nan, underscores between digits;
/// nullopt for bad syntax and for what overflows.
std::optional<double> parse_go_float(std::string_view text);

/// The shortest decimal digits of a finite value: 0.d1d2d3… times ten to the `point`.
struct Digits {
  bool negative = false;
  char text[24] = {};
  int count = 0;
  int point = 0;
};
Digits shortest_digits(double value);
Digits shortest_digits(float value);

/// strconv.FormatFloat(value, 'g', -1, 64), with .inf, -.inf and .nan as YAML spells them.
void append_go_float(double value, std::string& out);
/// The same for a float32 (how sigs.k8s.io/yaml spells keys that are floats).
void append_go_float32(double value, std::string& out);
/// The number as it comes out of encoding/json when it is an integer there ("2" for 2.0, "1000" for 1e3), up to
/// 21 digits with their sign; nullopt when JSON would show a fraction or an exponent. -0 is "0".
std::optional<std::string> integer_text(double value);

}  // namespace kpp::data
