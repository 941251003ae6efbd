// Quantities: 100m, 1.5Gi, 2e3. Source:
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kpp {

/// An exact decimal with the suffix family it was written in. Up to 37 digits are kept, more are rounded up.
class Quantity {
 public:
  enum class Format { decimal_si, binary_si, decimal_exponent };
  Quantity() = default;
  /// Throws ParseError in apimachinery's words.
  static Quantity parse(std::string_view text);
  /// The same without an exception: nullopt for what is no quantity.
  static std::optional<Quantity> try_parse(std::string_view text);
  static bool is_quantity(std::string_view text) { return try_parse(text).has_value(); }
  static Quantity from_int(std::int64_t value, Format format = Format::decimal_si);
  static Quantity from_milli(std::int64_t value, Format format = Format::decimal_si);

  /// Both round away from zero and stop at the ends of int64.
  std::int64_t value() const { return scaled(0); }         ///< as an integer
  std::int64_t milli_value() const { return scaled(-3); }  ///< in thousandths
  double as_double() const;
  bool is_zero() const { return amount_ == 0; }
  Format format() const { return format_; }
  /// Canonical form; what was parsed stays as it was written where apimachinery keeps it.
  std::string str() const;
  int compare(const Quantity& other) const;
  Quantity& operator+=(const Quantity& other) { return add(other, 1); }
  Quantity& operator-=(const Quantity& other) { return add(other, -1); }

 private:
  __extension__ using Wide = __int128;

  static std::optional<Quantity> read(std::string_view text, const char*& problem);
  Quantity& add(const Quantity& other, int sign);
  std::int64_t scaled(int scale) const;
  /// Rounds away from zero to a multiple of 10^scale.
  void round_up(int scale);

  /// The value is amount_ * 10^scale_; scale_ is at least -9.
  Wide amount_ = 0;
  int scale_ = 0;
  Format format_ = Format::decimal_si;
  std::string cached_;
};

}  // namespace kpp
