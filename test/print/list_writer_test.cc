// Lists that come item by item print what the whole list prints, and fail as it fails.
#include "print/list_writer.h"

#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/printer.h"
#include "support/catch.h"
#include "support/fake_streams.h"

using namespace kpp;
using print::FormatKind;

namespace {

const std::string kItems =
    R"([{"kind":"Pod","metadata":{"name":"a","uid":"1"}},{"kind":"Pod","metadata":{"name":"bb"}}])";

struct Printed {
  std::string out = {};
  std::string error = {};
  bool operator==(const Printed&) const = default;
};

template <typename Work>
Printed printed(Work work) {
  test::TextSink sink;
  Printed result;
  try {
    io::Output out(sink, false, 80);
    work(out);
  } catch (const Error& error) {
    result.error = error.what();
  }
  result.out = sink.text;
  return result;
}

Printed one_by_one(const print::Format& format, std::string_view items) {
  const Document document = data::parse_json(items);
  return printed([&](io::Output& out) {
    const auto writer = print::list_writer(format, {}, out);
    for (const Node item : document.root.items()) writer->item(item);
    writer->finish();
  });
}

Printed whole(const print::Format& format, std::string_view items) {
  const Document document = data::parse_json(R"({"apiVersion":"v1","items":)" + std::string(items) +
                                             R"(,"kind":"List","metadata":{"resourceVersion":""}})");
  return printed([&](io::Output& out) { print::make_printer(format, {})->print(document.root, out); });
}

}  // namespace

TEST_CASE("item by item or whole: the same text") {
  const std::vector<print::Format> formats = {
      {FormatKind::json, {}},
      {FormatKind::yaml, {}},
      {FormatKind::kyaml, {}},
      {FormatKind::custom_columns, "NAME:.metadata.name,KIND:.kind"},
      {FormatKind::custom_columns_file, "NAME UID\n.metadata.name .metadata.uid\n"},
      {FormatKind::jsonpath, "{range .items[*]}{.metadata.name}{end}"},
      {FormatKind::go_template, "<{{range .items}}{{.metadata.name}} {{end}}>"},
      {FormatKind::go_template, "{{len .items}}{{range .items}}{{$.kind}}{{end}}"}};
  for (const print::Format& format : formats) {
    INFO(format.argument);
    for (const std::string& items : {kItems, std::string("[]")}) {
      const Printed expected = whole(format, items);
      CHECK(expected.error.empty());
      CHECK(one_by_one(format, items) == expected);
    }
  }
}

TEST_CASE("item by item or whole: the same failure") {
  const std::string template_text = "{{range .items}}{{.metadata.name}} {{index .metadata.name 9}}{{end}}";
  CHECK_THAT(whole({FormatKind::go_template, template_text}, kItems).error,
             ContainsSubstring("error executing template"));
  CHECK(one_by_one({FormatKind::go_template, template_text}, kItems) ==
        whole({FormatKind::go_template, template_text}, kItems));

  const print::Format columns{FormatKind::custom_columns, "NAME:.metadata.name,X:.metadata.uid[0]"};
  CHECK_THAT(whole(columns, kItems).out, ContainsSubstring("NAME"));
  CHECK_FALSE(whole(columns, kItems).error.empty());
  CHECK(one_by_one(columns, kItems) == whole(columns, kItems));
}

TEST_CASE("a failed template explains itself with as many items as are kept") {
  const Document document = data::parse_json(R"({"name":")" + std::string(1 << 20, 'x') + "\"}");
  const Printed result = printed([&](io::Output& out) {
    const auto writer =
        print::list_writer({FormatKind::go_template, "{{range .items}}{{index .name 9 9}}{{end}}"}, {}, out);
    for (int i = 0; i < 40; ++i) writer->item(document.root);
    writer->finish();
  });
  CHECK_THAT(result.error, ContainsSubstring("error executing template"));
  CHECK_THAT(result.out, ContainsSubstring(" more items)"));
  CHECK(result.out.size() < 30u << 20);
}
