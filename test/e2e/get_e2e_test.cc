// get, explain and completion: the real program against the bundled server.
#include "base/strings.h"
#include "e2e/world.h"
#include "support/catch.h"

namespace kpp::test {
namespace {

std::vector<std::string> first_words(const std::string& table) {
  std::vector<std::string> out;
  for (const std::string& line : split(table, '\n')) {
    if (!line.empty()) out.push_back(line.substr(0, line.find(' ')));
  }
  return out;
}

}  // namespace

TEST_CASE("pods are shown as the server's table has them") {
  World world;
  const std::string table = world.output({"get", "pods", "-n", "shop", "web-7d9c6b8f5c-4xk2p"});
  CHECK(table ==
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-7d9c6b8f5c-4xk2p   1/1     Running   0          "
        "38d\n");
  const std::string all = world.output({"get", "pods", "-n", "shop"});
  CHECK_THAT(all, ContainsSubstring("CrashLoopBackOff    61 (2m"));
  CHECK_THAT(all, ContainsSubstring("Completed"));
  CHECK_THAT(all, ContainsSubstring("ContainerCreating"));
  const std::string wide = world.output({"get", "pods", "-n", "shop", "-o", "wide"});
  CHECK_THAT(wide, ContainsSubstring("NOMINATED NODE   READINESS GATES\n"));
  CHECK_THAT(wide, ContainsSubstring("10.244.2.20   dock     <none>           <none>\n"));
}

TEST_CASE("every format of get") {
  World world;
  const std::vector<std::string> base = {"get", "deployments", "-n", "shop", "-o"};
  const auto in = [&](const std::string& format) {
    std::vector<std::string> args = base;
    args.push_back(format);
    return world.output(args);
  };
  CHECK(in("name") == "deployment.apps/cart\ndeployment.apps/payments\ndeployment.apps/web\n");
  CHECK(in("jsonpath={.items[*].status.replicas}") == "2 1 2");
  CHECK(in("go-template={{range .items}}{{.metadata.name}},{{end}}") == "cart,payments,web,");
  CHECK(in("custom-columns=N:.metadata.name,R:.spec.replicas") ==
        "N          R\ncart       2\npayments   1\nweb        2\n");
  CHECK_THAT(in("json"), ContainsSubstring("\"apiVersion\": \"v1\",\n    \"items\": [\n"));
  CHECK_THAT(in("yaml"), ContainsSubstring("- apiVersion: apps/v1\n  kind: Deployment\n"));
  CHECK_THAT(in("kyaml"), ContainsSubstring("kind: \"Deployment\","));
}

TEST_CASE("selectors choose") {
  World world;
  CHECK(world.output({"get", "pods", "-A", "-l", "app in (web, db)", "-o", "name"}) ==
        "pod/db-0\npod/web-7d9c6b8f5c-4xk2p\npod/web-7d9c6b8f5c-zw8fn\n");
  CHECK(world.output({"get", "pods", "-A", "--field-selector", "status.phase=Pending", "-o", "name"}) ==
        "pod/payments-58c4bf7d69-c9xh5\n");
  CHECK(world.output({"get", "pods", "-A", "--field-selector", "spec.nodeName=harbor,metadata.namespace!=shop", "-o",
                      "name"}) == "pod/coredns-0\n");
}

TEST_CASE("a kind that no program knows beforehand") {
  World world;
  CHECK(world.output({"get", "orders", "-n", "shop"}) ==
        "NAME         CUSTOMER   ITEMS   PHASE       AGE\norder-1001   Ada        3       Delivered   3d\norder-1002   "
        "Grace      1       Packing     50m\n");
  CHECK(world.output({"get", "ord", "order-1001", "-n", "shop", "-o", "jsonpath={.spec.carrier}"}) == "mail");
}

TEST_CASE("discovery in each of its forms") {
  for (const auto form : {apiserver::Aggregated::none, apiserver::Aggregated::v2beta1, apiserver::Aggregated::v2}) {
    World world({.discovery = form});
    const std::string table = world.output({"api-resources", "--api-group", "apps"});
    CHECK(first_words(table) ==
          std::vector<std::string>{"NAME", "daemonsets", "deployments", "replicasets", "statefulsets"});
    CHECK(world.output({"get", "orders.v1.shop.example.com", "-n", "shop", "-o", "name"}) ==
          "order.shop.example.com/order-1001\norder.shop.example.com/order-1002\n");
    CHECK_THAT(world.output({"api-versions"}), ContainsSubstring("shop.example.com/v1\n"));
  }
}

TEST_CASE("what discovery told is kept, and asked for again by its tag") {
  World world;
  world.output({"api-resources"});
  CHECK(world.server().requests("GET /apis?timeout=32s").size() == 1);
  world.output({"get", "orders", "-n", "shop", "-o", "name"});
  CHECK(world.server().requests("GET /apis?timeout=32s").size() == 1);
  CHECK(world.server().requests("GET /apis/shop.example.com/v1/namespaces/shop/orders").size() == 1);
}

TEST_CASE("explain reads the server's OpenAPI documents") {
  World world;
  const std::string text = world.output({"explain", "pod.spec.containers.image"});
  CHECK(text ==
        "KIND:       Pod\nVERSION:    v1\n\nFIELD: image <string>\n\n\nDESCRIPTION:\n    The image to run.\n    \n\n");
  CHECK_THAT(world.output({"explain", "order.spec"}),
             ContainsSubstring("customer\t<string> -required-\n    Who has ordered.\n"));
}

TEST_CASE("names are completed from the server") {
  World world;
  CHECK_THAT(world.output({"get", "pods", "-n", "shop", "-o", "name"}), ContainsSubstring("pod/db-0"));
  const ProcessResult names = world.kpp({"__complete", "get", "pods", "-n", "shop", "web-"});
  CHECK(names.exit_code == 0);
  CHECK_THAT(names.out, ContainsSubstring("web-7d9c6b8f5c-4xk2p\nweb-7d9c6b8f5c-zw8fn\n"));
  CHECK_THAT(world.kpp({"__complete", "get", "pods", "-n", "sh"}).out, ContainsSubstring("shop\n"));
}

TEST_CASE("what is not there") {
  World world;
  const ProcessResult object = world.kpp({"get", "pod", "nobody"});
  CHECK(object.exit_code == 1);
  CHECK(object.err == "Error from server (NotFound): pods \"nobody\" not found\n");
  const ProcessResult kind = world.kpp({"get", "wishes"});
  CHECK(kind.exit_code == 1);
  CHECK(kind.err == "error: the server doesn't have a resource type \"wishes\"\n");
}

}  // namespace kpp::test
