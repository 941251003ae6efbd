// JSON in and out: Go's rules for numbers, escapes, repeated keys and errors.
#include "data/json.h"

#include <nlohmann/json.hpp>

#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::data;

namespace {
std::string round(std::string_view text, KeyOrder order = KeyOrder::sorted) {
  return to_json(parse_json(text, order).root);
}
}  // namespace

TEST_CASE("members come sorted, or as they were written") {
  CHECK(round(R"({"b":1,"a":{"d":[],"c":{}}})") == R"({"a":{"c":{},"d":[]},"b":1})");
  CHECK(round(R"({"b":1,"a":2})", KeyOrder::as_written) == R"({"b":1,"a":2})");
}

TEST_CASE("of a repeated key the last value counts") {
  CHECK(round(R"({"a":1,"b":2,"a":3})") == R"({"a":3,"b":2})");
  CHECK(round(R"({"b":1,"a":2,"b":3})", KeyOrder::as_written) == R"({"b":3,"a":2})");
  std::string many = "{";
  for (int i = 0; i < 40; ++i) many += fmt::format("\"k{}\":{},", i, i);
  CHECK(parse_json(many + "\"k7\":\"last\"}", KeyOrder::as_written).root["k7"].str() == "last");
}

TEST_CASE("numbers keep what int64 holds, the rest become floats in Go's form") {
  CHECK(round("[9223372036854775807,-9223372036854775808]") == "[9223372036854775807,-9223372036854775808]");
  CHECK(round("18446744073709551615") == "18446744073709552000");
  CHECK(round("123456789012345678901234567890") == "1.2345678901234568e+29");
  CHECK(round("[2.0,1e-7,0.5,1e21]") == "[2,1e-7,0.5,1e+21]");
  CHECK_THROWS_WITH(round("1e999"), ContainsSubstring("cannot unmarshal number 1e999"));
}

TEST_CASE("strings are escaped as Go escapes them") {
  CHECK(round(R"("<a>&\u2028\"\\\n\u0001\u007fé")") ==
        "\"\\u003ca\\u003e\\u0026\\u2028\\\"\\\\\\n\\u0001\x7f\xc3\xa9\"");
  CHECK(round("\"\xff\"") == "\"\xef\xbf\xbd\"");
  CHECK(round(R"("\ud800x\ud83d\ude00")") == "\"\xef\xbf\xbdx\xf0\x9f\x98\x80\"");
}

TEST_CASE("strings of every length, whole or cut, with what is special at every place") {
  for (std::size_t length = 0; length < 20; ++length) {
    const std::string plain(length, 'x');
    CHECK(parse_json("\"" + plain + "\"").root.str() == plain);
    CHECK_THROWS_WITH(parse_json("\"" + plain), "unexpected end of JSON input");
    for (std::size_t at = 0; at <= length; ++at) {
      const std::string front = plain.substr(at), back = plain.substr(0, at);
      CHECK(parse_json("[\"" + front + "\\t" + back + "\"]").root.at(0).str() == front + "\t" + back);
      CHECK(parse_json("[\"" + front + "\xc3\xa9" + back + "\"]").root.at(0).str() == front + "\xc3\xa9" + back);
      CHECK_THROWS_WITH(parse_json("\"" + front + "\x1f" + back + "\""), "invalid character '\\x1f' in string literal");
      CHECK_THROWS_WITH(parse_json("\"" + front + "\\q" + back + "\""), "invalid character 'q' in string escape code");
    }
  }
}

TEST_CASE("indented output") {
  std::string out;
  write_json_indented(parse_json(R"({"a":[1,{"b":[]}],"c":{}})").root, out);
  CHECK(out == "{\n    \"a\": [\n        1,\n        {\n            \"b\": []\n        }\n    ],\n    \"c\": {}\n}");
}

TEST_CASE("what is no JSON is told in encoding/json's words") {
  CHECK_THROWS_WITH(round(""), "unexpected end of JSON input");
  CHECK_THROWS_WITH(round("{\"a\":"), "unexpected end of JSON input");
  CHECK_THROWS_WITH(round("{a}"), "invalid character 'a' looking for beginning of object key string");
  CHECK_THROWS_WITH(round("[1 2]"), "invalid character '2' after array element");
  CHECK_THROWS_WITH(round("<html>"), "invalid character '<' looking for beginning of value");
  CHECK_THROWS_WITH(round("nulx"), "invalid character 'x' in literal null (expecting 'l')");
  CHECK_THROWS_WITH(round("1 x"), "invalid character 'x' after top-level value");
  CHECK_THROWS_WITH(round(std::string(2000, '[')), "exceeded max depth");
}

TEST_CASE("Json values and Nodes say the same") {
  const Json value = parse_json_value(R"({"z":1,"a":[true,null,"x",1.5]})");
  CHECK(value.dump() == R"({"z":1,"a":[true,null,"x",1.5]})");
  Arena arena;
  CHECK(to_json(to_node(value, arena)) == value.dump());
  CHECK(to_json(to_node(value, arena, KeyOrder::sorted)) == R"({"a":[true,null,"x",1.5],"z":1})");
}

TEST_CASE("managed fields are left out where they are the object's own") {
  const std::string object =
      R"({"metadata":{"managedFields":[1],"name":"a"},"spec":{"metadata":{"managedFields":[2]}}})";
  Arena arena;
  JsonParser parser;
  CHECK(to_json(parser.parse(object, arena, KeyOrder::sorted, ManagedFields::drop)) ==
        R"({"metadata":{"name":"a"},"spec":{"metadata":{"managedFields":[2]}}})");
  CHECK(to_json(parser.parse(object, arena)) == object);
  CHECK(to_json(parser.parse(R"({"metadata":{"name":"a","managedFields":[{"f:x":{"k:{\"a\":\"]}\"}":{}}}] , )"
                             R"("uid":"b"}})",
                             arena, KeyOrder::sorted, ManagedFields::drop)) == R"({"metadata":{"name":"a",)"
                                                                               R"("uid":"b"}})");
  CHECK_THROWS_WITH(parser.parse(R"({"metadata":{"managedFields":[{})", arena, KeyOrder::sorted, ManagedFields::drop),
                    "unexpected end of JSON input");
  const std::string row = R"({"cells":[1],"metadata":{"managedFields":[3]},"object":)" + object + "}";
  CHECK(to_json(parser.parse(row, arena, KeyOrder::sorted, ManagedFields::drop_in_row)) ==
        R"({"cells":[1],"metadata":{"managedFields":[3]},"object":{"metadata":{"name":"a"},)"
        R"("spec":{"metadata":{"managedFields":[2]}}}})");
}
