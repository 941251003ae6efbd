// Node: total access, whatever the value is.
#include "kpp/node.h"

#include "data/json.h"
#include "support/catch.h"

using namespace kpp;

TEST_CASE("asking a value for what it is not gives nothing") {
  const Document document = data::parse_json(R"({"s":"x","n":null,"i":3,"r":2.0,"f":2.5,"a":[1],"b":true})");
  const Node root = document.root;
  CHECK(root["s"].str() == "x");
  CHECK_FALSE(root["nope"].exists());
  CHECK_FALSE(root["s"]["deeper"]["still"].exists());
  CHECK(root["n"].exists());
  CHECK_FALSE(root["n"].has_value());
  CHECK(root["i"].as_int() == 3);
  CHECK(root["r"].as_int() == 2);
  CHECK(root["f"].as_int(7) == 7);
  CHECK(root["i"].str("none") == "none");
  CHECK(root["a"].at(0).as_int() == 1);
  CHECK_FALSE(root["a"].at(1).exists());
  CHECK(root["b"].as_bool());
  CHECK(root["a"].items().size() == 1);
  CHECK(root["s"].items().empty());
}

TEST_CASE("equality ignores the order of members, not the kind of numbers") {
  const auto equal = [](const char* a, const char* b) {
    const Document left = data::parse_json(a, data::KeyOrder::as_written);
    const Document right = data::parse_json(b, data::KeyOrder::as_written);
    return left.root == right.root;
  };
  CHECK(equal(R"({"a":1,"b":[2]})", R"({"b":[2],"a":1})"));
  CHECK_FALSE(equal(R"({"a":1})", R"({"a":1,"b":2})"));
  CHECK_FALSE(equal("1", "1.0"));
  CHECK_FALSE(equal("[1,2]", "[2,1]"));
}

TEST_CASE("an arena keeps copies alive and its blocks for reuse") {
  Arena arena;
  Node copy;
  {
    const Document document = data::parse_json(R"({"k":["text",{"x":1}]})");
    copy = arena.copy(document.root);
  }
  CHECK(data::to_json(copy) == R"({"k":["text",{"x":1}]})");
  const std::size_t before = arena.bytes_reserved();
  for (int i = 0; i < 100; ++i) {
    arena.reset();
    arena.allocate(10000);
  }
  CHECK(arena.bytes_reserved() == before);
  CHECK(arena.copy(std::string(3 << 20, 'x')).size() == 3u << 20);
}
