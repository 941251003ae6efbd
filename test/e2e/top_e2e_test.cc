// top: the real program against the bundled server's metrics, which follow from its pods and nodes.
#include "e2e/world.h"
#include "support/catch.h"

namespace kpp::test {

TEST_CASE("top shows what nodes use") {
  World world;
  CHECK(world.output({"top", "node"}) ==
        "NAME     CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)   \n"
        "dock     670m         16%      1675Mi          10%         \n"
        "harbor   416m         10%      1115Mi          7%          \n");
  CHECK(world.output({"top", "node", "-l", "node-role.kubernetes.io/control-plane", "--no-headers"}) ==
        "harbor   416m   10%   1115Mi   7%    \n");
  const ProcessResult nobody = world.kpp({"top", "node", "nobody"});
  CHECK(nobody.exit_code == 1);
  CHECK(nobody.err == "Error from server (NotFound): nodes.metrics.k8s.io \"nobody\" not found\n");
}

TEST_CASE("top shows what pods and their containers use, and the sum") {
  World world;
  CHECK(world.output({"top", "pod", "-A", "--containers", "--sort-by=cpu"}) ==
        "NAMESPACE     POD                     NAME         CPU(cores)   MEMORY(bytes)   \n"
        "shop          db-0                    db           96m          56Mi            \n"
        "kube-system   kube-proxy-dock         kube-proxy   94m          55Mi            \n"
        "shop          cart-6f5b9d7c48-2jvwq   cart         71m          48Mi            \n"
        "shop          cart-6f5b9d7c48-lm6tr   cart         66m          46Mi            \n"
        "shop          web-7d9c6b8f5c-zw8fn    web          59m          44Mi            \n"
        "kube-system   coredns-0               coredns      51m          41Mi            \n"
        "shop          web-7d9c6b8f5c-4xk2p    web          49m          40Mi            \n");
  CHECK(world.output({"top", "pod", "-n", "shop", "-l", "app=web", "--sum"}) ==
        "NAME                   CPU(cores)   MEMORY(bytes)   \n"
        "web-7d9c6b8f5c-4xk2p   49m          40Mi            \n"
        "web-7d9c6b8f5c-zw8fn   59m          44Mi            \n"
        "                       ________     ________        \n"
        "                       108m         85Mi            \n");
}

TEST_CASE("pods without metrics, and a cluster without them") {
  World world;
  world.load(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: late, creationTimestamp: ago 2h}\nspec: {containers: [{name: one, "
      "image: one:1}]}\n");
  const ProcessResult late = world.kpp({"top", "pod"});
  CHECK(late.exit_code == 1);
  CHECK_THAT(late.err, ContainsSubstring("error: Metrics not available for pod default/late, age: 2h0m"));
  for (const auto form : {apiserver::Aggregated::none, apiserver::Aggregated::v2}) {
    World with({.discovery = form});
    CHECK_THAT(with.output({"top", "pod", "-n", "shop"}), ContainsSubstring("db-0 "));
    World without({.discovery = form, .metrics = false});
    for (const char* what : {"node", "pod"}) {
      const ProcessResult result = without.kpp({"top", what});
      CHECK(result.exit_code == 1);
      CHECK(result.err == "error: Metrics API not available\n");
    }
  }
}

}  // namespace kpp::test
