// What values mean, and that the writers mark each of them where it stands.
#include "data/value_meaning.h"

#include "data/json.h"
#include "data/yaml.h"
#include "support/catch.h"

using namespace kpp;

namespace {

// KEY for keys with their depth, else the meaning's number, and the text.
std::string told(const std::string& text, const Marks& marks) {
  std::string out;
  std::size_t end = 0;
  for (const Mark& mark : marks) {
    REQUIRE(mark.begin >= end);
    REQUIRE(mark.end <= text.size());
    end = mark.end;
    const std::string name = mark.meaning == Meaning::key        ? "key" + std::to_string(mark.index)
                             : mark.meaning == Meaning::string   ? "string"
                             : mark.meaning == Meaning::number   ? "number"
                             : mark.meaning == Meaning::quantity ? "quantity"
                             : mark.meaning == Meaning::yes      ? "yes"
                             : mark.meaning == Meaning::null     ? "null"
                                                                 : "other";
    out += name + "(" + text.substr(mark.begin, mark.end - mark.begin) + ") ";
  }
  return out;
}

}  // namespace

TEST_CASE("a text is what it looks like") {
  struct Case {
    const char* text;
    Meaning meaning;
  };
  const Case cases[] = {
      {"<none>", Meaning::null},    {"True", Meaning::yes},        {"false", Meaning::no},
      {"12", Meaning::number},      {"-1.5", Meaning::number},     {"100m", Meaning::quantity},
      {"5Gi", Meaning::quantity},   {"1.5k", Meaning::quantity},   {".5G", Meaning::quantity},
      {"3d4h", Meaning::duration},  {"5s", Meaning::duration},     {"", Meaning::string},
      {"Running", Meaning::string}, {"5mi", Meaning::string},      {"1.2.3", Meaning::string},
      {"-", Meaning::string},       {"10.0.0.1", Meaning::string}, {"Gi", Meaning::string},
      {"5 Gi", Meaning::string},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    CHECK(data::meaning_of_text(one.text) == one.meaning);
  }
}

TEST_CASE("marked JSON, YAML and KYAML are the same bytes as unmarked") {
  Arena arena;
  const Node node =
      data::parse_yaml("a:\n- x: 1\n  z: [true, null]\n- {}\nb: 5Gi\nc: \"key: value\\n- not\"\nd: \"12\"\n", arena);
  std::string plain, marked;
  Marks marks;
  data::write_json_indented(node, plain);
  data::write_json_indented(node, marked, marks);
  CHECK(marked == plain);
  CHECK(told(marked, marks) ==
        "key0(\"a\") key2(\"x\") number(1) key2(\"z\") yes(true) null(null) key0(\"b\") quantity(\"5Gi\") key0(\"c\") "
        "string(\"key: value\\n- not\") "
        "key0(\"d\") string(\"12\") ");
  plain.clear(), marked.clear(), marks.clear();
  data::write_yaml(node, plain);
  data::write_yaml(node, marked, marks);
  CHECK(marked == plain);
  CHECK(told(marked, marks) ==
        "key0(a) key1(x) number(1) key1(z) yes(true) null(null) key0(b) quantity(5Gi) key0(c) string(|-\n  key: "
        "value\n  - not) key0(d) string(\"12\") ");
  plain.clear(), marked.clear(), marks.clear();
  data::write_kyaml(node, plain);
  data::write_kyaml(node, marked, marks);
  CHECK(marked == plain);
  CHECK_THAT(told(marked, marks), ContainsSubstring("number(1)"));
}
