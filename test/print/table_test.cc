// Tables: columns, decorations, and rows that a server got wrong.
#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/format.h"
#include "print/table_rows.h"
#include "support/catch.h"
#include "support/fake_streams.h"

using namespace kpp;
using namespace kpp::print;

namespace {

std::string printed(const TableRows& rows) {
  test::TextSink sink;
  io::Output out(sink, false, 80);
  rows.text().write(out, rows.header_rows());
  out.flush();
  return sink.text;
}

std::string table(const TableOptions& options, const char* definitions, const char* rows_text) {
  const Document columns = data::parse_json(definitions);
  const Document rows_document = data::parse_json(rows_text);
  TableRows rows(options, false, std::chrono::system_clock::time_point(std::chrono::seconds(1000000)));
  rows.set_columns(columns.root);
  for (const Node row : rows_document.root.items()) rows.add_row(row);
  return printed(rows);
}

constexpr const char* kColumns =
    R"([{"name":"Name","type":"string","format":"name"},{"name":"Size","type":"integer"},{"name":"Note",)"
    R"("priority":1}])";

}  // namespace

TEST_CASE("labels, namespaces and kinds beside the server's cells") {
  const char* rows =
      R"([{"cells":["a",1,"x"],"object":{"metadata":{"namespace":"n","labels":{"app":"web","k/z":"1"}}}},)"
      R"({"cells":["b",22],"object":null}])";
  CHECK(table({.with_namespace = true, .show_labels = true, .label_columns = {"app"}, .kind_prefix = "pod"}, kColumns,
              rows) ==
        "NAMESPACE   NAME    SIZE   APP   LABELS\nn           pod/a   1      web   app=web,k/z=1\n            pod/b   "
        "22           \n");
}

TEST_CASE("cells of any kind are shown as Go prints them, cut at a line break") {
  CHECK(
      table(
          {.no_headers = true}, kColumns,
          R"([{"cells":["a\nb",1.5]},{"cells":["c",null]},{"cells":["d",{"k":[1,true]}]},{"cells":["e",1,2,3,4]}])") ==
      "a...   1.5\nc      \nd      map[k:[1 true]]\ne      1\n");
}

TEST_CASE("rows with tabs or too few cells are laid out like kubectl's") {
  CHECK(table({.no_headers = true}, kColumns, R"([{"cells":["a\tb",1]},{"cells":["ccccccc",2]}])") ==
        "a         b     1\nccccccc   2\n");
  CHECK_THROWS_AS(table({}, kColumns, R"([{"cells":"no"}])"), ParseError);
  CHECK(table({}, "[]", R"([{"cells":["x"]}])") == "\n\n");
}

TEST_CASE("formats: names, arguments and what is refused") {
  const auto kind = [](const std::string& output, const std::string& text = {}) {
    PrintOptions options;
    options.output = output;
    options.template_text = text;
    return parse_format(options, {.name = true, .templates = true, .custom_columns = true, .table = true},
                        [](const std::string& path) { return "text of " + path; });
  };
  CHECK(kind("").kind == FormatKind::table);
  CHECK(kind("JSON").kind == FormatKind::json);
  CHECK(kind("jsonpath={.x}").argument == "{.x}");
  CHECK(kind("", "{{.x}}").kind == FormatKind::go_template);
  CHECK(kind("go-template-file=f").argument == "text of f");
  CHECK(kind("custom-columns=A:.a").kind == FormatKind::custom_columns);
  CHECK_THROWS_WITH(kind("jsonpath"), "template format specified but no template given");
  CHECK_THROWS_WITH(
      kind("xml"),
      ContainsSubstring(
          "unable to match a printer suitable for the output format \"xml\", allowed formats are: custom-columns,"));
  CHECK_THROWS_AS(kind("json="), UsageError);
}
