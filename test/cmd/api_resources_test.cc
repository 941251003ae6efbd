// api-resources: a table of types, filtered and sorted.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

std::vector<test::Stub> types() {
  return {test::core_types({{"", "v1", "pods", "pod", "Pod", true, {"po"}, {"all"}, {"get", "list"}},
                            {"", "v1", "nodes", "node", "Node", false, {"no"}, {}, {"get"}}}),
          test::group_types(
              {{"apps", "v1", "deployments", "deployment", "Deployment", true, {"deploy"}, {"all"}, {"list"}}})};
}

}  // namespace

TEST_CASE("api-resources prints a table") {
  Run run{.stubs = types()};
  run({"api-resources"});
  CHECK(run.out ==
        "NAME          SHORTNAMES   APIVERSION   NAMESPACED   KIND\n"
        "nodes         no           v1           false        Node\n"
        "pods          po           v1           true         Pod\n"
        "deployments   deploy       apps/v1      true         Deployment\n");
  CHECK(run.err == "");
}

TEST_CASE("api-resources filters") {
  const auto names = [](std::vector<std::string> words) {
    Run run{.stubs = types()};
    words.insert(words.begin(), {"api-resources", "-o", "name"});
    return run(words).out;
  };
  CHECK(names({"--namespaced=false"}) == "nodes\n");
  CHECK(names({"--api-group=apps"}) == "deployments.apps\n");
  CHECK(names({"--verbs=get,list"}) == "pods\n");
  CHECK(names({"--categories=all"}) == "pods\ndeployments.apps\n");
  CHECK(names({"--sort-by=kind"}) == "deployments.apps\nnodes\npods\n");
}

TEST_CASE("a group whose server is down is left out, and told of on a terminal") {
  std::vector<test::Stub> stubs = types();
  stubs[1].body = test::json(R"(
      kind: APIGroupDiscoveryList
      items: [{metadata: {name: metrics.k8s.io}, versions: [{version: v1beta1, freshness: Stale}]}])");
  Run quiet{.stubs = stubs};
  CHECK(quiet({"api-resources", "-o", "name"}).out == "nodes\npods\n");
  CHECK(quiet.err == "");
  CHECK(quiet.code == 0);
  Run versions{.stubs = stubs};
  CHECK(versions({"api-versions"}).out == "v1\n");
  Run seen{.stubs = stubs, .err_terminal = true};
  CHECK(seen({"api-resources", "-o", "name"}).err == "Warning: left out what did not answer: metrics.k8s.io/v1beta1\n");
  CHECK(seen.code == 0);
}

TEST_CASE("a server that knows no groups is none") {
  for (const char* command : {"api-resources", "api-versions"}) {
    Run run{.stubs = {{.target = "/api?timeout=32s", .status = 404, .body = ""},
                      {.target = "/apis?timeout=32s", .status = 404, .body = ""}}};
    CHECK_THAT(run({command}).err, ContainsSubstring("the server could not find the requested resource"));
    CHECK(run.code == 1);
  }
}

TEST_CASE("api-resources refuses what it cannot sort by") {
  Run run;
  CHECK(run({"api-resources", "--sort-by=age"}).err == "error: --sort-by accepts only name or kind\n");
}
