// Templates that never end, or fill the memory: each is one error, with the place where there is one.
#include "algo/gotemplate/gotemplate.h"
#include "algo/jsonpath/jsonpath.h"
#include "base/limits.h"
#include "base/strings.h"
#include "data/json.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;

namespace {

constexpr algo::TemplateLimits kSmall{.steps = 5'000, .bytes = 10'000};
constexpr const char* kDecimals = "0123456789";

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// The error, without what came before it.
std::string go_error(const std::string& text, algo::TemplateLimits limits = kSmall) {
  const Document document = data::parse_json(R"({"list":[1,2,3,4,5,6,7,8,9]})");
  std::string out;
  try {
    algo::GoTemplate::parse(text, false, limits).execute(document.root, out);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error, " + std::to_string(out.size()) + " bytes";
}

std::string path_error(const std::string& text, std::uint64_t steps = 5'000) {
  const Document document = data::parse_json(R"({"items":[{"a":[1,2,{"b":[3,4]}]},{"a":[5]}]})");
  std::string out = "before";
  try {
    algo::JsonPath::parse(text, {.max_steps = steps}).execute(document.root, out);
  } catch (const Error& error) {
    CHECK(out == "before");
    return error.what();
  }
  return "no error, " + std::to_string(out.size()) + " bytes";
}

}  // namespace

TEST_CASE("Go templates that run on and on are stopped") {
  const std::string steps = "the template has taken more than 5000 steps";
  CHECK_THAT(go_error("{{range 9000000000000000000}}{{end}}"), ContainsSubstring(steps));
  CHECK_THAT(go_error("{{range 1000000}}{{range 1000000}}{{end}}{{end}}"), ContainsSubstring(steps));
  // Each of twenty templates calls the one before it twice.
  std::string text = "{{define \"0\"}}x{{end}}";
  for (int i = 1; i <= 20; ++i) {
    text +=
        fmt::format("{{{{define \"{}\"}}}}{{{{template \"{}\"}}}}{{{{template \"{}\"}}}}{{{{end}}}}", i, i - 1, i - 1);
  }
  CHECK_THAT(go_error(text + "{{template \"20\"}}"), ContainsSubstring(steps));
}

TEST_CASE("a step of a Go template is never long: arguments, long texts and far variables count too") {
  const std::string steps = "the template has taken more than 5000 steps";
  // None would take 5000 actions and calls.
  CHECK_THAT(go_error("{{range 100}}{{if eq 0" + repeated(" 1", 100) + "}}{{end}}{{end}}"), ContainsSubstring(steps));
  CHECK_THAT(go_error("{{range 100}}{{if and" + repeated(" 1", 100) + "}}{{end}}{{end}}"), ContainsSubstring(steps));
  const std::string text = "{{$x := printf \"%9000d\" 1}}";
  CHECK_THAT(go_error(text + "{{range 100}}{{if eq $x $x}}{{end}}{{end}}"), ContainsSubstring(steps));
  CHECK_THAT(go_error(text + "{{range 100}}{{if lt $x $x}}{{end}}{{end}}"), ContainsSubstring(steps));
  const std::string format = "{{$x := printf \"" + repeated("%[2].0s", 1000) + "\" 1 \"\"}}";
  CHECK_THAT(go_error("{{range 100}}" + format + "{{end}}"), ContainsSubstring(steps));
  CHECK_THAT(go_error("{{$x := 1}}" + repeated("{{$y := 1}}", 1000) + "{{range 100}}{{if $x}}{{end}}{{end}}"),
             ContainsSubstring(steps));
  CHECK(go_error(text + "{{range 100}}{{printf \"%.1s\" $x}}{{end}}") == "no error, 100 bytes");
}

TEST_CASE("Go templates that call themselves end with their depth") {
  CHECK(go_error(R"({{define "a"}}{{template "a" .}}{{end}}{{template "a" .}})") ==
        R"(template: output:1:25: executing "a" at <{{template "a" .}}>: exceeded maximum template depth (2000))");
  // What a template holds counts too, for the stack holds it all.
  const std::string nested = repeated("{{if 1}}", 450) + R"({{template "a"}})" + repeated("{{end}}", 450);
  CHECK_THAT(go_error(R"({{define "a"}})" + nested + R"({{end}}{{template "a"}})", {}),
             ContainsSubstring("exceeded maximum template depth (2000)"));
}

TEST_CASE("Go templates nested too deeply are refused as they are read") {
  CHECK(go_error("{{" + repeated("(", 1000) + "1" + repeated(")", 1000) + "}}") ==
        "template: output:1: max expression depth exceeded");
  CHECK(go_error(repeated("{{if 1}}", 1000) + repeated("{{end}}", 1000)) ==
        "template: output:1: max expression depth exceeded");
  CHECK(go_error(repeated("{{block \"a\" .}}", 1000) + repeated("{{end}}", 1000)) ==
        "template: output:1: max expression depth exceeded");
  CHECK(go_error("{{if 1}}" + repeated("{{else if 1}}", 1000) + "{{end}}") ==
        "template: output:1: max expression depth exceeded");
}

TEST_CASE("Go templates that make too much text are stopped") {
  const std::string bytes = "the template has made more than 10000 bytes of text";
  CHECK_THAT(go_error("{{$x := \"a\"}}{{range 60}}{{$x = print $x $x}}{{end}}"), ContainsSubstring(bytes));
  CHECK_THAT(go_error("{{range 4000}}" + repeated(kDecimals, 10) + "{{end}}"), ContainsSubstring(bytes));
  const std::string longer = "the text is longer than 10000 bytes";
  CHECK(go_error("{{printf \"%999999d%999999d\" 1 2}}") ==
        R"(template: output:1:2: executing "output" at <printf "%999999d%999999d" 1 2>: error calling printf: )" +
            longer);
  CHECK_THAT(go_error("{{printf \"%9000v\" .list}}"), ContainsSubstring(longer));
  CHECK_THAT(go_error("{{printf \"%9000v\" 1}}{{printf \"%9000v\" 1}}"), ContainsSubstring(bytes));
}

TEST_CASE("printf's widths have a bound of their own") {
  CHECK(go_error("{{printf \"%99999999999999999999d\" 1}}") == "no error, 1 bytes");
  CHECK(go_error("{{printf \"%*d\" -9223372036854775807 1}}") == "no error, 13 bytes");
  CHECK(go_error("{{printf \"%.*f\" 2000000 1.5}}") == "no error, 12 bytes");
}

TEST_CASE("JSONPaths that find more and more are stopped") {
  const std::string values = "the template has found more than 5000 values";
  CHECK(path_error("{.. .* .. .*}", 50) == "the template has found more than 50 values");
  CHECK(path_error(repeated("{range ..}", 40)) == values);
  CHECK(path_error("{.items[*].a}") == "no error, 27 bytes");
}

TEST_CASE("a JSONPath over items has its limit for each of them") {
  const Document item = data::parse_json(R"({"a":[1,2,3]})");
  std::string out;
  algo::JsonPath::Walk walk(algo::JsonPath::parse("{.items[*].a[*]}", {.max_steps = 50}));
  walk.begin(out);
  for (int i = 0; i < 100; ++i) walk.item(item.root, out);
  walk.end(out);
  CHECK(out.size() == 599);
}
