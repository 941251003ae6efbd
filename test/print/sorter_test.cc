// --sort-by: orders and problems.
#include "print/sorter.h"

#include "data/json.h"
#include "support/catch.h"

using kpp::print::SortResult;
using Problem = kpp::print::SortResult::Problem;

namespace {

SortResult objects(std::string_view json, std::string_view field) {
  const kpp::Document list = kpp::data::parse_json(json);
  return kpp::print::sort_objects(list.root.items(), field);
}

SortResult rows(std::string_view json, std::string_view field) {
  const kpp::Document list = kpp::data::parse_json(json);
  return kpp::print::sort_rows(list.root.items(), field);
}

using Order = std::vector<std::size_t>;

}  // namespace

TEST_CASE("values sort by what they are") {
  CHECK(objects(R"([{"a":10},{"a":9},{"a":-1}])", ".a").order == Order{2, 1, 0});
  CHECK(objects(R"([{"a":"b"},{"a":"a"},{"a":"B"}])", "a").order == Order{2, 1, 0});
  CHECK(objects(R"([{"a":"1Gi"},{"a":"500Mi"},{"a":"2k"}])", "{.a}").order == Order{2, 1, 0});
  CHECK(objects(R"([{"a":"10"},{"a":"9"}])", "{a}").order == Order{1, 0});
  CHECK(objects(R"([{"a":2.5},{"a":1.5}])", ".a").order == Order{1, 0});
  CHECK(objects(R"([{"a":"x"},{"a":null},{"a":"w"}])", ".a").order == Order{1, 2, 0});
  CHECK(objects("[]", ".a").problem == Problem::none);
}

TEST_CASE("equal values stand as in kubectl, objects without the field come first") {
  CHECK(objects(R"([{"a":1,"n":0},{"a":1},{"a":0}])", ".a").order == Order{2, 0, 1});
  CHECK(objects(R"([{"a":1},{"b":1}])", ".a").order == Order{1, 0});
  std::string many = "[{}";
  for (int i = 0; i < 20; ++i) many += R"(,{"a":)" + std::to_string(i % 2) + "}";
  const SortResult result = objects(many + ",{}]", ".a");
  REQUIRE(result.order.size() == 22);
  CHECK(Order(result.order.begin(), result.order.begin() + 4) == Order{21, 0, 15, 11});
}

TEST_CASE("what cannot be sorted is told in kubectl's words") {
  CHECK(objects("[{}]", ".foo").message == R"(couldn't find any field with path "{.foo}" in the list of objects)");
  CHECK(objects("[{}]", ".foo").problem == Problem::not_found);
  CHECK(objects("[{}]", ".a[").message == "unterminated array");
  CHECK(objects("[{}]", ".a[").problem == Problem::bad_expression);
  CHECK(objects("[{}]", "{.a").problem == Problem::bad_expression);
  CHECK(objects(R"([{"a":[]},{"a":[]}])", ".a[0]").problem == Problem::not_usable);
  CHECK(objects(R"([{"a":true},{"a":false}])", ".a").message ==
        "Field {.a} in *unstructured.Unstructured is an unsortable type: interface, err: unsortable type: bool");
  CHECK(objects(R"([{"a":1},{"a":1.5}])", ".a").message ==
        "Field {.a} in *unstructured.Unstructured is an unsortable type: interface, err: unsortable interface: "
        "interface");
  CHECK(objects(R"([{"a":{}},{"a":{}}])", ".a").problem == Problem::not_sortable);
}

TEST_CASE("rows: one is not looked at") {
  CHECK(rows("[{}]", ".nothing").order == Order{0});
  CHECK(rows("[{},{}]", ".a[").message == "sorting error: unterminated array");
  CHECK(rows("[{},{}]", "{.a").message == "sorting error: unclosed action");
  CHECK(rows("[{},{}]", ".a").problem == Problem::not_found);
  CHECK(rows(R"([{"a":2},{"a":1}])", ".a").order == Order{1, 0});
}
