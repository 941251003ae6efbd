// Types and names: from the server where it answers, from what every server has where it does not.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

TEST_CASE("types are offered without a server, in api-resources' order") {
  Run run;
  CHECK(run({"__completeNoDesc", "get", "po"}).out == "pods\npodtemplates\npoddisruptionbudgets.policy\n:4\n");
  CHECK(run.err.empty());
  CHECK(run({"__completeNoDesc", "get", "pods,configm"}).out == "pods,configmaps\n:4\n");
  CHECK(run({"__completeNoDesc", "explain", "nod"}).out == "nodes\n:4\n");
}

TEST_CASE("after TYPE/NAME another pair follows, and the name at once") {
  Run run;
  CHECK(run({"__completeNoDesc", "get", "ns/default", "nod"}).out == "nodes/\n:6\n");
  CHECK(run({"__completeNoDesc", "rollout", "undo", "deploy/a", ""}).out ==
        "deployment/\ndaemonset/\nstatefulset/\n:6\n");
  CHECK(run({"__completeNoDesc", "set", "image", "deploy/a", ""}).out == ":4\n");  // one object
  CHECK(run({"__completeNoDesc", "set", "image", "deploy", "a", ""}).out == ":4\n");
}

TEST_CASE("names are those of the namespace on the line, without those given already") {
  const auto list = [] {
    return Stub{.target = "/api/v1/namespaces/shop/pods", .body = test::json(R"(
          kind: PartialObjectMetadataList
          apiVersion: meta.k8s.io/v1
          items:
          - {metadata: {name: web-1}}
          - {metadata: {name: web-2}}
          - {metadata: {name: "we\u001b[2Jird"}}
          - {metadata: {name: db}})")};
  };
  Run run{.stubs = {list()}};
  // A name that would move the cursor is none.
  CHECK(run({"__completeNoDesc", "get", "pods", "-n", "shop", "web-1", "we"}).out == "web-2\n:4\n");
  CHECK(run.err.empty());
  Run pairs{.stubs = {list()}};
  CHECK(pairs({"__completeNoDesc", "-n", "shop", "get", "po/d"}).out == "po/db\n:4\n");
}

TEST_CASE("a server that fails gives no names and no words") {
  Run run{.stubs = {{.target = "/api/v1/namespaces", .status = 403, .body = test::status(403, "no")}}};
  CHECK(run({"__completeNoDesc", "get", "-n", ""}).out == ":4\n");
  CHECK(run.err.empty());
  CHECK(run.code == 0);
}
