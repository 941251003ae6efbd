// Tables from servers of any honesty: rows are printed or refused, never more.
#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/table_rows.h"

#include <cstdlib>
#include <string>

namespace {

class Counter final : public kpp::ByteSink {
 public:
  void write(std::string_view bytes) override {
    // On a terminal nothing may move the cursor.
    for (const char c : bytes) {
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) std::abort();
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const kpp::Document document = kpp::data::parse_json(std::string_view(reinterpret_cast<const char*>(data), size));
    kpp::print::TableRows rows(
        {.wide = true, .with_namespace = true, .show_labels = true, .label_columns = {"a"}, .kind_prefix = "x"}, true,
        {});
    rows.set_columns(document.root["columnDefinitions"]);
    for (const kpp::Node row : document.root["rows"].items()) rows.add_row(row);
    for (const kpp::Node item : document.root["items"].items()) rows.add_object(item);
    Counter sink;
    kpp::io::Output out(sink, true, 80);
    rows.text().write(out, rows.header_rows());
    out.flush();
  } catch (const kpp::Error&) {
  }
  return 0;
}
