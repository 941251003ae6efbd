// explain: the fields of a type, from the server's OpenAPI document.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

std::vector<test::Stub> documents() {
  return {{.target = "/openapi/v3", .body = R"({"paths":{"api/v1":{"serverRelativeURL":"/openapi/v3/api/v1?hash=1"}}})"},
          {.target = "/openapi/v3/api/v1", .body = R"({"paths":{"/api/v1/namespaces/{namespace}/pods/{name}":{"get":{
    "x-kubernetes-group-version-kind":{"group":"","version":"v1","kind":"Pod"}}}},
    "components":{"schemas":{"v1.Pod":{"description":"A group of containers.","type":"object",
      "x-kubernetes-group-version-kind":[{"group":"","version":"v1","kind":"Pod"}],
      "properties":{"kind":{"type":"string","description":"Its kind."}}}}}})"}};
}

}  // namespace

TEST_CASE("explain shows a type and a field") {
  Run run{.stubs = documents()};
  run({"explain", "pods"});
  CHECK(run.out == "KIND:       Pod\nVERSION:    v1\n\nDESCRIPTION:\n    A group of containers.\n    \nFIELDS:\n  kind\t<string>\n    Its kind.\n\n\n");
  CHECK(run.err == "");
  Run field{.stubs = documents()};
  field({"explain", "pod.kind"});
  CHECK(field.out == "KIND:       Pod\nVERSION:    v1\n\nFIELD: kind <string>\n\n\nDESCRIPTION:\n    Its kind.\n    \n\n");
}

TEST_CASE("explain wants one word, and one that can name a field") {
  Run run;
  CHECK(run({"explain", "a", "b"}).err == "error: We accept only this format: explain RESOURCE\n");
  CHECK(run({"explain", "pods[0]"}).err == "error: invalid jsonpath syntax, first node must be field node\n");
  CHECK(run({"explain", "pods[0]", "--api-version=v1"}).err == "error: invalid jsonpath syntax, all nodes must be field nodes\n");
  CHECK(run({"explain", "pods,svc"}).err == "error: unrecognized character in action: U+002C ','\n");
  CHECK(run({"explain", "pods.spec..x"}).err == "error: invalid jsonpath syntax, first node must be field node\n");
}
