// cordon, uncordon and drain: what is sent, which pods stand in the way, and what is said.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kNode = "/api/v1/nodes/n";
const std::string kPods = "/api/v1/pods?fieldSelector=spec.nodeName%3Dn&limit=500";
const std::string kLook = "/api/v1/pods?fieldSelector=spec.nodeName%3Dn";
const std::string kEviction = "/api/v1/namespaces/s/pods/p/eviction";

std::string node(bool cordoned) {
  return std::string(R"({"kind":"Node","apiVersion":"v1","metadata":{"name":"n"},"spec":{)") +
         (cordoned ? R"("unschedulable":true)" : "") + "}}";
}
std::string pods(const std::string& rest) {
  return R"({"items":[{"metadata":{"name":"p","namespace":"s","uid":"1")" + rest + "}]}";
}
const std::string kOwned =
    R"(,"ownerReferences":[{"kind":"ReplicaSet","apiVersion":"apps/v1","name":"r","controller":true}]})";
const std::string kNoPods = R"({"items":[]})";
const Stub kApi{
    .target = "/api/v1",
    .body = R"({"resources":[{"name":"pods/eviction","kind":"Eviction","group":"policy","version":"v1"}]})"};

}  // namespace

TEST_CASE("a node is marked once") {
  Run cordon{
      .stubs = {{.target = kNode, .body = node(false)}, {.method = "PATCH", .target = kNode, .body = node(true)}}};
  CHECK(cordon({"cordon", "n"}).out == "node/n cordoned\n");
  CHECK(cordon.requests.back().body == R"({"spec":{"unschedulable":true}})");
  Run again{.stubs = {{.target = kNode, .body = node(true)}}};
  CHECK(again({"cordon", "n"}).out == "node/n already cordoned\n");
  Run back{.stubs = {{.target = kNode, .body = node(true)}}};
  CHECK(back({"uncordon", "n", "--dry-run=client"}).out == "node/n uncordoned (dry run)\n");
  const auto gone = [](const std::string& name) {
    return Stub{.target = "/api/v1/nodes/" + name, .status = 404, .body = test::status(404, "no")};
  };
  Run commas{.stubs = {gone("a%2Cb"), gone("c")}};
  CHECK(commas({"cordon", "a,b", "c"}).err == "Error from server (NotFound): no\n");
  Run failing{.stubs = {{.target = kNode, .body = node(false)},
                        {.method = "PATCH", .target = kNode, .status = 403, .body = test::status(403, "no")}}};
  CHECK(failing({"cordon", "n"}).err == "error: unable to cordon node \"n\": no\n");
  CHECK(failing.code == 0);
}

TEST_CASE("a pod is evicted and waited for") {
  Run run{.stubs = {{.target = kNode, .body = node(true)},
                    {.target = kPods, .body = pods(kOwned)},
                    kApi,
                    {.method = "POST", .target = kEviction, .status = 201, .body = "{}"},
                    {.target = kLook, .body = pods("}")},
                    {.target = kLook, .body = kNoPods}}};
  CHECK(run({"drain", "n"}).out == "node/n already cordoned\nevicting pod s/p\npod/p evicted\nnode/n drained\n");
  CHECK(run.err == "");
}

TEST_CASE("an eviction that a budget forbids is tried again") {
  const std::string refused = test::status(429, "budget");
  Run run{.stubs = {{.target = kNode, .body = node(true)},
                    {.target = kPods, .body = pods(kOwned)},
                    kApi,
                    {.method = "POST", .target = kEviction, .status = 429, .body = refused},
                    {.target = "/api/v1/namespaces/s/pods/p",
                     .body = R"({"metadata":{"name":"p","namespace":"s","uid":"1"}})"},
                    {.method = "POST", .target = kEviction, .status = 201, .body = "{}"},
                    {.target = kLook, .body = kNoPods}}};
  CHECK(run({"drain", "n"}).out ==
        "node/n already cordoned\nevicting pod s/p\nevicting pod s/p\npod/p evicted\nnode/n drained\n");
  CHECK(run.err == "error when evicting pods/\"p\" -n \"s\" (will retry after 5s): budget\n");
  Run late{.stubs = {{.target = kNode, .body = node(true)},
                     {.target = kPods, .body = pods(kOwned)},
                     kApi,
                     {.method = "POST", .target = kEviction, .status = 429, .body = refused},
                     {.target = "/api/v1/namespaces/s/pods/p", .body = "{}"},
                     {.target = kPods, .body = kNoPods}}};
  late({"drain", "n", "--timeout=2s"});
  CHECK(late.err ==
        "error when evicting pods/\"p\" -n \"s\" (will retry after 5s): budget\n"
        "error: unable to drain node \"n\" due to error: error when evicting pods/\"p\" -n \"s\": global timeout "
        "reached: 2s, continuing command...\n"
        "There are pending nodes to be drained:\n n\n"
        "error when evicting pods/\"p\" -n \"s\": global timeout reached: 2s\n");
  CHECK(late.code == 1);
}

TEST_CASE("a server that is away for a while is waited for") {
  const TransportError refused(TransportError::Kind::refused, "dial tcp: connection refused");
  const Stub found{.target = kPods, .body = pods(kOwned)};
  const Stub marked{.target = kNode, .body = node(true)};
  const Stub evicted{.method = "POST", .target = kEviction, .status = 201, .body = "{}"};
  Stub away{.target = kLook, .failure = refused};
  Run run{.stubs = {marked,
                    found,
                    kApi,
                    {.method = "POST", .target = kEviction, .failure = refused},
                    {.target = "/api/v1/namespaces/s/pods/p", .failure = refused},
                    evicted,
                    away,
                    {.target = kLook, .status = 503, .body = "{}"},
                    {.target = kLook, .body = kNoPods}}};
  CHECK(run({"drain", "n"}).out ==
        "node/n already cordoned\nevicting pod s/p\nevicting pod s/p\npod/p evicted\nnode/n drained\n");
  CHECK(run.err == "error when evicting pods/\"p\" -n \"s\" (will retry after 5s): Post \"http://server" + kEviction +
                       "\": dial tcp: connection refused\n");
  CHECK(run.code == 0);

  // For good: that is told of each pod after three minutes, or when the time for the drain is up.
  const auto lost = [](const std::string& target) {
    return "Get \"http://server" + target + "\": dial tcp: connection refused";
  };
  const auto ends = [&](Run gone, std::vector<std::string> line, const std::string& out, const std::string& why) {
    const std::string failure = "error when waiting for pod \"p\" in namespace \"s\" to terminate: " + why;
    CHECK(gone(std::move(line)).out == "node/n already cordoned\nevicting pod s/p\n" + out);
    CHECK(gone.err == "Following errors occurred while getting the list of pods to delete:\n" + lost(kPods) +
                          "error: unable to drain node \"n\" due to error: " + failure + ", continuing command...\n" +
                          "There are pending nodes to be drained:\n n\n" + failure + "\n");
    CHECK(gone.code == 1);
  };
  away.again = true;
  const Stub unlisted{.target = kPods, .failure = refused};
  ends({.stubs = {marked, found, kApi, evicted, away, unlisted}}, {"drain", "n"}, "pod/p eviction failed\n",
       lost(kLook));
  ends({.stubs = {marked, found, kApi, evicted, away, unlisted}}, {"drain", "n", "--timeout=3s"}, "",
       "context deadline exceeded");
}

TEST_CASE("a look that is refused ends a drain by deletion in the server's own words") {
  const Stub refused{.target = kLook, .status = 403, .body = test::status(403, "no")};
  Run run{.stubs = {{.target = kNode, .body = node(true)},
                    {.target = kPods, .body = pods(kOwned)},
                    {.method = "DELETE", .target = "/api/v1/namespaces/s/pods/p", .body = "{}"},
                    refused,
                    {.target = kPods, .body = kNoPods}}};
  CHECK(run({"drain", "n", "--disable-eviction"}).out == "node/n already cordoned\npod/p deletion failed\n");
  CHECK(run.err ==
        "error: unable to drain node \"n\" due to error: no, continuing command...\nThere are pending nodes to be "
        "drained:\n n\n"
        "Error from server (Forbidden): no\n");
  CHECK(run.code == 1);
}

TEST_CASE("pods that stand in the way") {
  const std::string end = R"(, continuing command...
There are pending nodes to be drained:
 n
)";
  const std::pair<std::string, std::string> cases[] = {
      {"}", "cannot delete Pods that declare no controller (use --force to override): s/p"},
      {kOwned + R"(,"spec":{"volumes":[{"emptyDir":{}}]})",
       "cannot delete Pods with local storage (use --delete-emptydir-data to override): s/p"}};
  for (const auto& [pod, message] : cases) {
    Run run{.stubs = {{.target = kNode, .body = node(true)}, {.target = kPods, .body = pods(pod)}}};
    CHECK(run({"drain", "n"}).err ==
          "error: unable to drain node \"n\" due to error: " + message + end + message + "\n");
    CHECK(run.code == 1);
  }
  Run finished{.stubs = {{.target = kNode, .body = node(true)},
                         {.target = kPods, .body = pods(R"(},"status":{"phase":"Failed"})")}}};
  CHECK(finished({"drain", "n", "--dry-run=client"}).out ==
        "node/n already cordoned (dry run)\nevicting pod s/p (dry run)\nnode/n drained (dry run)\n");
  Run mirror{.stubs = {{.target = kNode, .body = node(true)},
                       {.target = kPods, .body = pods(R"(,"annotations":{"kubernetes.io/config.mirror":"x"}})")}}};
  CHECK(mirror({"drain", "n"}).out == "node/n already cordoned\nnode/n drained\n");
}

TEST_CASE("pods of daemon sets stay") {
  const std::string owned =
      R"(,"ownerReferences":[{"kind":"DaemonSet","apiVersion":"apps/v1","name":"d","controller":true}]})";
  const Stub set{.target = "/apis/apps/v1/namespaces/s/daemonsets/d", .body = "{}"};
  Run run{.stubs = {{.target = kNode, .body = node(true)}, {.target = kPods, .body = pods(owned)}, set}};
  CHECK(run({"drain", "n", "--ignore-daemonsets"}).out == "node/n already cordoned\nnode/n drained\n");
  CHECK(run.err == "Warning: ignoring DaemonSet-managed Pods: s/p\n");
}

TEST_CASE("without evictions pods are deleted") {
  Run run{.stubs = {{.target = kNode, .body = node(true)},
                    {.target = kPods, .body = pods("}")},
                    {.method = "DELETE", .target = "/api/v1/namespaces/s/pods/p", .body = "{}"},
                    {.target = kLook, .body = kNoPods}}};
  CHECK(run({"drain", "n", "--force", "--disable-eviction", "--grace-period=3"}).out ==
        "node/n already cordoned\npod/p deleted\nnode/n drained\n");
  CHECK(run.err == "Warning: deleting Pods that declare no controller: s/p\n");
  CHECK(run.requests[2].body == R"({"gracePeriodSeconds":3})");
}

TEST_CASE("a deletion that is refused ends a drain without evictions in the server's words") {
  for (const auto& [status, reason] :
       {std::pair<int, std::string>{403, "Forbidden"}, {409, "Conflict"}, {500, "InternalError"}}) {
    const std::string body = test::status(status, "no");
    Run run{.stubs = {{.target = kNode, .body = node(true)},
                      {.target = kPods, .body = pods(kOwned)},
                      {.method = "DELETE", .target = "/api/v1/namespaces/s/pods/p", .status = status, .body = body},
                      {.target = kPods, .body = pods(kOwned)}}};
    CHECK(run({"drain", "n", "--disable-eviction"}).out == "node/n already cordoned\n");
    CHECK(run.err ==
          "There are pending pods in node \"n\" when an error occurred: no\npod/p\n"
          "error: unable to drain node \"n\" due to error: no, continuing command...\nThere are pending nodes to be "
          "drained:\n n\n"
          "Error from server (" +
              reason + "): no\n");
    CHECK(run.code == 1);
  }
}

TEST_CASE("a server's dry run without evictions waits for nothing") {
  Run run{.stubs = {{.target = kNode, .body = node(true)},
                    {.target = kPods, .body = pods(kOwned)},
                    {.method = "DELETE", .target = "/api/v1/namespaces/s/pods/p", .body = "{}"}}};
  CHECK(run({"drain", "n", "--disable-eviction", "--dry-run=server"}).out ==
        "node/n already cordoned (server dry run)\nnode/n drained (server dry run)\n");
  CHECK(run.requests.back().body == R"({"dryRun":["All"]})");
}

TEST_CASE("nodes of a selector come in pieces") {
  Run run{.stubs = {{.target = "/api/v1/nodes?labelSelector=a%3Db&limit=1",
                     .body = R"({"metadata":{"continue":"x"},"items":[)" + node(true) + "]}"},
                    {.target = "/api/v1/nodes?continue=x&labelSelector=a%3Db&limit=1",
                     .body = R"({"metadata":{},"items":[)" + node(true) + "]}"},
                    {.target = "/api/v1/pods?fieldSelector=spec.nodeName%3Dn&limit=1", .body = kNoPods},
                    {.target = "/api/v1/pods?fieldSelector=spec.nodeName%3Dn&limit=1", .body = kNoPods}}};
  run({"drain", "-l", "a=b", "--chunk-size=1"});
  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("wrong uses of drain and cordon") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"drain"}, "error: USAGE: drain NODE [flags]\nSee 'kubectl drain -h' for help and examples\n"},
      {{"cordon", "n", "-l", "a=b"},
       "error: cannot specify both a node name and a --selector option\nSee 'kubectl cordon -h' for help and "
       "examples\n"},
      {{"uncordon", "node/a", "pod/x"}, "error: you may only specify a single resource type\n"},
      {{"drain", "a", "pod/x"}, "error: you may only specify a single resource type\n"},
      {{"drain", "n", "--pod-selector=a b c"},
       "error: --pod-selector=<pod_selector> must be a valid label selector\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.requests.empty());
  }
}
