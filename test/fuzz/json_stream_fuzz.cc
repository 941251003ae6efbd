// Lists cut up as they arrive: any bytes in any pieces give items or an error, and the pieces do not matter.
#include "data/json.h"
#include "data/json_stream.h"
#include "kpp/error.h"

#include <cstdlib>
#include <string>
#include <vector>

namespace {

// Everything that was handed out, and "!" where it ended in an error.
std::string cut(std::string_view text, std::size_t step) {
  std::string out;
  kpp::data::ListSplitter splitter(
      {.item = [&](std::string_view item) { out += "i" + std::string(item) + "\n"; },
       .member = [&](std::string_view key,
                     std::string_view value) { out += "m" + std::string(key) + "=" + std::string(value) + "\n"; },
       .array_begins = [&](std::string_view key) { out += "[" + std::string(key) + "\n"; }},
      1 << 16);
  try {
    for (std::size_t at = 0; at < text.size(); at += step) splitter.feed(text.substr(at, step));
    splitter.finish();
  } catch (const kpp::Error&) {
    out += "!";
  }
  return out;
}

// What is written reads, to the same text: but -0.0 is written as -0, which is the integer 0.
std::string written(const std::string& text) { return kpp::data::to_json(kpp::data::parse_json(text).root); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  if (cut(text, 1 + data[0] % 16) != cut(text, size)) std::abort();
  kpp::Document document;
  try {
    document = kpp::data::parse_json(text);
  } catch (const kpp::ParseError&) {
    return 0;
  }
  const std::string once = written(kpp::data::to_json(document.root));
  if (written(once) != once) std::abort();
  return 0;
}
