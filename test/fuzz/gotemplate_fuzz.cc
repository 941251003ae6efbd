// Go templates: any template on any data gives text or an error, in bounded time and memory. The template is the first
// line, the data what follows; a data text that is no JSON is taken as a fixed one.
#include <cstdlib>

#include "algo/gotemplate/gotemplate.h"
#include "data/json.h"
#include "kpp/error.h"

namespace {

// Small, so that what runs away is told from what is slow.
constexpr kpp::algo::TemplateLimits kLimits{.steps = 20'000, .bytes = 1 << 20};

// The list as a whole gives what its items give one by one.
void compare_walk(const kpp::algo::GoTemplate& parsed, kpp::Node data, const std::string& whole) {
  if (!parsed.walks_items() || !data["items"].is_array()) return;
  std::string out;
  parsed.prefix(out);
  for (const kpp::Node item : data["items"].items()) parsed.item(item, out);
  parsed.suffix(out);
  if (out != whole) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(all.find('\n'), all.size());
  try {
    const kpp::algo::GoTemplate parsed = kpp::algo::GoTemplate::parse(all.substr(0, cut), cut % 2 == 0, kLimits);
    kpp::Document document;
    try {
      document = kpp::data::parse_json(cut < all.size() ? all.substr(cut + 1) : "{}");
    } catch (const kpp::Error&) {
      document = kpp::data::parse_json(R"({"a":[1,"x",{"b":null}],"c":{"d":2.5},"items":[{"a":"<"},{"a":[true]}]})");
    }
    std::string out;
    parsed.execute(document.root, out);
    compare_walk(parsed, document.root, out);
  } catch (const kpp::Error&) {
  }
  return 0;
}
