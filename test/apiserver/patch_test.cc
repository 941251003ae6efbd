// Patches: what each kind makes of an object.
#include "support/apiserver/patch.h"

#include <nlohmann/json.hpp>

#include "support/apiserver/status.h"
#include "support/catch.h"

namespace kpp::apiserver {
namespace {

Json patched(const char* type, const char* object, const char* patch) {
  Request request;
  request.headers["content-type"] = type;
  request.body = patch;
  return Patch(request, false).applied(Json::parse(object));
}

constexpr const char* kStrategic = "application/strategic-merge-patch+json";

}  // namespace

TEST_CASE("a merge patch replaces, adds and removes members") {
  CHECK(patched("application/merge-patch+json", R"({"a": {"b": 1, "c": [1, 2]}, "d": 1})",
                R"({"a": {"c": [3], "e": 2}, "d": null})")
            .dump() == R"({"a":{"b":1,"c":[3],"e":2}})");
}

TEST_CASE("a JSON patch follows its operations") {
  CHECK(patched("application/json-patch+json", R"({"a": [1, 2]})",
                R"([{"op": "test", "path": "/a/0", "value": 1}, {"op": "add", "path": "/a/-", "value": 3}])")
            .dump() == R"({"a":[1,2,3]})");
  CHECK_THROWS_AS(
      patched("application/json-patch+json", R"({"a": 1})", R"([{"op": "test", "path": "/a", "value": 2}])"), Failure);
}

TEST_CASE("a strategic patch merges lists of named things by their names") {
  struct Case {
    const char* object;
    const char* patch;
    const char* result;
  };
  const Case cases[] = {
      {R"({"containers": [{"name": "a", "image": "x"}, {"name": "b"}]})",
       R"({"containers": [{"name": "a", "image": "y"}, {"name": "c"}]})",
       R"({"containers":[{"name":"a","image":"y"},{"name":"b"},{"name":"c"}]})"},
      {R"({"containers": [{"name": "a", "env": [{"name": "X", "value": "1"}]}]})",
       R"({"containers": [{"name": "a", "env": [{"name": "Y", "value": "2"}]}]})",
       R"({"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]}]})"},
      {R"({"containers": [{"name": "a"}, {"name": "b"}]})", R"({"containers": [{"name": "a", "$patch": "delete"}]})",
       R"({"containers":[{"name":"b"}]})"},
      {R"({"ports": [{"port": 80, "nodePort": 1}]})", R"({"ports": [{"port": 80, "nodePort": 2}]})",
       R"({"ports":[{"port":80,"nodePort":2}]})"},
      {R"({"args": ["a", "b"]})", R"({"args": ["c"]})", R"({"args":["c"]})"},
      {R"({"finalizers": ["a", "b"]})", R"({"$deleteFromPrimitiveList/finalizers": ["a"]})", R"({"finalizers":["b"]})"},
      {R"({"s": {"a": 1, "b": 2}})", R"({"s": {"$retainKeys": ["b", "c"], "c": 3}})", R"({"s":{"b":2,"c":3}})"},
      {R"({"s": {"a": 1}})", R"({"s": {"$patch": "replace", "b": 2}})", R"({"s":{"b":2}})"},
      {R"({"s": {"a": 1}, "t": 1})", R"({"s": {"$patch": "delete"}})", R"({"t":1})"},
  };
  for (const Case& each : cases) CHECK(patched(kStrategic, each.object, each.patch).dump() == each.result);
}

TEST_CASE("a patch of a type that is none, or not of its type, is refused") {
  CHECK_THROWS_AS(patched("application/json", "{}", "{}"), Failure);
  CHECK_THROWS_AS(patched(kStrategic, "{}", "[]"), Failure);
  CHECK_THROWS_AS(patched("application/json-patch+json", "{}", "{}"), Failure);
}

}  // namespace kpp::apiserver
