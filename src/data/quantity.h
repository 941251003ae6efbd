// Quantities: 100m, 1.5Gi, 2e3. Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kpp {

/// An exact decimal with the suffix family it was written in.
class Quantity {
 public:
  enum class Format { decimal_si, binary_si, decimal_exponent };
  Quantity() = default;
  /// Throws ParseError in apimachinery's words.
  static Quantity parse(std::string_view text);
  static bool is_quantity(std::string_view text);
  static Quantity from_int(std::int64_t value, Format format = Format::decimal_si);
  static Quantity from_milli(std::int64_t value, Format format = Format::decimal_si);

  std::int64_t value() const;        ///< rounded up to an integer
  std::int64_t milli_value() const;  ///< thousandths, rounded up
  double as_double() const;
  bool is_zero() const;
  Format format() const { return format_; }
  std::string str() const;  ///< canonical form
  int compare(const Quantity& other) const;
  Quantity& operator+=(const Quantity& other);
  Quantity& operator-=(const Quantity& other);

 private:
  __extension__ using Wide = __int128;
  /// The value is amount_ * 10^-9 (nano), the finest apimachinery keeps.
  Wide amount_ = 0;
  Format format_ = Format::decimal_si;
  std::string cached_;
};

}  // namespace kpp
