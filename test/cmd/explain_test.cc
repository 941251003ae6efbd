// explain: the fields of a type, from the server's OpenAPI document.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

std::vector<test::Stub> documents() {
  return {
      {.target = "/openapi/v3", .body = R"({"paths":{"api/v1":{"serverRelativeURL":"/openapi/v3/api/v1?hash=1"}}})"},
      {.target = "/openapi/v3/api/v1", .body = test::json(R"(
        paths:
          "/api/v1/namespaces/{namespace}/pods/{name}":
            get: {x-kubernetes-group-version-kind: {group: "", version: v1, kind: Pod}}
        components:
          schemas:
            v1.Pod:
              description: A group of containers.
              type: object
              x-kubernetes-group-version-kind: [{group: "", version: v1, kind: Pod}]
              properties: {kind: {type: string, description: Its kind.}})")}};
}

}  // namespace

TEST_CASE("explain shows a type and a field") {
  Run run{.stubs = documents()};
  run({"explain", "pods"});
  CHECK(run.out ==
        "KIND:       Pod\nVERSION:    v1\n\nDESCRIPTION:\n    A group of containers.\n    \nFIELDS:\n  "
        "kind\t<string>\n    Its kind.\n\n\n");
  CHECK(run.err == "");
  Run field{.stubs = documents()};
  field({"explain", "pod.kind"});
  CHECK(field.out ==
        "KIND:       Pod\nVERSION:    v1\n\nFIELD: kind <string>\n\n\nDESCRIPTION:\n    Its kind.\n    \n\n");
}

TEST_CASE("explain wants one word, and one that can name a field") {
  Run run;
  CHECK(run({"explain", "a", "b"}).err == "error: We accept only this format: explain RESOURCE\n");
  CHECK(run({"explain", "pods[0]"}).err == "error: invalid jsonpath syntax, first node must be field node\n");
  CHECK(run({"explain", "pods[0]", "--api-version=v1"}).err ==
        "error: invalid jsonpath syntax, all nodes must be field nodes\n");
  CHECK(run({"explain", "pods,svc"}).err == "error: unrecognized character in action: U+002C ','\n");
  CHECK(run({"explain", "pods.spec..x"}).err == "error: invalid jsonpath syntax, first node must be field node\n");
}

TEST_CASE("explain --max-depth cuts fields of fields") {
  const auto nested = [] {
    std::vector<test::Stub> stubs = documents();
    stubs[1].body = test::json(R"(
      paths:
        "/api/v1/namespaces/{namespace}/pods/{name}":
          get: {x-kubernetes-group-version-kind: {group: "", version: v1, kind: Pod}}
      components:
        schemas:
          v1.Pod:
            type: object
            x-kubernetes-group-version-kind: [{group: "", version: v1, kind: Pod}]
            properties: {a: {type: object, properties: {b: {type: object, properties: {c: {type: string}}}}}})");
    return stubs;
  };
  const auto fields = [&](const std::string& depth) {
    Run run{.stubs = nested()};
    run({"explain", "pods", "--recursive", depth});
    return run.out.substr(run.out.find("FIELDS:\n") + 8);
  };
  CHECK(fields("--max-depth=1") == "  a\t<Object>\n\n");
  CHECK(fields("--max-depth=2") == "  a\t<Object>\n    b\t<Object>\n\n");
  CHECK(fields("--max-depth=0") == "  a\t<Object>\n    b\t<Object>\n      c\t<string>\n\n");
  Run run;
  CHECK(run({"explain", "pods", "--max-depth=1"}).err == "error: --max-depth requires --recursive\n");
  CHECK(run({"explain", "pods", "--max-depth=-1", "-R"}).err == "error: --max-depth must be non-negative\n");
  CHECK(run.code == 1);
}

TEST_CASE("fields are offered behind a type and a dot") {
  const auto document = [] { return std::vector<test::Stub>{documents()[1]}; };
  Run run{.stubs = document()};
  CHECK(run({"__completeNoDesc", "explain", "pods.k"}).out == "pods.kind\n:6\n");
  Run none;
  CHECK(none({"__completeNoDesc", "explain", "pods", ""}).out == ":4\n");
}

TEST_CASE("explain reads its word as kubectl does: a path, and behind the type's name another") {
  Run run;
  const auto problem = [&](const std::string& word) { return run({"explain", word}).err; };
  CHECK(problem("pods.*") == "error: unrecognized character in action: U+002A '*'\n");
  CHECK(problem("pods.{spec}") == "error: unrecognized character in action: U+007B '{'\n");
  CHECK(problem("$.pods") == "error: a resource must be present, got: /, Resource=\n");
  CHECK(problem("*") == "error: invalid jsonpath syntax, first node must be field node\n");
  CHECK(problem("pods...spec") == "error: invalid multiple recursive descent\n");
  CHECK(problem("pods.spec...x") == "error: invalid jsonpath syntax, first node must be field node\n");
  CHECK(run({"explain", "--api-version=v1", "pods.*"}).err ==
        "error: invalid jsonpath syntax, all nodes must be field nodes\n");
  CHECK(run.requests.empty());
}
