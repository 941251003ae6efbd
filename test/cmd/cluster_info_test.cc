// cluster-info: addresses, through the API server's proxy or a load balancer.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("cluster-info names the control plane and the labelled services") {
  Run run{.stubs = {{.target = "/api/v1/namespaces/kube-system/services?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue",
                     .body = R"({"kind":"ServiceList","apiVersion":"v1","items":[
    {"metadata":{"name":"kube-dns","namespace":"kube-system","labels":{"kubernetes.io/name":"CoreDNS"}},"spec":{"ports":[{"name":"dns","port":53}]}},
    {"metadata":{"name":"web","namespace":"kube-system"},"spec":{"ports":[{"port":80}]},"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}}]})"}}};
  run({"cluster-info"});
  CHECK(run.out ==
        "Kubernetes control plane is running at http://server\n"
        "CoreDNS is running at http://server/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n"
        "web is running at http://192.0.2.1:80 \n"
        "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  CHECK(run.err == "");
}
