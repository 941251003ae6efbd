// What broken or hostile files are told: one error, with the line where one is known, and no more memory than the
// file's.
#include <cstdlib>

#include "base/strings.h"
#include "data/documents.h"
#include "data/json.h"
#include "data/json_stream.h"
#include "data/quantity.h"
#include "data/selector.h"
#include "data/yaml.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::data;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

template <class Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string yaml_error(const std::string& text) {
  return error_of([&] {
    Arena arena;
    parse_yaml(text, arena);
  });
}

std::string json_error(const std::string& text) {
  return error_of([&] { parse_json(text); });
}

// Anchors a, b, c, …, each a list of ten aliases of the one before.
std::string alias_bomb(int levels) {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i <= levels; ++i) {
    const char name = static_cast<char>('a' + i);
    const char before = static_cast<char>(name - 1);
    text += fmt::format("{}: &{} [{}*{}]\n", name, name, repeated(fmt::format("*{},", before), 9), before);
  }
  return text;
}

}  // namespace

TEST_CASE("malformed and truncated YAML is told with its line") {
  CHECK(yaml_error("a:\n\tb: 1\n") == "yaml: line 2: found character that cannot start any token");
  CHECK(yaml_error("a: [1, 2\nb: 3\n") == "yaml: line 1: did not find expected ',' or ']'");
  CHECK(yaml_error("a:\n  b: \"x\n") == "yaml: line 3: found unexpected end of stream");
  CHECK(yaml_error("a: b: c\n") == "yaml: mapping values are not allowed in this context");
  CHECK(yaml_error("a: *x\n") == "yaml: unknown anchor 'x' referenced");
  CHECK(yaml_error("%FOO\n---\na: b\n") == "yaml: found unknown directive name");
}

TEST_CASE("YAML that is no text is refused") {
  CHECK(yaml_error(std::string("a: \0b", 5)) == "yaml: control characters are not allowed");
  CHECK(yaml_error("a: \"\x01\"") == "yaml: control characters are not allowed");
  CHECK(yaml_error("a: \xff\xfe") == "yaml: invalid leading UTF-8 octet");
  CHECK(yaml_error("a: \xe2\x82") == "yaml: incomplete UTF-8 octet sequence");
  CHECK(yaml_error("\xff\xfe"
                   "a") == "yaml: incomplete UTF-16 character");
}

TEST_CASE("YAML deeper than the limit is refused, in every style") {
  CHECK(yaml_error(repeated("[", 100'000)) == "yaml: line 1: exceeded max depth of 1000");
  CHECK(yaml_error(repeated("{a: ", 100'000)) == "yaml: line 1: exceeded max depth of 1000");
  CHECK(yaml_error(repeated("- ", 100'000) + "a") == "yaml: line 1: exceeded max depth of 1000");
  std::string block;
  for (std::size_t i = 0; i < 1200; ++i) block += repeated(" ", i) + "a:\n";
  CHECK(yaml_error(block) == "yaml: line 1001: exceeded max depth of 1000");
}

TEST_CASE("YAML aliases and merges do not multiply without end") {
  CHECK(yaml_error(alias_bomb(9)) == "yaml: document contains excessive aliasing");
  CHECK(yaml_error("a: &a [*a]\n") == "yaml: anchor 'a' value contains itself");
  CHECK(yaml_error("a: &a\n  <<: *a\n") == "yaml: anchor 'a' value contains itself");
  CHECK(yaml_error("a: &a {<<: [{<<: *a}]}\n") == "yaml: anchor 'a' value contains itself");
  CHECK(yaml_error("<<: 1\n") == "yaml: map merge requires map or sequence of maps as the value");
  std::string merges = "a: &a {x: 1}\n";
  for (int i = 1; i < 26; ++i) {
    const char name = static_cast<char>('a' + i);
    const char before = static_cast<char>(name - 1);
    merges += fmt::format("{}: &{} {{<<: [*{}, *{}], {}: 1}}\n", name, name, before, before, name);
  }
  CHECK(yaml_error(merges) == "yaml: document contains excessive aliasing");
}

TEST_CASE("malformed and truncated JSON is told in encoding/json's words") {
  CHECK(json_error("") == "unexpected end of JSON input");
  CHECK(json_error(R"({"a":1)") == "unexpected end of JSON input");
  CHECK(json_error(R"({"a":1,})") == "invalid character '}' looking for beginning of object key string");
  CHECK(json_error("[1] 2") == "invalid character '2' after top-level value");
  CHECK(json_error("\"" + std::string(1'000'000, 'x')) == "unexpected end of JSON input");
  CHECK(json_error("nul") == "unexpected end of JSON input");
}

TEST_CASE("JSON deeper than the limit is refused, in every form") {
  for (const std::string open : {"[", "{\"a\":", "[{\"a\":"}) {
    CHECK(json_error(repeated(open, 100'000)) == "exceeded max depth");
  }
  CHECK(json_error(repeated("[", 1'000) + repeated("]", 1'000)) == "no error");
}

TEST_CASE("numbers of any length are read or refused") {
  CHECK_THAT(json_error(std::string(1'000'000, '1')), ContainsSubstring("json: cannot unmarshal number 1111"));
  CHECK(parse_json("0." + std::string(1'000'000, '1')).root.is_real());
  CHECK(parse_json("1" + std::string(100, '0')).root.as_double() == 1e100);
  CHECK_FALSE(Quantity::try_parse(std::string(100'000, 'x')));
  CHECK(Quantity::is_quantity(std::string(1'000, '9') + "E"));
  CHECK_FALSE(Quantity::try_parse("1e99999999999999999999"));
}

TEST_CASE("quantities too large for 64 bits are rounded to the largest") {
  CHECK(Quantity::parse("-4007611900000000150392233720368547758078340034448738953E-8").value() ==
        std::numeric_limits<std::int64_t>::min());
  CHECK(Quantity::parse("99999999999999999999999999E").value() == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("quantities of more digits than can be held are rounded up, sums too") {
  CHECK(Quantity::is_quantity(Quantity::parse("0358002035800210000880021001000088002100.1").str()));
  Quantity sum = Quantity::parse("99999999999999999999999999999999999");
  for (int i = 0; i < 2000; ++i) sum += Quantity::parse("88888888888888888888888888888888888");
  CHECK(Quantity::is_quantity(sum.str()));
}

TEST_CASE("lists are cut within bounds") {
  const auto feed = [](const std::string& text, std::size_t limit) {
    return error_of([&] {
      ListSplitter splitter({.item = [](std::string_view) {},
                             .member = [](std::string_view, std::string_view) {},
                             .array_begins = [](std::string_view) {}},
                            limit);
      for (std::size_t at = 0; at < text.size(); at += 7) splitter.feed(std::string_view(text).substr(at, 7));
      splitter.finish();
    });
  };
  CHECK(feed(R"({"items":[")" + std::string(5'000, 'x') + "\"]}", 1'000) ==
        "one item of the list is larger than 1000 bytes");
  CHECK(feed(R"({"items":[)" + std::string(5'000, '1') + "]}", 1'000) ==
        "one item of the list is larger than 1000 bytes");
  CHECK(feed("{\"" + std::string(5'000, 'x') + "\":1}", 1'000) == "one item of the list is larger than 1000 bytes");
  CHECK(feed(R"({"items":[{"a":1})", 1'000) == "unexpected end of JSON input");
}

TEST_CASE("streams of documents end at the first error") {
  const auto read = [](const std::string& text) {
    std::string out;
    DocumentReader reader(text);
    Document document;
    out += error_of([&] {
      while (reader.next(document)) out += to_json(document.root) + " ";
    });
    return out;
  };
  CHECK(read(repeated("---\n", 10'000)) == "no error");
  CHECK(read("a: 1\n--- x\nb: 2\n") == "invalid Yaml document separator: x");
  CHECK(read("a: 1\n---\nb: [\n") ==
        R"({"a":1} error converting YAML to JSON: yaml: line 1: did not find expected node content)");
  CHECK(read(R"({"a":1}{"b":)") == "{\"a\":1} unexpected EOF");
}

TEST_CASE("a value of a JSON stream that cannot be held leaves the others readable") {
  DocumentReader reader("{\"a\":" + std::string(400, '1') + "}{\"b\":2}");
  Document document;
  CHECK_THROWS_AS(reader.next(document), UndecodableError);
  REQUIRE(reader.next(document));
  CHECK(to_json(document.root) == R"({"b":2})");
  CHECK_FALSE(reader.next(document));
}

TEST_CASE("selectors of any length are read or refused") {
  const auto selector_error = [](const std::string& text) { return error_of([&] { Selector::parse(text); }); };
  CHECK(selector_error(repeated("a,", 10'000) + "a") == "no error");
  CHECK(selector_error("a in (" + repeated("b,", 10'000)) ==
        "unable to parse requirement: found '', expected: ',', or identifier");
  CHECK(selector_error(repeated("(", 10'000)) == "found '(', expected: !, identifier, or 'end of string'");
  CHECK_THAT(selector_error(std::string(100'000, 'a')), ContainsSubstring("name part must be no more than 63 bytes"));
  CHECK_THAT(selector_error("\xff\xfe"), ContainsSubstring("unable to parse requirement: <nil>: Invalid value"));
}

TEST_CASE("files are taken as UTF-8 or what their mark says") {
  CHECK(text_of_file("a\xff\xfe"
                     "b") ==
        "a\xef\xbf\xbd\xef\xbf\xbd"
        "b");
  CHECK(text_of_file("\xef\xbb\xbf"
                     "a") == "a");
  CHECK(text_of_file(std::string("\xff\xfe"
                                 "a\0\x3d\xd8\x00\xde",
                                 8)) == "a\xf0\x9f\x98\x80");
  CHECK(text_of_file(std::string("\xfe\xff\0a\xd8\x3d", 6)) == "a\xef\xbf\xbd");
  CHECK(text_of_file(std::string("\xff\xfe"
                                 "a",
                                 3)) == "\xef\xbf\xbd");
}
