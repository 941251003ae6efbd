// Fuzzes JSONPath templates over one list: item by item must give what the whole list gives.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "algo/jsonpath/jsonpath.h"
#include "data/json.h"
#include "kpp/error.h"

namespace {

constexpr std::string_view kList =
    R"({"kind":"List","items":[{"a":1,"l":[1,2,{"n":"x"}],"m":{"k":"<"}},{"a":null,"l":[]},{"b":2.5,"l":["t",true]}]})";
// Small, so that what runs away is told from what is slow.
constexpr std::uint64_t kSteps = 100'000;

std::string whole(const kpp::algo::JsonPath& path, kpp::Node list) {
  std::string out;
  try {
    path.execute(list, out);
  } catch (const kpp::Error& error) {
    return "error: " + error.message();
  }
  return out;
}

std::string item_by_item(const kpp::algo::JsonPath& path, kpp::Node list) {
  std::string out;
  try {
    kpp::algo::JsonPath::Walk walk(path);
    walk.begin(out);
    for (const kpp::Node item : list["items"].items()) walk.item(item, out);
    walk.end(out);
  } catch (const kpp::Error& error) {
    return "error: " + error.message();
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const kpp::Document list = kpp::data::parse_json(kList);
  for (const bool allow_missing : {true, false}) {
    try {
      const auto path = kpp::algo::JsonPath::parse(text, {.allow_missing_keys = allow_missing, .max_steps = kSteps});
      const std::string expected = whole(path, list.root);
      if (expected.starts_with("error: the template has")) continue;  // each item has limits of its own
      if (path.items_walk() && item_by_item(path, list.root) != expected) std::abort();
    } catch (const kpp::ParseError&) {
      return 0;
    }
  }
  return 0;
}
