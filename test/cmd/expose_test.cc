// expose: the service that is made of what runs pods.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

Run exposing(const std::string& object, std::vector<std::string> more) {
  Run run{.stubs = {{.target = "/apis/apps/v1/namespaces/default/deployments/web", .body = object}}};
  std::vector<std::string> words = {"expose", "deployment", "web", "--dry-run=client", "-o", "jsonpath={.spec}"};
  words.insert(words.end(), more.begin(), more.end());
  run(words);
  return run;
}

const std::string kWeb = test::json(R"(
      kind: Deployment
      apiVersion: apps/v1
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          spec:
            containers:
            - {ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53, protocol: TCP}, {containerPort: 80}]})");

}  // namespace

TEST_CASE("selector and ports come from the object") {
  CHECK(exposing(kWeb, {}).out ==
        R"({"ports":[{"name":"port-1-udp","port":53,"protocol":"UDP","targetPort":53},{"name":"port-1-tcp","port":53,)"
        R"("protocol":"TCP","targetPort":53},)"
        R"({"name":"port-2","port":80,"protocol":"TCP","targetPort":80}],"selector":{"app":"web"}})");
}

TEST_CASE("or from flags") {
  CHECK(exposing(kWeb, {"--port=1", "--target-port=http", "--selector=a=b", "--type=LoadBalancer",
                        "--load-balancer-ip=192.0.2.1"})
            .out == R"({"loadBalancerIP":"192.0.2.1","ports":[{"port":1,"protocol":"TCP","targetPort":"http"}],)"
                    R"("selector":{"a":"b"},"type":"LoadBalancer"})");
  CHECK(exposing(kWeb, {"--port=1", "--overrides={\"spec\":{\"ports\":null,\"selector\":{\"a\":\"b\"}}}"}).out ==
        R"({"selector":{"a":"b","app":"web"}})");
}

TEST_CASE("what cannot be exposed") {
  CHECK(exposing(kWeb, {"--port=x"}).err == "error: strconv.Atoi: parsing \"x\": invalid syntax\n");
  CHECK(exposing(kWeb, {"--port=1", "--session-affinity=x"}).err == "error: unknown session affinity: x\n");
  CHECK(exposing(kWeb, {"--port=1", "--labels=x"}).err == "error: unexpected label spec: x\n");
  CHECK(exposing(R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web"},"spec":{}})", {}).err ==
        "error: couldn't retrieve selectors via --selector flag or introspection: invalid deployment: no selectors, "
        "therefore cannot be exposed\n");
}
