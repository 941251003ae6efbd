// Go templates: the language, its values, and its errors with their places.
#include "algo/gotemplate/gotemplate.h"

#include "data/json.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;

namespace {

constexpr const char* kData = R"({"kind":"Pod","n":3,"f":2.5,"none":null,"on":true,"list":["a","b"],
  "labels":{"app":"web","tier":"front"},"items":[{"name":"x","size":1},{"name":"y"}]})";

std::string run(const std::string& text, bool strict = false) {
  const Document document = data::parse_json(kData);
  std::string out;
  try {
    algo::GoTemplate::parse(text, strict).execute(document.root, out);
  } catch (const Error& error) {
    return out + "!" + error.what();
  }
  return out;
}

}  // namespace

TEST_CASE("values print as Go prints them") {
  CHECK(run("{{.kind}} {{.n}} {{.f}} {{.on}} {{.none}} {{.nope}}") == "Pod 3 2.5 true <no value> <no value>");
  CHECK(run("{{.list}} {{.labels}}") == "[a b] map[app:web tier:front]");
  CHECK(run("{{1e3}} {{0x1F}} {{-3}} {{'a'}} {{`raw\\n`}} {{\"\\u00e9\"}}") == "1000 31 -3 97 raw\\n é");
}

TEST_CASE("numbers of every form; a pipe may end in nothing") {
  CHECK(run("{{0x1p4}} {{.5}} {{0b101}} {{017}} {{1_000}} {{+5}} {{.kind | }}") == "16 0.5 5 15 1000 5 Pod");
}

TEST_CASE("printf: hexadecimal reals, zeros before texts, quoting in ASCII") {
  CHECK(run("{{printf \"%x %X %.2x\" 1.5 -0.1 3.14159}}") == "0x1.8p+00 -0X1.999999999999AP-04 0x1.92p+01");
  CHECK(run("{{printf \"%06s|%-6s|%06t|%06d|%08.3f\" \"ab\" \"ab\" true -42 2.5}}") ==
        "0000ab|ab    |00true|-00042|0002.500");
  CHECK(run("{{printf \"%+q %+q %q\" \"é😀\" 233 \"é\"}}") == "\"\\u00e9\\U0001f600\" '\\u00e9' \"é\"");
}

TEST_CASE("printf: what a verb does not fit is as wide as it was asked for") {
  CHECK(run("{{printf \"%5d|%-5t|%.1d|%6s|%z\" \"s\" \"ab\" \"xyz\" 3 2.5}}") ==
        "%!d(string=    s)|%!t(string=ab   )|%!d(string=x)|%!s(int=     3)|%!z(float64=2.5)");
}

TEST_CASE("of what a list or a map holds the type is not told, unless a pipeline took it out") {
  const auto told = [](const std::string& text) {
    const std::string out = run(text);
    return out.substr(out.rfind("field"));
  };
  CHECK(told("{{.kind.x}}") == "field x in type interface {}");
  CHECK(told("{{range .list}}{{.x}}{{end}}") == "field x in type interface {}");
  CHECK(told("{{range .labels}}{{.x}}{{end}}") == "field x in type interface {}");
  CHECK(told("{{range $i, $e := .list}}{{$e.x}}{{end}}") == "field x in type interface {}");
  CHECK(told("{{range $i, $e := .list}}{{$i.x}}{{end}}") == "field x in type int");
  CHECK(told("{{range $e := .list}}{{with $e}}{{.x}}{{end}}{{end}}") == "field x in type string");
  CHECK(told("{{$k := .kind}}{{$k.x}}") == "field x in type string");
  CHECK(told("{{(.kind).x}}") == "field x in type string");
  CHECK(told("{{range 2}}{{.x}}{{end}}") == "field x in type int");
}

TEST_CASE("what cannot be done is told where it was asked for") {
  CHECK_THAT(run("{{range $i, $e := 3}}{{end}}"),
             ContainsSubstring(
                 "output:1:18: executing \"output\" at <3>: can't use 3 to iterate over more than one variable"));
  CHECK_THAT(run("{{$a = 1}}"), ContainsSubstring("output:1:7: executing \"output\" at <1>: undefined variable: $a"));
  CHECK_THAT(run("{{base64decode 3}}"), ContainsSubstring("at <3>: expected string; found 3"));
  CHECK_THAT(run("{{base64decode nil}}"), ContainsSubstring("at <nil>: cannot assign nil to string"));
  CHECK_THAT(run("{{eq .items .items}}"),
             ContainsSubstring("non-comparable type [map[name:x size:%!s(int64=1)] map[name:y]]"));
}

TEST_CASE("control: if, with, range, their else, break and continue") {
  CHECK(run("{{if .nope}}a{{else if .n}}b{{else}}c{{end}}") == "b");
  CHECK(run("{{with .nope}}a{{else with .kind}}{{.}}{{end}}") == "Pod");
  CHECK(run("{{range $i, $x := .list}}{{if $i}},{{end}}{{$i}}={{$x}}{{end}}") == "0=a,1=b");
  CHECK(run("{{range $k, $v := .labels}}{{$k}}:{{$v}};{{end}}") == "app:web;tier:front;");
  CHECK(run("{{range .nope}}x{{else}}none{{end}}{{range 3}}{{.}}{{end}}") == "none012");
  CHECK(run("{{range .list}}{{if eq . \"a\"}}{{continue}}{{end}}{{.}}{{break}}{{end}}") == "b");
  CHECK(run("{{$x := 1}}{{range .list}}{{$x = .}}{{end}}{{$x}}") == "b");
}

TEST_CASE("trimming, comments and templates") {
  CHECK(run("a  {{- /* gone */ -}}  b {{- .kind -}} \n c") == "abPodc");
  CHECK(run("{{define \"t\"}}<{{.}}>{{end}}{{template \"t\" .kind}}{{block \"u\" .n}}({{.}}){{end}}") == "<Pod>(3)");
  CHECK(run("{{define \"t\"}}{{template \"t\"}}{{end}}{{template \"t\"}}").find("exceeded maximum template depth") !=
        std::string::npos);
}

TEST_CASE("functions and pipelines") {
  CHECK(run("{{len .list}} {{index .labels \"app\"}} {{index .list 1}} {{slice .kind 1 2}}") == "2 web b o");
  CHECK(run("{{and .n .kind}} {{or .nope .kind}} {{not .n}} {{and .nope (index .list 9)}}") ==
        "Pod Pod false <no value>");
  CHECK(run("{{eq .n 3}} {{ne .kind \"x\"}} {{lt 1 2}} {{ge .f 2.5}} {{eq .kind \"a\" \"Pod\"}}") ==
        "true true true true true");
  CHECK(run("{{.kind | printf \"%s-%05.1f|%-4d|%x|%q\" \"a\" 2.25 7 255}}") == "a-002.2|7   |ff|\"Pod\"");
  CHECK(run("{{printf \"%d\" .kind}} {{printf \"%s\"}} {{printf \"%s\" .kind 2}}") ==
        "%!d(string=Pod) %!s(MISSING) Pod%!(EXTRA int=2)");
  CHECK(run("{{\"aGk=\" | base64decode}} {{exists . \"labels\" \"app\"}} {{exists . \"labels\" \"x\"}}") ==
        "hi true false");
  CHECK(run("{{html \"<a&'>\"}} {{js \"it's\"}} {{urlquery \"a b&\"}}") == "&lt;a&amp;&#39;&gt; it\\'s a+b%26");
}

TEST_CASE("what fails while running keeps what came before, and names the place") {
  CHECK(
      run("ok {{.kind.foo}}") ==
      "ok !template: output:1:10: executing \"output\" at <.kind.foo>: can't evaluate field foo in type interface {}");
  CHECK(run("{{index .list 7}}") ==
        "!template: output:1:2: executing \"output\" at <index .list 7>: error calling index: index out of range: 7");
  CHECK(run("{{index (slice \"abc\" 0 2) 2}}") ==
        "!template: output:1:2: executing \"output\" at <index (slice \"abc\" 0 2) 2>: error calling index: reflect: "
        "string index out of range");
  CHECK(run("x\n{{eq .kind 1}}") ==
        "x\n!template: output:2:2: executing \"output\" at <eq .kind 1>: error calling eq: incompatible types for "
        "comparison: string and int");
  CHECK(run("{{.nope}}", true) ==
        "!template: output:1:2: executing \"output\" at <.nope>: map has no entry for key \"nope\"");
  CHECK(run("{{call .kind}}") ==
        "!template: output:1:2: executing \"output\" at <call .kind>: error calling call: non-function .kind of type "
        "string");
  CHECK(run("{{.none.x}}").find("nil pointer evaluating interface {}.x") != std::string::npos);
}

TEST_CASE("what cannot be parsed is told with its line") {
  const auto failure = [](const char* text) {
    try {
      algo::GoTemplate::parse(text, false);
    } catch (const ParseError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK(failure("{{.kind") == "template: output:1: unclosed action");
  CHECK(failure("a\n{{if .x}}") == "template: output:2: unexpected EOF");
  CHECK(failure("{{nofunc .x}}") == "template: output:1: function \"nofunc\" not defined");
  CHECK(failure("{{end}}") == "template: output:1: unexpected {{end}}");
  CHECK(failure("{{$x}}") == "template: output:1: undefined variable \"$x\"");
  CHECK(failure("{{break}}") == "template: output:1: {{break}} outside {{range}}");
  CHECK(failure("{{| .x}}") == "template: output:1: unexpected \"|\" in command");
  CHECK(failure("{{1e}}") == "template: output:1: illegal number syntax: \"1e\"");
  CHECK(failure("{{-\"a\"}}") == "template: output:1: illegal number syntax: \"-\"");
  CHECK(failure("{{1x}} ") == "template: output:1: bad number syntax: \"1x\"");
  CHECK(failure("{{1-2}}") == "template: output:1: bad number syntax: \"1-2\"");
  CHECK(failure("{{1__0}}") == "template: output:1: illegal number syntax: \"1__0\"");
  CHECK(failure("{{99999999999999999999}}") == "template: output:1: integer overflow: \"99999999999999999999\"");
  CHECK(failure("{{define \"a\"}}x{{end}}{{define \"a\"}}y{{end}}") ==
        "template: output:1: template: multiple definition of template \"a\"");
  CHECK(failure("{{define \"a\"}} {{end}}{{define \"a\"}}y{{end}}") == "no error");
  CHECK(failure("{{}}") == "template: output:1: missing value for command");
  CHECK(failure(std::string(5000, '(').insert(0, "{{").c_str()).find("max expression depth exceeded") !=
        std::string::npos);
}

TEST_CASE("a walk over items, fed one by one, prints what the whole prints") {
  const std::string text = "<{{range .items}}{{.name}}:{{.size}};{{end}}>";
  const algo::GoTemplate parsed = algo::GoTemplate::parse(text, false);
  REQUIRE(parsed.walks_items());
  const Document document = data::parse_json(kData);
  std::string out;
  parsed.prefix(out);
  for (const Node item : document.root["items"].items()) parsed.item(item, out);
  parsed.suffix(out);
  CHECK(out == run(text));
  CHECK_FALSE(algo::GoTemplate::parse("{{range .items}}{{$.kind}}{{end}}", false).walks_items());
  CHECK_FALSE(algo::GoTemplate::parse("{{.kind}}{{range .items}}{{end}}", false).walks_items());
}

TEST_CASE("functions on what is absent: escaped texts say so as the output does") {
  CHECK(run("{{html .nope}} {{js .none}} {{urlquery nil}} {{print .nope}}") ==
        "&lt;no value&gt; \\u003Cno value\\u003E %3Cno+value%3E <nil>");
  CHECK(run("{{html .f .none}}|{{html .nope .n}}|{{print .f .none}}") ==
        "2.5&lt;no value&gt;|&lt;no value&gt;3|2.5 <nil>");
  CHECK(run("{{len .none}}") ==
        "!template: output:1:2: executing \"output\" at <len .none>: error calling len: len of nil pointer");
  CHECK(run("{{len .nope}}") ==
        "!template: output:1:2: executing \"output\" at <len .nope>: error calling len: reflect: call of "
        "reflect.Value.Type on zero Value");
  CHECK(run("{{printf .none}}") ==
        "!template: output:1:9: executing \"output\" at <.none>: wrong type for value; expected string; got interface "
        "{}");
  CHECK(run("{{printf .nope}}") ==
        "!template: output:1:9: executing \"output\" at <.nope>: invalid value; expected string");
  CHECK(run("{{exists .nope}} {{.none | exists}} {{exists . \"none\"}} {{exists .kind 0}} {{exists .kind 3}}") ==
        "true true false true false");
}

TEST_CASE("nothing inside lists and objects is <nil> under any verb") {
  const Document document = data::parse_json(R"({"l":[1,null,"x"],"m":{"k":null}})");
  std::string out;
  algo::GoTemplate::parse("{{printf \"%d %q %s\" .l .l .m}}", false).execute(document.root, out);
  CHECK(out == "[1 <nil> %!d(string=x)] ['\\x01' <nil> \"x\"] map[k:<nil>]");
}

TEST_CASE("js escapes what is not printable; errors point into parentheses; an index that a field holds is none") {
  CHECK(run("{{js \"a\\u200b\\u00e9\"}}") == "a\\u200Bé");
  CHECK(run("{{(.kind).x}}") ==
        "!template: output:1:3: executing \"output\" at <.kind>: can't evaluate field x in type string");
  CHECK(run("{{printf (index .kind 0)}}") ==
        "!template: output:1:22: executing \"output\" at <0>: wrong type for value; expected string; got uint8");
  CHECK(run("{{slice .list .n}}") ==
        "!template: output:1:2: executing \"output\" at <slice .list .n>: error calling slice: cannot index "
        "slice/array with type interface {}");
  CHECK(run("{{.list | call}}") ==
        "!template: output:1:10: executing \"output\" at <call>: error calling call: non-function <[]interface {} "
        "Value> of type []interface {}");
}
