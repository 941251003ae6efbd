// JSONPath: what templates print.
#include "algo/jsonpath_case.h"
#include "support/catch.h"

using kpp::algo::JsonPath;
using kpp::test::kPod;
using kpp::test::run;

TEST_CASE("fields, text and quoted text") {
  CHECK(run("{.metadata.name}", kPod) == "cart");
  CHECK(run("pod {.metadata.name} is {.kind}.", kPod) == "pod cart is Pod.");
  CHECK(run(".metadata.name", kPod) == ".metadata.name");
  CHECK(run("{$.kind}{@.kind}{ .kind }", kPod) == "PodPodPod");
  CHECK(run("{['metadata']['name']}{.metadata['labels']['app']}", kPod) == "cartcart");
  CHECK(run("{['metadata.name']}", kPod) == "cart");
  CHECK(run(R"({.metadata.labels.a\.b/c}|{.metadata.labels['a\.b/c']})", kPod) == "dotted|dotted");
  CHECK(run(R"({"a\tb"}{'c\n'}{"é\u00e9\x41\101"})", kPod) ==
        "a\tbc\néé"
        "AA");
  CHECK(run(R"({"{x}"}} {.kind} })", kPod) == "{x}} Pod }");
  CHECK(run("{1}|{-7}|{3.25}|{true}|{false}|{1.}", kPod) == "1|-7|3.25|true|false|1");
  CHECK(run("", kPod).empty());
  CHECK(run("a\\n{.kind}", kPod) == "a\\nPod");
}

TEST_CASE("values as text") {
  CHECK(run("{.status.restarts} {.status.ratio} {.status.whole} {.status.ok}", kPod) == "3 2.5 2 true");
  CHECK(run("{.status.big} {.status.tiny}", kPod) == "1.8446744073709552e+19 1e-07");
  CHECK(run("{.metadata.gone}", kPod) == "null");
  CHECK(run("{.status.text}", kPod) == "<a&b>");
  CHECK(run("{.status.list}", kPod) == R"(["\u003c",null,1])");
  CHECK(run("{.spec.containers[1]}", kPod) == R"({"args":[],"image":"envoy:2","name":"proxy"})");
  CHECK(run("{.nope}|{.metadata.name.more}|{.nope[*].x}|", kPod) == "|||");
  CHECK(run("{}", "7") == "7");
  CHECK(run("{.}", kPod).empty());
}

TEST_CASE("indexes, slices and unions") {
  CHECK(run("{.spec.containers[0].name} {.spec.containers[-1].name}", kPod) == "app proxy");
  CHECK(run("{.spec.containers[0].args[1:]}", kPod) == "b c");
  CHECK(run("{.spec.containers[0].args[:1]}|{.spec.containers[0].args[:-1]}", kPod) == "a|a b");
  CHECK(run("{.spec.containers[0].args[::2]}|{.spec.containers[0].args[-2:]}", kPod) == "a c|b c");
  CHECK(run("{.spec.containers[0].args[2,0]}", kPod) == "c a");
  CHECK(run("{.spec.containers[*].name}", kPod) == "app proxy");
  CHECK(run("{.spec.containers[*]['name','image']}", kPod) == "app proxy nginx:1 envoy:2");
  CHECK(run("{.metadata.labels.*}", kPod) == "dotted cart 1");
  CHECK(run("{.metadata.name.*}", kPod) == "99 97 114 116");
  CHECK(run("{..containerPort}", kPod) == "80 443");
  CHECK(run("{.metadata..app}", kPod) == "cart");
  CHECK(run("{..}", R"({"a":{},"b":["x"]})") == R"({"a":{},"b":["x"]} ["x"] x)");
}

TEST_CASE("an empty list ends a step for the values after it") {
  CHECK(run("{[*].a[*]}", R"([{"a":[1]},{"a":[]},{"a":[2]}])") == "1");
}

TEST_CASE("filters") {
  CHECK(run(R"({.spec.containers[?(@.name=="proxy")].image})", kPod) == "envoy:2");
  CHECK(run("{.spec.containers[?(@.name != 'proxy')].image}", kPod) == "nginx:1");
  CHECK(run("{.spec.containers[?(@.ports)].name}", kPod) == "app");
  CHECK(run("{.spec.containers[0].ports[?(@.containerPort>=443)].containerPort}", kPod) == "443");
  CHECK(run("{.spec.containers[0].ports[?(80<@.containerPort)].containerPort}", kPod) == "443");
  CHECK(run(R"({.spec.containers[?(@.name>"b")].name})", kPod) == "proxy");
  CHECK(run(R"({[?(@.a==true)].n})", R"([{"a":true,"n":1},{"a":false,"n":2},{"n":3}])") == "1");
  CHECK(run(R"t({[?(@.a==")")].n})t", R"t([{"a":")","n":1}])t") == "1");
}

TEST_CASE("ranges") {
  CHECK(run("{range .spec.containers[*]}{.name}={.image};{end}", kPod) == "app=nginx:1;proxy=envoy:2;");
  CHECK(run("[{range .spec.containers[*]}{.name}({range .ports[*]}{.containerPort},{end}){end}]", kPod) ==
        "[app(80,443,)proxy()]");
  CHECK(run("{range .nope[*]}x{end}done", kPod) == "done");
  CHECK(run("{range .spec.containers}{.name}{end}", kPod).empty());
  CHECK(run("{range .spec.containers[*]}{.name}", kPod) == "appproxy");
  CHECK(run("{range .status.list[*]}{@},{end}", kPod) == "<,<no value>,1,");
  CHECK(run("{range .spec.containers[*]}{.name} {end}| {range .spec.no[*]}{.name} {end}| {.kind}", kPod) ==
        "app proxy | | Pod");
}

TEST_CASE("as JSON every list of results is an array") {
  const kpp::algo::JsonPathOptions json{.allow_missing_keys = true, .as_json = true};
  CHECK(run("{.metadata.name}", kPod, json) == "[\n    \"cart\"\n]\n");
  CHECK(run("{.nope}", kPod, json) == "[]\n");
  CHECK(run("x{.spec.containers[*].name}", kPod, json) == "[\n    \"x\"\n]\n[\n    \"app\",\n    \"proxy\"\n]\n");
}

TEST_CASE("find gives what was found") {
  const kpp::Document pod = kpp::data::parse_json(kPod);
  const auto path = JsonPath::parse("{.spec.containers[*].name}-{.metadata.gone}");  // holds the texts that it finds
  const auto found = path.find(pod.root);
  REQUIRE(found.size() == 3);
  CHECK(found[0].size() == 2);
  CHECK(found[0][1].str() == "proxy");
  CHECK(found[1][0].str() == "-");
  CHECK(found[2][0].is_null());
}

TEST_CASE("relaxed expressions") {
  using kpp::algo::relaxed_expression;
  CHECK(relaxed_expression("a.b") == "{.a.b}");
  CHECK(relaxed_expression(".a") == "{.a}");
  CHECK(relaxed_expression("{a}") == "{.a}");
  CHECK(relaxed_expression("{.a}") == "{.a}");
  CHECK(relaxed_expression(".") == "{..}");
  CHECK(relaxed_expression("").empty());
  CHECK_THROWS_WITH(relaxed_expression("{.a"),
                    "unexpected path string, expected a 'name1.name2' or '.name1.name2' or "
                    "'{name1.name2}' or '{.name1.name2}'");
  CHECK_THROWS(relaxed_expression("{}"));
}
