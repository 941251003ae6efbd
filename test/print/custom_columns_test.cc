// custom-columns: specs, files, cells.
#include "print/custom_columns.h"

#include "data/json.h"
#include "kpp/error.h"
#include "support/catch.h"

using kpp::print::CustomColumns;

namespace {

constexpr std::string_view kObject =
    R"({"kind":"Pod","metadata":{"name":"web","labels":{"b":"2","a":"1"}},"spec":{"n":[1,2],)"
    R"("none":null,"x":"a\u001b\rb","r":0.0000001}})";

std::string table(CustomColumns columns, std::string_view json = kObject) {
  const kpp::Document object = kpp::data::parse_json(json);
  columns.headers();
  columns.row(object.root);
  std::string out;
  kpp::Marks marks;
  columns.flush(out, marks, nullptr);
  return out;
}

std::string table(std::string_view spec) { return table(CustomColumns::from_spec(spec, false)); }

}  // namespace

TEST_CASE("columns from a spec") {
  CHECK(table("NAME:.metadata.name,K:kind") == "NAME   K\nweb    Pod\n");
  CHECK(table("N:{.metadata.name},M:{metadata.nope},E:") == "N     M        E\nweb   <none>   <none>\n");
  CHECK(table("L:.metadata.labels,N:.spec.n,I:.spec.n[*]") == "L              N       I\nmap[a:1 b:2]   [1 2]   1,2\n");
  CHECK(table("A:.spec.none,X:.spec.x,R:.spec.r") == "A       X        R\n<nil>   a^[\\rb   1e-07\n");
  CHECK(table(CustomColumns::from_spec("N:.kind", true)) == "Pod\n");
}

TEST_CASE("columns from a file") {
  CHECK(table(CustomColumns::from_file("A   B\r\n.kind .metadata.name\nmore\n")) == "A     B\nPod   web\n");
  CHECK_THROWS_WITH(CustomColumns::from_file(""), ContainsSubstring("invalid template, missing header line. Expected"));
  CHECK_THROWS_WITH(CustomColumns::from_file("A\n"),
                    ContainsSubstring("invalid template, missing spec line. Expected"));
  CHECK_THROWS_WITH(CustomColumns::from_file("A B\n.kind\n"),
                    "number of headers (2) and field specifications (1) don't match");
}

TEST_CASE("specs that cannot be read") {
  CHECK_THROWS_WITH(table(""), "custom-columns format specified but no custom columns given");
  CHECK_THROWS_WITH(table("A:.kind,B"), "unexpected custom-columns spec: B, expected <header>:<json-path-expr>");
  CHECK_THROWS_WITH(table("A:{.kind"), ContainsSubstring("unexpected path string"));
}

TEST_CASE("the headers are there when a path turns out bad") {
  CustomColumns columns = CustomColumns::from_spec("A:.a[", false);
  columns.headers();
  CHECK_THROWS_WITH(columns.parse_paths(), "unterminated array");
  std::string out;
  kpp::Marks marks;
  columns.flush(out, marks, nullptr);
  CHECK(out == "A\n");
  CHECK_THROWS_WITH(table("A:.kind[0]"), "string is not array or slice");
}
