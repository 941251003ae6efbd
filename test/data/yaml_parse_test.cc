// YAML input, against what the real library makes of it, and the bounds it is read within.
#include <nlohmann/json.hpp>

#include "data/json.h"
#include "data/yaml.h"
#include "kpp/error.h"
#include "support/catch.h"
#include "yaml_read_cases.h"

using namespace kpp;
using namespace kpp::data;

namespace {

std::string json_of(std::string_view yaml, KeyOrder order = KeyOrder::sorted) {
  Arena arena;
  return to_json(parse_yaml(yaml, arena, order));
}

std::string error_of(std::string_view yaml) {
  try {
    return "read as " + json_of(yaml);
  } catch (const ParseError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("documents are read as sigs.k8s.io/yaml reads them") {
  for (const auto& c : yaml_cases::kRead) {
    INFO(c.in);
    CHECK(json_of(c.in) == c.out);
  }
}

TEST_CASE("errors are in go-yaml's words") {
  for (const auto& c : yaml_cases::kRefused) {
    INFO(c.in);
    CHECK(error_of(c.in) == c.out);
  }
}

TEST_CASE("big integers are reals, or are kept and written as they are") {
  const std::string text =
      "[9223372036854775807, 9223372036854775808, 18446744073709551615, 18446744073709551616, -9223372036854775808]";
  Arena arena;
  CHECK(data::to_json(data::parse_yaml(text, arena)) ==
        "[9223372036854775807,9223372036854776000,18446744073709552000,18446744073709552000,-9223372036854775808]");
  const Node kept = data::parse_yaml(text, arena, KeyOrder::sorted, data::BigIntegers::kept);
  const std::string exact =
      "[9223372036854775807,9223372036854775808,18446744073709551615,18446744073709552000,-9223372036854775808]";
  CHECK(data::to_json(kept) == exact);
  CHECK(data::to_json(data::to_node(data::to_json_value(kept), arena)) == exact);
  std::string yaml;
  data::write_yaml(kept.items()[2], yaml);
  CHECK(yaml == "18446744073709551615\n");
  std::string kyaml;
  data::write_kyaml(kept.items()[1], kyaml);
  CHECK(kyaml == "9223372036854775808");
  CHECK(kept.items()[1].as_int(-1) == -1);
  CHECK(kept.items()[1].as_double() == 9223372036854775808.0);
  CHECK(kept.items()[1] == Node::unsigned_integer(9223372036854775808u));
  CHECK_FALSE(kept.items()[1] == Node::unsigned_integer(9223372036854775809u));
}

TEST_CASE("members can keep the order they were written in") {
  CHECK(json_of("b: 1\na: 2\nb: 3\n", KeyOrder::as_written) == R"({"b":3,"a":2})");
  CHECK(json_of("x: &x {c: 1, a: 2}\nz:\n  b: 3\n  <<: *x\n", KeyOrder::as_written) ==
        R"({"x":{"c":1,"a":2},"z":{"b":3,"c":1,"a":2}})");
}

TEST_CASE("a colon before a bracket or comma is part of a plain text") {
  CHECK(json_of("{a:}") == R"({"a:":null})");
  CHECK(json_of("\xef\xbb\xbf# \xc3\xa9\n[a:, b:c:, \"x:\", {d: e:}]") == R"(["a:","b:c:","x:",{"d":"e:"}])");
}

TEST_CASE("UTF-16 is read") {
  using namespace std::string_literals;
  CHECK(json_of("\xff\xfe"
                "a\0:\0 \0\xe9\0\n\0"s) == "{\"a\":\"\xc3\xa9\"}");
  CHECK(json_of("\xfe\xff"
                "\0a\0:\0 \0b"s) == R"({"a":"b"})");
}

TEST_CASE("a NUL inside quotes is part of the text") {
  using namespace std::string_literals;
  Arena arena;
  CHECK(parse_yaml("\"a\\0b\"", arena).str() == "a\0b"s);
}

TEST_CASE("nesting is bounded") {
  const std::string open(2000, '[');
  CHECK_THAT(error_of(open), ContainsSubstring("exceeded max depth of 1000"));
  CHECK(error_of(std::string(1000, '[') + std::string(1000, ']')).substr(0, 4) == "read");
  std::string aliases = "a0: &a0 x\n";
  for (int i = 1; i < 3000; ++i) aliases += fmt::format("a{}: &a{} [*a{}]\n", i, i, i - 1);
  CHECK_THAT(error_of(aliases), ContainsSubstring("exce"));
}

TEST_CASE("aliases cannot be made to explode") {
  std::string laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    laughs += fmt::format("{0}: &{0} [*{1},*{1},*{1},*{1},*{1},*{1},*{1},*{1},*{1}]\n", c, static_cast<char>(c - 1));
  }
  CHECK(error_of(laughs) == "yaml: document contains excessive aliasing");
  std::string merges = "a: &a {x: 1}\n";
  for (char c = 'b'; c < 'z'; ++c) {
    merges += fmt::format("{0}: &{0}\n  <<: [*{1},*{1},*{1},*{1}]\n", c, static_cast<char>(c - 1));
  }
  CHECK(error_of(merges) == "yaml: document contains excessive aliasing");
  CHECK(json_of("a: &a {x: 1}\nb: [*a, *a, *a]\n") == R"({"a":{"x":1},"b":[{"x":1},{"x":1},{"x":1}]})");
}
