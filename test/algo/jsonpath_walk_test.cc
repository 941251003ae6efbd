// JSONPath over items that come one by one: the same bytes, or the same error, as over the whole list.
#include "algo/jsonpath_case.h"
#include "kpp/error.h"
#include "support/catch.h"

using kpp::algo::JsonPath;

namespace {

struct Outcome {
  std::string out;
  std::string error;
  bool operator==(const Outcome&) const = default;
};

Outcome whole(const JsonPath& path, kpp::Node list) {
  Outcome outcome;
  try {
    path.execute(list, outcome.out);
  } catch (const kpp::Error& error) {
    outcome.error = error.message();
  }
  return outcome;
}

Outcome one_by_one(const JsonPath& path, kpp::Node list) {
  Outcome outcome;
  try {
    JsonPath::Walk walk(path);
    walk.begin(outcome.out);
    for (const kpp::Node item : list["items"].items()) walk.item(item, outcome.out);
    walk.end(outcome.out);
  } catch (const kpp::Error& error) {
    outcome = {"", error.message()};
  }
  return outcome;
}

bool walks(std::string_view path) { return JsonPath::parse(path).items_walk(); }

constexpr std::string_view kLists[] = {
    R"({"items":[]})",
    R"({"items":[{"a":1,"l":[1,2],"m":{"x":"<"}},{"b":2,"l":[3]},{"a":null,"l":[]},{"a":"s","l":[4]}]})",
    R"({"items":[{"l":[{"n":1},{"n":2}]},{"l":7},{"l":[]}]})",
    R"({"items":[{"l":[1]},null,"text",{"l":[{"n":"x"}],"m":[]}]})",
};
constexpr std::string_view kPaths[] = {
    "{.items[*]}",
    "{.items[*].a}",
    "x{.items[*].l[*]}y",
    "{.items[*].l[0]}",
    "{.items[*].l[0].n}",
    "{.items[*].m.x}",
    "{.items[*].l[?(@.n==1)].n}",
    "{.items[*]..n}",
    "{.items[*].*}",
    "{\"a\"}{.items[*].l[0:1]}{'\\n'}",
    "{range .items[*]}{.a}{\"\\n\"}{end}",
    "{range .items[*]}{range .l[*]}{@},{end};{end}.",
    "{range .items[*]}{.l[0]}{end}",
    "{range .items[*]}{@}{end}",
    "{range .items[*]}{.l[?(@.n>0)].n}{end}",
    "n:{range .items[*]}{.m}{.l} {end}{1}",
};

}  // namespace

TEST_CASE("which templates walk the items once") {
  for (const std::string_view path : kPaths) CHECK(walks(path));
  CHECK_FALSE(walks("{.items[0].a}"));
  CHECK_FALSE(walks("{.items[*].a}{.items[*].b}"));
  CHECK_FALSE(walks("{.items[*]['a','b']}"));
  CHECK_FALSE(walks("{.kind}{.items[*].a}"));
  CHECK_FALSE(walks("{range .items[*]}{.a}"));
  CHECK_FALSE(walks("{range .items[*]}{.a}{end}{end}"));
  CHECK_FALSE(walks("{range .items[*].l[*]}{.a}{end}"));
  CHECK_FALSE(walks("{range .items[1:]}{.a}{end}"));
  CHECK_FALSE(walks("{range .items[*]}{.a end}{end}"));
  CHECK_FALSE(walks("text"));
  CHECK_FALSE(JsonPath::parse("{.items[*]}", {.as_json = true}).items_walk());
}

TEST_CASE("items one by one give what the whole list gives") {
  for (const bool allow_missing : {true, false}) {
    for (const std::string_view text : kPaths) {
      const JsonPath path = JsonPath::parse(text, {.allow_missing_keys = allow_missing});
      for (const std::string_view json : kLists) {
        const kpp::Document list = kpp::data::parse_json(json);
        const Outcome expected = whole(path, list.root);
        const Outcome actual = one_by_one(path, list.root);
        CAPTURE(text, json, allow_missing);
        CHECK(actual.out == expected.out);
        CHECK(actual.error == expected.error);
      }
    }
  }
}
