// Label selectors: reading, errors, matching, text; and apiVersions.
#include "data/selector.h"

#include "data/json.h"
#include "kpp/error.h"
#include "kpp/gvk.h"
#include "support/catch.h"

using kpp::Selector;

namespace {

bool matches(std::string_view selector, std::string_view labels) {
  const kpp::Document document = kpp::data::parse_json(labels);
  return Selector::parse(selector).matches(document.root);
}

std::string formatted(std::string_view selector) {
  return kpp::format_label_selector(kpp::data::parse_json(selector).root);
}

}  // namespace

TEST_CASE("selectors have a canonical text") {
  CHECK(Selector::parse("b=1, a==2 ,c!=3").str() == "a==2,b=1,c!=3");
  CHECK(Selector::parse("x in (b,a, a)").str() == "x in (a,b)");
  CHECK(Selector::parse("x notin (),!y,z").str() == "x notin (),!y,z");
  CHECK(Selector::parse("x in (,a)").str() == "x in (,a)");
  CHECK(Selector::parse("n>3,m<4").str() == "m<4,n>3");
  CHECK(Selector::parse("in in (in)").str() == "in in (in)");
  CHECK(Selector::parse("x=").str() == "x=");
  CHECK(Selector::parse(" ").str().empty());
}

TEST_CASE("selectors match labels") {
  CHECK(matches("a=1", R"({"a":"1"})"));
  CHECK_FALSE(matches("a=1", R"({"a":"2"})"));
  CHECK(matches("a!=1", R"({})"));
  CHECK(matches("a notin (1,2)", R"({"a":"3"})"));
  CHECK(matches("a,!b", R"({"a":""})"));
  CHECK(matches("a>3", R"({"a":"10"})"));
  CHECK_FALSE(matches("a>3", R"({"a":"x"})"));
  CHECK(matches("", "null"));
}

TEST_CASE("bad selectors are refused in apimachinery's words") {
  CHECK_THROWS_WITH(Selector::parse("a b"),
                    "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt");
  CHECK_THROWS_WITH(Selector::parse("=a"), "found '=', expected: !, identifier, or 'end of string'");
  CHECK_THROWS_WITH(Selector::parse("a=b,"), "found '', expected: identifier after ','");
  CHECK_THROWS_WITH(Selector::parse("a=b c"), "found 'c', expected: ',' or 'end of string'");
  CHECK_THROWS_WITH(Selector::parse("a in (b"), "unable to parse requirement: found '', expected: ',' or ')'");
  CHECK_THROWS_WITH(Selector::parse("a in b"), "unable to parse requirement: found 'b' expected: '('");
  CHECK_THROWS_WITH(Selector::parse("!"), "unable to parse requirement: found '', expected: identifier");
  CHECK_THROWS_WITH(Selector::parse("a==="), "unable to parse requirement: found '=', expected: identifier");
  CHECK_THROWS_WITH(
      Selector::parse("a=b%"),
      ContainsSubstring("unable to parse requirement: values[0][a]: Invalid value: \"b%\": a valid label"));
  CHECK_THROWS_WITH(
      Selector::parse("-a=b"),
      ContainsSubstring("unable to parse requirement: <nil>: Invalid value: \"-a\": name part must consist"));
  CHECK_THROWS_WITH(Selector::parse("a>x"),
                    "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' "
                    "operators, the value must be an integer");
  CHECK_THROWS_WITH(Selector::parse("/a"), ContainsSubstring("prefix part must be non-empty"));
}

TEST_CASE("selectors of objects are shown in one line") {
  CHECK(formatted("null") == "<none>");
  CHECK(formatted("{}") == "<none>");
  CHECK(formatted(R"({"matchLabels":{"b":"2","a":"1"}})") == "a=1,b=2");
  CHECK(formatted(R"({"matchExpressions":[{"key":"k","operator":"In","values":["y","x"]}]})") == "k in (x,y)");
  CHECK(formatted(R"({"matchExpressions":[{"key":"k","operator":"DoesNotExist"}]})") == "!k");
  CHECK(formatted(R"({"matchExpressions":[{"key":"k","operator":"Odd"}]})") == "<error>");
  CHECK(formatted(R"({"matchExpressions":[{"key":"k","operator":"In"}]})") == "<error>");
}

TEST_CASE("apiVersions have at most one slash") {
  CHECK(kpp::GroupVersion::parse("v1") == kpp::GroupVersion{"", "v1"});
  CHECK(kpp::GroupVersion::parse("apps/v1") == kpp::GroupVersion{"apps", "v1"});
  CHECK(kpp::GroupVersion::parse("/") == kpp::GroupVersion{});
  CHECK_THROWS_WITH(kpp::GroupVersion::parse("a/b/c"), "unexpected GroupVersion string: a/b/c");
}
