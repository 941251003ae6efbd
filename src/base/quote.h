// Go's quoting, which kubectl's messages are full of. Source: https://pkg.go.dev/strconv
#pragma once

#include <string>
#include <string_view>

namespace kpp {

std::string go_quote(std::string_view text);  ///< %q of a string: strconv.Quote
std::string go_quote_rune(char32_t rune);     ///< %q of a rune
/// %v of a []string: [a b c].
template <class Range>
std::string go_list(const Range& items) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ' ';
    out += item;
  }
  return out + "]";
}
/// Go's %v of a float64: shortest 'g' form, with an exponent below -4 or from 6 ("1e-07", "1.5", "1e+06").
std::string go_float(double value);
/// encoding/json's form of a float64: 'f', or 'e' below 1e-6 and from 1e21, exponent without a leading zero.
std::string json_float(double value);

}  // namespace kpp
