// Fuzzes quantities: whatever reads has a text that reads as the same amount.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "data/quantity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto quantity = kpp::Quantity::try_parse(text);
  if (!quantity) return 0;
  kpp::Quantity sum = *quantity;
  sum += *quantity;
  sum -= *quantity;
  static_cast<void>(sum.value());
  static_cast<void>(sum.milli_value());
  if (!kpp::Quantity::is_quantity(quantity->str())) std::abort();
  return 0;
}
