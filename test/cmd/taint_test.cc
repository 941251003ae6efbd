// taint: which taints a node ends up with.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const Stub kNode = {
    .target = "/api/v1/nodes/n",
    .body = R"({"kind":"Node","apiVersion":"v1","metadata":{"name":"n"},"spec":{"taints":[{"key":"a","value":"1",)"
            R"("effect":"NoSchedule"}]}})"};
const Stub kChanged = {.method = "PATCH",
                       .target = "/api/v1/nodes/n?fieldManager=kubectl-taint&fieldValidation=Strict",
                       .body = R"({"kind":"Node","apiVersion":"v1","metadata":{"name":"n"}})"};

}  // namespace

TEST_CASE("new taints stand before old ones") {
  Run run{.stubs = {kNode, kChanged}};
  run({"taint", "node", "n", "b:NoExecute"});
  CHECK(run.out == "node/n tainted\n");
  CHECK(run.requests.back().body ==
        R"({"spec":{"taints":[{"key":"b","effect":"NoExecute"},{"key":"a","value":"1","effect":"NoSchedule"}]}})");
}

TEST_CASE("taints are removed by key, or by key and effect") {
  Run run{.stubs = {kNode, kChanged}};
  CHECK(run({"taint", "nodes", "n", "a-"}).out == "node/n untainted\n");
  CHECK(run.requests.back().body == R"({"spec":{"taints":null}})");
  Run absent{.stubs = {kNode}};
  CHECK(absent({"taint", "node", "n", "a:NoExecute-"}).err == "error: taint \"a:NoExecute\" not found\n");
}

TEST_CASE("a taint of the same key and effect needs --overwrite") {
  Run run{.stubs = {kNode}};
  CHECK(run({"taint", "node", "n", "a=2:NoSchedule"}).err ==
        "error: node n already has a taint(s) with same effect(s) and --overwrite is false\n");
  Run forced{.stubs = {kNode}};
  CHECK(forced({"taint", "node", "n", "a=2:NoSchedule", "--overwrite", "--dry-run=client"}).out == "node/n modified\n");
}

TEST_CASE("only nodes are tainted, and each as it comes") {
  Run run{.stubs = {kNode,
                    kChanged,
                    {.target = "/api/v1/namespaces/default/pods/p",
                     .body = R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"}})"}}};
  run({"taint", "node", "n", "pod/p", "b:NoExecute"});
  CHECK(run.out == "node/n tainted\n");
  CHECK(run.err == "error: unexpected type *v1.Pod, expected Node\n");
  Run shown{.stubs = {kNode}};
  shown({"taint", "node", "n", "b:NoExecute", "--dry-run=client", "-o", "json"});
  CHECK(shown.out.starts_with("{\n    \"kind\": \"Node\",\n    \"apiVersion\": \"v1\",\n"));
}

TEST_CASE("wrong uses of taint") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"taint"}, "error: one or more resources must be specified as <resource> <name>\n"},
      {{"taint", "node", "n"}, "error: at least one taint update is required\n"},
      {{"taint", "node", "n", "a=b:NoSchedule:x"},
       "error: invalid taint spec: a=b:NoSchedule:x\nSee 'kubectl taint -h' for help and examples\n"},
      {{"taint", "node", "n", "a:Some"},
       "error: invalid taint effect: Some, unsupported taint effect\nSee 'kubectl taint -h' for help and examples\n"},
      {{"taint", "node", "n", "a=b:NoSchedule", "a-"},
       "error: can not both modify and remove the following taint(s) in the same command: a=\n"},
      {{"taint", "pod", "n", "a=b:NoSchedule"}, "error: invalid resource type pod, only node types are supported\n"},
      {{"taint", "node", "a=b:NoSchedule"},
       "error: at least one resource name must be specified since 'all' parameter is not set\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}
