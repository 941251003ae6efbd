// YAML and KYAML output, against what the real libraries print.
#include "data/json.h"
#include "data/yaml.h"
#include "support/catch.h"
#include "yaml_cases.h"

using namespace kpp;
using namespace kpp::data;

namespace {

std::string yaml_of(std::string_view json) {
  const Document document = parse_json(json);
  std::string out;
  write_yaml(document.root, out);
  return out;
}

std::string kyaml_of(std::string_view json) {
  const Document document = parse_json(json);
  std::string out;
  write_kyaml(document.root, out);
  return out;
}

}  // namespace

TEST_CASE("YAML output is that of sigs.k8s.io/yaml") {
  for (const auto& c : yaml_cases::kWritten) {
    INFO(c.in);
    CHECK(yaml_of(c.in) == c.out);
  }
}

TEST_CASE("each string gets the style go-yaml gives it") {
  for (const auto& c : yaml_cases::kWrittenStrings) {
    INFO(c.in);
    CHECK(yaml_of(c.in) == c.out);
  }
}

TEST_CASE("KYAML output is that of sigs.k8s.io/yaml/kyaml") {
  for (const auto& c : yaml_cases::kWrittenKyaml) {
    INFO(c.in);
    CHECK(kyaml_of(c.in) == c.out);
  }
}

TEST_CASE("KYAML items can be written one by one") {
  const Document list = parse_json(R"({"items":[{"a":"x\ny"},{"b":[1]}]})");
  std::string pieces = "{\n  items: [";
  write_kyaml(list.root["items"].at(0), pieces, 1);
  pieces += ", ";
  write_kyaml(list.root["items"].at(1), pieces, 1);
  pieces += "],\n}";
  std::string whole;
  write_kyaml(list.root, whole);
  CHECK(pieces == whole);
}

TEST_CASE("what is written is read back as the same text") {
  for (const auto& c : yaml_cases::kWritten) {
    INFO(c.in);
    Arena arena;
    std::string text;
    write_yaml(parse_yaml(c.out, arena), text);
    CHECK(text == c.out);
  }
}

TEST_CASE("the ordered form keeps the members' order") {
  const Document document = parse_json(R"({"b":1,"a":{"z":2,"c":3}})", KeyOrder::as_written);
  std::string out = "# before\n";
  write_yaml_ordered(document.root, out);
  CHECK(out == "# before\nb: 1\na:\n  z: 2\n  c: 3\n");
}

TEST_CASE("what the real library loses comes out escaped") {
  CHECK(yaml_of(R"({"a\u0085":1})") == "? \"a\\N\"\n: 1\n");
}

TEST_CASE("characters that the real library does not read are not written") {
  for (const std::string text : {"\x7f", "\xc2\x80", "\xc2\x9f", "\xef\xbf\xbe", "\xef\xbf\xbf"}) {
    CHECK_THROWS_WITH(yaml_of("\"a" + text + "b\""), "yaml: control characters are not allowed");
    CHECK_THROWS_WITH(yaml_of("{\"a" + text + "\":1}"), "yaml: control characters are not allowed");
    CHECK_THROWS_WITH(kyaml_of("[\"" + text + "\"]"), "yaml: control characters are not allowed");
    CHECK_THROWS_WITH(kyaml_of("{\"" + text + "\":1}"), "yaml: control characters are not allowed");
  }
  CHECK(yaml_of("\"a\xef\xbb\xbf\x62\"") == "\"a\\uFEFFb\"\n");
  CHECK(yaml_of(R"("a\u0001b")") == "\"a\\x01b\"\n");
}

TEST_CASE("next-line characters in values are folded as the real library does it") {
  CHECK(yaml_of("\"a\xc2\x85z\"") == "a z\n");
  CHECK(yaml_of("\"a  \xc2\x85 z\"") == "a z\n");
  CHECK(yaml_of("\"\xc2\x85\"") == "' '\n");
  CHECK(yaml_of("\"a\xc2\x85\xc2\x85z\"") == "|-\n  a\n  z\n");
  CHECK(yaml_of("\"a \xc2\x85 \xc2\x85 z\"") == "|-\n  a\n  z\n");
  CHECK(yaml_of("\"a\\n\xc2\x85\"") == "\"a\\n \"\n");
  CHECK(yaml_of("\"a\\t\xc2\x85\\tb\"") == "\"a\\t \\tb\"\n");
  std::string out;
  write_kyaml(parse_json("\"a\xc2\x85z\"").root, out);
  CHECK(out == "\"a z\"");
}

TEST_CASE("deep values are written") {
  std::string json;
  for (int i = 0; i < 900; ++i) json += "[";
  for (int i = 0; i < 900; ++i) json += "]";
  std::string yaml;
  for (int i = 0; i < 899; ++i) yaml += "- ";
  CHECK(yaml_of(json) == yaml + "[]\n");
}
