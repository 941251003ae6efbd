// JSON patch and merge patch: what they make, and what they refuse.
#include <nlohmann/json.hpp>

#include "algo/json_patch.h"
#include "algo/merge_patch.h"
#include "kpp/error.h"
#include "support/catch.h"

using kpp::Json;
using namespace kpp::algo;

namespace {

Json json(std::string_view text) { return kpp::data::parse_json_value(text); }

std::string patched(std::string_view document, std::string_view patch) {
  try {
    return apply_json_patch(json(document), json(patch)).dump();
  } catch (const kpp::Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("operations of a JSON patch") {
  CHECK(
      patched(R"({"a":1})",
              R"([{"op":"add","path":"/b","value":[1]},{"op":"add","path":"/b/0","value":0},{"op":"add","path":"/b/-",)"
              R"("value":2}])") == R"({"a":1,"b":[0,1,2]})");
  CHECK(patched(R"({"a":{"x/y":1,"~":2}})",
                R"([{"op":"remove","path":"/a/x~1y"},{"op":"replace","path":"/a/~0","value":null}])") ==
        R"({"a":{"~":null}})");
  CHECK(patched(R"({"a":1,"l":[1,2,3]})",
                R"([{"op":"move","from":"/l/-1","path":"/b"},{"op":"copy","from":"/a","path":"/l/0"}])") ==
        R"({"a":1,"l":[1,1,2],"b":3})");
  CHECK(patched(R"({"a":{"x":1,"y":2}})",
                R"([{"op":"test","path":"/a","value":{"y":2,"x":1}},{"op":"test","path":"/none","value":null}])") ==
        R"({"a":{"x":1,"y":2}})");
  CHECK(patched("{}", "[]") == "{}");
}

TEST_CASE("what a JSON patch cannot do") {
  const std::pair<const char*, const char*> cases[] = {
      {R"([{"path":"/a","op":"fly"}])", R"(invalid operation {"op":"fly","path":"/a"}: unsupported operation)"},
      {R"([null])", "invalid operation null: unsupported operation"},
      {R"([{"op":"add","value":1}])",
       R"(invalid operation {"op":"add","value":1}: failed to decode 'path': operation missing path field: missing )"
       R"(value)"},
      {R"([{"op":"replace","path":"/a"}])",
       R"(invalid operation {"op":"replace","path":"/a"}: failed to decode 'value': operation, )"
       R"(missing value field: missing value)"},
      {R"([{"op":"copy"}])",
       R"(invalid operation {"op":"copy"}: failed to decode 'from': operation, missing from field: missing value)"},
      {R"([{"op":"remove","path":3}])",
       R"(invalid operation {"op":"remove","path":3}: failed to decode 'path': json: cannot unmarshal number into )"
       R"(Go value of type string)"},
      {R"([{"op":"add","path":"/none/b","value":1}])",
       R"(add operation does not apply: doc is missing path: "/none/b": missing value)"},
      {R"([{"op":"remove","path":"/none"}])",
       "error in remove for path: '/none': unable to remove nonexistent key: none: missing value"},
      {R"([{"op":"remove","path":"/l/9"}])",
       "error in remove for path: '/l/9': Unable to access invalid index: 9: invalid index referenced"},
      {R"([{"op":"add","path":"/l/x","value":1}])",
       "error in add for path: '/l/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid "
       "syntax"},
      {R"([{"op":"replace","path":"/l/9","value":1}])",
       "replace operation does not apply: doc is missing key: /l/9: missing value"},
      {R"([{"op":"replace","path":"/n","value":1}])",
       "replace operation does not apply: doc is missing key: /n: missing value"},
      {R"([{"op":"test","path":"/a","value":2}])", "testing value /a failed: test failed"},
      {R"([{"op":"copy","from":"/n","path":"/m"}])",
       "error in copy for from: '/n': unable to get nonexistent key: n: missing value"},
      {R"({})", "json: cannot unmarshal object into Go value of type jsonpatch.Patch"},
      {R"([{},1])", "json: cannot unmarshal number into Patch.1 of type jsonpatch.Operation"}};
  for (const auto& [patch, message] : cases) CHECK(patched(R"({"a":1,"l":[1]})", patch) == message);
}

TEST_CASE("a merge patch") {
  const auto merged = [](std::string_view target, std::string_view patch) {
    return apply_merge_patch(json(target), json(patch)).dump();
  };
  CHECK(merged(R"({"a":1,"b":{"c":1,"d":2}})", R"({"a":null,"b":{"d":3,"e":{"f":null}},"g":[1,null]})") ==
        R"({"b":{"c":1,"d":3,"e":{}},"g":[1,null]})");
  CHECK(merged(R"({"a":[1]})", R"({"a":{"b":null}})") == R"({"a":{}})");
  CHECK(merged("[1]", R"({"a":1})") == R"({"a":1})");
  CHECK_THROWS_AS(merged("{}", "3"), kpp::Error);
}

TEST_CASE("the merge patch between two objects") {
  const auto diff = [](std::string_view a, std::string_view b) { return create_merge_patch(json(a), json(b)).dump(); };
  CHECK(diff(R"({"a":1,"b":{"c":1,"d":2},"l":[1,2]})", R"({"b":{"d":3,"c":1},"l":[1],"n":null})") ==
        R"({"b":{"d":3},"l":[1],"n":null,"a":null})");
  CHECK(diff(R"({"a":{"x":1,"y":[{"p":1,"q":2}]}})", R"({"a":{"y":[{"q":2,"p":1}],"x":1}})") == "{}");
  CHECK(diff(R"({"a":1})", R"({"a":1.0})") == R"({"a":1.0})");
}
