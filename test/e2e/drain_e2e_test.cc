// drain while the pods of the node change.
#include "e2e/stage.h"
#include "support/catch.h"

namespace kpp::test {
namespace {

constexpr const char* kNode = R"(apiVersion: v1
kind: Node
metadata: {name: quay}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, uid: of-agent}
spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, )"
                              R"(spec: {containers: [{name: one, image: "one:1"}]}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
status: {disruptionsAllowed: 0, desiredHealthy: 1, currentHealthy: 1}
)";

std::string pod(const std::string& name, const std::string& owner, const std::string& rest = "") {
  const std::string reference =
      R"([{apiVersion: apps/v1, kind: )" + owner + ", name: agent, uid: of-agent, controller: true}]";
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {}\n  labels: {{app: web}}\n{}{}spec:\n  nodeName: quay\n"
      "  containers: [{{name: one, image: \"one:1\"}}]\n{}status: {{phase: Running}}\n",
      name, owner.empty() ? "" : "  ownerReferences: " + reference + "\n", rest.starts_with("  f") ? rest : "",
      rest.starts_with("  f") ? "" : rest);
}

constexpr const char* kFinalizer = "  finalizers: [example.com/end]\n";
constexpr const char* kEmptyDir = "  volumes: [{name: data, emptyDir: {}}]\n";

}  // namespace

TEST_CASE("an eviction that a budget forbids waits for another pod, and then for its own to end") {
  Stage stage;
  stage.load(kNode);
  stage.load(pod("web-1", "StatefulSet", kFinalizer));
  RunningKpp drain(stage, {"drain", "quay", "--timeout=30s"});
  REQUIRE(drain.writes("will retry after 5s"));
  stage.set_status("policy/v1", "PodDisruptionBudget", "web", R"({"disruptionsAllowed": 1, "currentHealthy": 2})");
  REQUIRE(eventually([&] { return stage.server().requests("/eviction").size() == 2; }));
  // Lists of pods go wrong for a while, as a server that restarts answers them.
  stage.server().faults().add({.kind = apiserver::Fault::Kind::status,
                               .match = "spec.nodeName%3Dquay",
                               .times = 1,
                               .status = 503,
                               .retry_after = 1});
  stage.server().faults().add({.kind = apiserver::Fault::Kind::cut, .match = "spec.nodeName%3Dquay", .times = 1});
  stage.let_go("v1", "Pod", "web-1");
  CHECK(drain.ended() == 0);
  CHECK(drain.written() ==
        "node/quay cordoned\nevicting pod default/web-1\n"
        "error when evicting pods/\"web-1\" -n \"default\" (will retry after 5s): Cannot evict pod as it would violate "
        "the pod's disruption budget.\n"
        "evicting pod default/web-1\npod/web-1 evicted\nnode/quay drained\n");
}

TEST_CASE("what stands in the way of a drain is told by reason, and nothing goes") {
  Stage stage;
  stage.load(kNode);
  stage.load(pod("lonely", ""));
  stage.load(pod("full", "StatefulSet", kEmptyDir));
  stage.load(pod("agent-1", "DaemonSet"));
  const ProcessResult refused = stage.kpp({"drain", "quay"});
  CHECK(refused.exit_code == 1);
  CHECK(refused.out == "node/quay cordoned\n");
  const std::string lonely = "cannot delete Pods that declare no controller (use --force to override): default/lonely";
  const std::string full =
      "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/full";
  const std::string agent = "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-1";
  CHECK(refused.err == "error: unable to drain node \"quay\" due to error: [" + agent + ", " + full + ", " + lonely +
                           "], continuing command...\nThere are pending nodes to be drained:\n quay\n" + agent + "\n" +
                           full + "\n" + lonely + "\n");
  CHECK(stage.server().requests("/eviction").empty());
  stage.set_status("policy/v1", "PodDisruptionBudget", "web", R"({"disruptionsAllowed": 2})");
  const ProcessResult done = stage.kpp({"drain", "quay", "--force", "--ignore-daemonsets", "--delete-emptydir-data"});
  CHECK(done.exit_code == 0);
  CHECK(done.err ==
        "Warning: ignoring DaemonSet-managed Pods: default/agent-1; "
        "deleting Pods that declare no controller: default/lonely\n");
  CHECK(stage.output({"get", "pods", "-o", "name"}) == "pod/agent-1\n");
}

TEST_CASE("a drain whose time is up says which pods are still there") {
  Stage stage;
  stage.load(kNode);
  stage.set_status("policy/v1", "PodDisruptionBudget", "web", R"({"disruptionsAllowed": 1})");
  stage.load(pod("web-1", "StatefulSet", kFinalizer));
  const ProcessResult result = stage.kpp({"drain", "quay", "--timeout=1s"});
  CHECK(result.exit_code == 1);
  const std::string late =
      "error when waiting for pod \"web-1\" in namespace \"default\" to terminate: context deadline exceeded";
  CHECK(result.err == "There are pending pods in node \"quay\" when an error occurred: " + late + "\npod/web-1\n" +
                          "error: unable to drain node \"quay\" due to error: " + late +
                          ", continuing command...\nThere are pending nodes to be drained:\n quay\n" + late + "\n");
}

}  // namespace kpp::test
