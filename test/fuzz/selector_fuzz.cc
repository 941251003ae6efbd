// Fuzzes label selectors: the canonical text of one that reads is itself read, to the same text.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "data/selector.h"
#include "kpp/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string canonical;
  try {
    canonical = kpp::Selector::parse(text).str();
  } catch (const kpp::ParseError&) {
    return 0;
  }
  if (kpp::Selector::parse(canonical).str() != canonical) std::abort();
  return 0;
}
