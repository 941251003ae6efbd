// JSONPath: what is refused, and in which words.
#include "algo/jsonpath_case.h"
#include "kpp/error.h"
#include "support/catch.h"

using kpp::test::kPod;
using kpp::test::run;

TEST_CASE("templates that cannot be read") {
  CHECK_THROWS_WITH(run("{.metadata.name", kPod), "unclosed action");
  CHECK_THROWS_WITH(run("{.spec.containers[0}", kPod), "unterminated array");
  CHECK_THROWS_WITH(run("{.a[x]}", kPod), "invalid array index x");
  CHECK_THROWS_WITH(run("{.a[-]}", kPod), "array index - is not a number");
  CHECK_THROWS_WITH(run("{.a[\"name\"]}", kPod), "invalid array index \"name\"");
  CHECK_THROWS_WITH(run("{.a[?(@.name]}", kPod), "unterminated filter");
  CHECK_THROWS_WITH(run("{.a[?(@.name)}", kPod), "unclosed array expect ]");
  CHECK_THROWS_WITH(run("{{.a}}", kPod), "unrecognized character in action: U+007B '{'");
  CHECK_THROWS_WITH(run("{.a | upper}", kPod), "unrecognized character in action: U+007C '|'");
  CHECK_THROWS_WITH(run("{.a\t}", kPod), "unrecognized character in action: U+0009");
  CHECK_THROWS_WITH(run("{\"open}", kPod), "unterminated quoted string");
  CHECK_THROWS_WITH(run(R"({"\q"})", kPod), R"(unquote string "\q" error invalid syntax)");
  CHECK_THROWS_WITH(run("{....a}", kPod), "invalid multiple recursive descent");
  CHECK_THROWS_WITH(run("{1.2.3}", kPod), "cannot parse number 1.2.3");
}

TEST_CASE("templates that cannot be used on an object") {
  CHECK_THROWS_WITH(run("{metadata.name}", kPod), "unrecognized identifier metadata");
  CHECK_THROWS_WITH(run("{end}", kPod), "not in range, nothing to end");
  CHECK_THROWS_WITH(run("{.spec.containers[5]}", kPod), "array index out of bounds: index 5, length 2");
  CHECK_THROWS_WITH(run("{.spec.containers[-5]}", kPod), "array index out of bounds: index -3, length 2");
  CHECK_THROWS_WITH(run("{.spec.containers[0:9]}", kPod), "array index out of bounds: index 8, length 2");
  CHECK_THROWS_WITH(run("{.spec.containers[::0]}", kPod), "step must be > 0");
  CHECK_THROWS_WITH(run("{.spec.containers[0].args[2:1]}", kPod), "starting index 2 is greater than ending index 1");
  CHECK_THROWS_WITH(run("{.metadata.labels[0]}", kPod), "map[string]interface {} is not array or slice");
  CHECK_THROWS_WITH(run("{.metadata.labels[?(@.a)]}", kPod),
                    "map[a.b/c:dotted app:cart n:1] is not array or slice and cannot be filtered");
  CHECK_THROWS_WITH(run("{.spec.containers[?(@.name==1)]}", kPod), "incompatible types for comparison");
  CHECK_THROWS_WITH(run("{.spec.containers[?(@.args==1)]}", kPod), "invalid type for comparison");
  CHECK_THROWS_WITH(run("{.spec.containers[?(@.name=\"a\")]}", kPod), "unrecognized filter operator =");
  CHECK_THROWS_WITH(run("{.spec.containers[?(@..containerPort>1)]}", kPod), "can only compare one element at a time");
}

TEST_CASE("keys that nothing has are an error where they are not allowed") {
  CHECK_THROWS_WITH(run("{.nope}", kPod, {}), "nope is not found");
  CHECK_THROWS_WITH(run("{range .spec.containers[5:5]}{.x}{end}", kPod, {}), "x is not found");
  CHECK(run("{.spec.containers[*].ports[*].containerPort}", kPod, {}) == "80 443");
}

TEST_CASE("an error leaves the output as it was") {
  const kpp::Document pod = kpp::data::parse_json(kPod);
  std::string out = "before";
  CHECK_THROWS(kpp::algo::JsonPath::parse("{.kind}{.spec.containers[7]}").execute(pod.root, out));
  CHECK(out == "before");
}
