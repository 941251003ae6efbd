// top: what is asked for, the table, and why there may be none.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

Stub groups(const std::string& group) {
  return {
      .target = "/apis?timeout=32s",
      .body =
          R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{"name":")" +
          group + R"("},"versions":[{"version":"v1beta1","freshness":"Current","resources":[]}]}]})",
      .headers = {{"Content-Type", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"}}};
}

Stub core() {
  return {.target = "/api?timeout=32s",
          .body = R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[]})",
          .headers = {{"Content-Type", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"}}};
}

const std::string kMetrics = "/apis/metrics.k8s.io/v1beta1";

const std::string kPods = R"({"kind":"PodMetricsList","items":[
{"metadata":{"name":"b","namespace":"shop"},"containers":[{"name":"y","usage":{"cpu":"200m","memory":"1Gi"}},)"
                          R"({"name":"x","usage":{"cpu":"1","memory":"2Gi","swap":"3Mi"}}]},
{"metadata":{"name":"a","namespace":"shop"},"containers":[{"name":"z","usage":{"cpu":"1500u",)"
                          R"("memory":"3145728"}}]}]})";

std::string top_pods(std::vector<std::string> words, const std::string& path) {
  Run run{.stubs = {core(), groups("metrics.k8s.io"), {.target = kMetrics + path, .body = kPods}}};
  words.insert(words.begin(), {"top", "pod", "-n", "shop"});
  run(words);
  CHECK(run.err == "");
  return run.out;
}

}  // namespace

TEST_CASE("pods with the sums of their containers") {
  CHECK(top_pods({}, "/namespaces/shop/pods") ==
        "NAME   CPU(cores)   MEMORY(bytes)   \n"
        "a      2m           3Mi             \n"
        "b      1200m        3072Mi          \n");
  CHECK(
      top_pods({"--sort-by=cpu", "--no-headers", "-l", "app == x"}, "/namespaces/shop/pods?labelSelector=app%3D%3Dx") ==
      "b     1200m   3072Mi   \n"
      "a     2m      3Mi      \n");
}

TEST_CASE("which pods have the fields is asked of the pods, not of the metrics") {
  const auto top = [](const std::string& pods) {
    return Run{
        .stubs = {
            core(),
            groups("metrics.k8s.io"),
            {.target = kMetrics + "/namespaces/shop/pods?labelSelector=app%3Dx", .body = kPods},
            {.target = "/api/v1/namespaces/shop/pods?fieldSelector=spec.nodeName%3Dn%2Cc%21%3Dd&labelSelector=app%3Dx",
             .body = pods}}};
  };
  const std::vector<std::string> words = {
      "top", "pod", "-n", "shop", "-l", "app=x", "--field-selector=spec.nodeName==n,c!=d"};
  Run some = top(R"({"items":[{"metadata":{"name":"b","namespace":"shop"}},{"metadata":{"name":"a",)"
                 R"("namespace":"other"}}]})");
  CHECK(some(words).out ==
        "NAME   CPU(cores)   MEMORY(bytes)   \n"
        "b      1200m        3072Mi          \n");
}

TEST_CASE("metrics come in the first version of the server that is known") {
  const std::string list = test::json(R"(
        kind: APIGroupDiscoveryList
        items:
        - {metadata: {name: metrics.k8s.io}, versions: [{version: v2}, {version: v1}, {version: v1beta1}]})");
  Run run{.stubs = {core(),
                    {.target = "/apis?timeout=32s", .body = list},
                    {.target = "/apis/metrics.k8s.io/v1/namespaces/shop/pods", .body = kPods}}};
  CHECK(run({"top", "pod", "-n", "shop", "--no-headers"}).err == "");
}

TEST_CASE("metrics whose server is down are not available") {
  const std::string list = test::json(R"(
    kind: APIGroupDiscoveryList
    items: [{metadata: {name: metrics.k8s.io}, versions: [{version: v1beta1, freshness: Stale}]}])");
  for (const char* what : {"pod", "node"}) {
    Run run{.stubs = {core(), {.target = "/apis?timeout=32s", .body = list}}};
    CHECK(run({"top", what}).err == "error: Metrics API not available\n");
    CHECK(run.code == 1);
  }
}

TEST_CASE("containers of all namespaces with a sum, and with swap") {
  CHECK(top_pods({"-A", "--containers", "--sum", "--show-swap"}, "/pods") ==
        "NAMESPACE   POD   NAME   CPU(cores)   MEMORY(bytes)   SWAP(bytes)   \n"
        "shop        a     z      2m           3Mi             0Mi           \n"
        "shop        b     x      1000m        2048Mi          3Mi           \n"
        "shop        b     y      200m         1024Mi          0Mi           \n"
        "                                      ________        ________      \n"
        "                                      1202m           3075Mi        3Mi   \n");
}

TEST_CASE("nodes with their shares, and those without metrics") {
  Run run{.stubs = {core(),
                    groups("metrics.k8s.io"),
                    {.target = kMetrics + "/nodes",
                     .body = R"({"items":[{"metadata":{"name":"n1"},"usage":{"cpu":"1","memory":"1Gi"}}]})"},
                    {.target = "/api/v1/nodes", .body = test::json(R"(
            items:
            - {metadata: {name: n2}, status: {}}
            - {metadata: {name: n1},
               status: {allocatable: {cpu: "4", memory: "3Gi"}, capacity: {cpu: "8", memory: "4Gi"}}})")}}};
  CHECK(run({"top", "node"}).out ==
        "NAME   CPU(cores)   CPU(%)      MEMORY(bytes)   MEMORY(%)   \n"
        "n1     1000m        25%         1024Mi          33%         \n"
        "n2     <unknown>    <unknown>   <unknown>       <unknown>   \n");
  CHECK(run.err == "");
  Run one{.stubs = {core(),
                    groups("metrics.k8s.io"),
                    {.target = kMetrics + "/nodes/n1",
                     .body = R"({"metadata":{"name":"n1"},"usage":{"cpu":"1","memory":"1Gi","swap":"1Mi"}})"},
                    {.target = "/api/v1/nodes/n1",
                     .body = R"({"metadata":{"name":"n1"},"status":{"capacity":{"cpu":"8","memory":"4Gi"},)"
                             R"("nodeInfo":{"swap":{"capacity":2097152}}}})"}}};
  CHECK(one({"top", "node", "n1", "--show-capacity", "--show-swap", "--no-headers"}).out ==
        "n1    1000m   12%   1024Mi   25%   1Mi   50%   \n");
}

TEST_CASE("why there is nothing to show") {
  Run absent{.stubs = {core(), groups("apps")}};
  CHECK(absent({"top", "pod"}).err == "error: Metrics API not available\n");
  CHECK(absent.code == 1);
  const auto empty = [](const std::string& pods) {
    Run run{.stubs = {core(),
                      groups("metrics.k8s.io"),
                      {.target = kMetrics + "/namespaces/default/pods", .body = R"({"items":[]})"},
                      {.target = "/api/v1/namespaces/default/pods", .body = R"({"items":[)" + pods + "]}"}}};
    return run({"top", "pod"}).err;
  };
  CHECK(empty("") == "No resources found in default namespace.\n");
  CHECK(empty(R"({"metadata":{"name":"new","creationTimestamp":"2027-01-15T07:59:00Z"}})") ==
        "error: metrics not available yet\n");
  CHECK(empty(R"({"metadata":{"name":"old","namespace":"default","creationTimestamp":"2027-01-15T07:00:00Z"}})") ==
        "error: Metrics not available for pod default/old, age: 1h0m0s\n");
}

TEST_CASE("wrong uses of top") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"top", "node", "a", "b"}, "error: node [NAME | -l label]\nSee 'kubectl top node -h' for help and examples\n"},
      {{"top", "pod", "--sort-by=age"}, "error: --sort-by accepts only cpu or memory\n"},
      {{"top", "pod", "a", "-l", "b=c"}, "error: only one of NAME or selector can be provided\n"},
      {{"top", "node", "a", "-l", "b=c"}, "error: only one of NAME or --selector can be provided\n"},
      {{"top", "pod", "--field-selector=a"}, "error: invalid selector: 'a'; can't understand 'a'\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}
