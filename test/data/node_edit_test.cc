// Objects that differ from another in some members.
#include "data/node_edit.h"

#include "data/json.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::data;

TEST_CASE("members are set and taken out along a way, and the rest stays") {
  Arena arena;
  const Node object =
      parse_json(R"({"kind":"Pod","metadata":{"name":"a","namespace":"x"},"spec":{}})", arena, KeyOrder::as_written);
  const std::string_view path[] = {"metadata", "namespace"};
  CHECK(to_json(with_member_at(object, path, Node::string("y"), arena)) ==
        R"({"kind":"Pod","metadata":{"name":"a","namespace":"y"},"spec":{}})");
  CHECK(to_json(without_member_at(object, path, arena)) == R"({"kind":"Pod","metadata":{"name":"a"},"spec":{}})");
  const std::string_view nowhere[] = {"status", "phase"};
  CHECK(to_json(without_member_at(object, nowhere, arena)) == to_json(object));
  CHECK(to_json(with_member_at(object, nowhere, Node::string("Running"), arena)["status"]) == R"({"phase":"Running"})");
  CHECK(object["metadata"]["namespace"].str() == "x");
  // What is no object on the way: nothing is taken out of it, and an object takes its place when something is set.
  const Node odd = parse_json(R"({"metadata":[1]})", arena);
  CHECK(to_json(with_member_at(odd, path, Node::string("y"), arena)) == R"({"metadata":{"namespace":"y"}})");
}
