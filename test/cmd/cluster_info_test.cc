// cluster-info: addresses, through the API server's proxy or a load balancer.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("cluster-info names the control plane and the labelled services") {
  Run run{.stubs = {
              {.target = "/api/v1/namespaces/kube-system/services?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue",
               .body = test::json(R"(
            kind: ServiceList
            apiVersion: v1
            items:
            - {metadata: {name: kube-dns, namespace: kube-system, labels: {kubernetes.io/name: CoreDNS}},
               spec: {ports: [{name: dns, port: 53}]}}
            - {metadata: {name: web, namespace: kube-system}, spec: {ports: [{port: 80}]},
               status: {loadBalancer: {ingress: [{ip: "192.0.2.1"}]}}})")}}};
  run({"cluster-info"});
  CHECK(run.out ==
        "Kubernetes control plane is running at http://server\n"
        "CoreDNS is running at http://server/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n"
        "web is running at http://192.0.2.1:80 \n"
        "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  CHECK(run.err == "");
}

TEST_CASE("a dump shows a list of nothing as null") {
  Run run{.stubs = {{.target = "/api/v1/nodes", .body = R"({"kind":"NodeList","items":[]})"},
                    {.target = "/api/v1/namespaces/a/events", .body = R"({"kind":"EventList","items":[]})"},
                    {.target = "/api/v1/namespaces/a/replicationcontrollers", .status = 403, .body = "{}"}}};
  run({"cluster-info", "dump", "--namespaces=a"});
  CHECK(run.out.starts_with("{\n    \"kind\": \"NodeList\",\n    \"items\": null\n}\n"));
  CHECK(run.code == 1);
}

TEST_CASE("--match-server-version ends with an error when the server is of another version") {
  Run run{.stubs = {{.target = "/version", .body = R"({"gitVersion":"v1.35.0"})"}}};
  CHECK(run({"cluster-info", "--match-server-version"}).err ==
        "error: server version (v1.35.0) differs from client version (v1.36.4)\n");
}

TEST_CASE("--vmodule takes pairs only") {
  Run run;
  CHECK(run({"cluster-info", "--vmodule=x"})
            .err.starts_with("error: invalid argument \"x\" for \"--vmodule\" flag: syntax error: expect "
                             "comma-separated list of filename=N\n"));
}
