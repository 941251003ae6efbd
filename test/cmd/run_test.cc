// run: the pod that is made of the flags, and what is wrong with them.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

Run running(std::vector<std::string> more, const std::string& path = ".spec.containers[0]") {
  std::vector<std::string> words = {"run", "web", "--dry-run=client", "-o", "jsonpath={" + path + "}"};
  words.insert(words.end(), more.begin(), more.end());
  Run run;
  run(words);
  CHECK(run.requests.empty());
  return run;
}

}  // namespace

TEST_CASE("a pod from flags") {
  CHECK(running({"--image=nginx"}, ".metadata.labels}{.spec").out ==
        R"({"run":"web"}{"containers":[{"image":"nginx","name":"web","resources":{}}],"dnsPolicy":"ClusterFirst",)"
        R"("restartPolicy":"Always"})");
  CHECK(running({"--image=a", "--port=80", "--env=A=1", "--env=B=", "--privileged", "--", "x", "y z"}).out ==
        R"({"args":["x","y z"],"env":[{"name":"A","value":"1"},{"name":"B"}],"image":"a","name":"web",)"
        R"("ports":[{"containerPort":80}],)"
        R"("resources":{},"securityContext":{"privileged":true}})");
  Run named;
  CHECK(
      named({"run", "--image=a", "--dry-run=client", "-o", "jsonpath={.metadata.name} {..args}", "--", "x", "y"}).out ==
      R"(x ["y"])");
  CHECK(running({"--image=a", "--command", "--", "x"}).out ==
        R"({"command":["x"],"image":"a","name":"web","resources":{}})");
}

TEST_CASE("overrides of the pod") {
  CHECK(running({"--image=a", "--overrides={\"spec\":{\"containers\":[{\"name\":\"b\"}]}}"}).out ==
        R"({"name":"b","resources":{}})");
  CHECK(running({"--image=a", "--override-type=json",
                 R"(--overrides=[{"op":"replace","path":"/spec/containers/0/name","value":"n"}])"})
            .out == R"({"image":"a","name":"n","resources":{}})");
  CHECK(running({"--image=a", "--override-type=strategic",
                 R"(--overrides={"spec":{"containers":[{"name":"web","tty":true}]}})"})
            .out == R"({"image":"a","name":"web","resources":{},"tty":true})");
  CHECK(running({"--image=a", R"(--overrides={"spec":{"bogus":1,"hostPID":false,"overhead":{"cpu":"1000m"}}})"},
                ".spec.overhead}{.spec.bogus}{.spec.hostPID")
            .out == R"({"cpu":"1"})");
  CHECK(running({"--image=a", R"(--overrides={"spec":{"hostPID":"x"}})"}).err ==
        "error: json: cannot unmarshal string into Go struct field PodSpec.spec.hostPID of type bool\n");
  CHECK(running({"--image=a", R"(--overrides={"apiVersion":"v2"})"}).err ==
        "error: no kind \"Pod\" is registered for version \"v2\" in scheme \"pkg/scheme/scheme.go:28\"\n");
  CHECK(running({"--image=a", "--overrides={"}).err == "error: Invalid JSON Patch\n");
  CHECK(running({"--image=a", "--overrides={}", "--override-type=x"}).err == "error: invalid override type: x\n");
}

TEST_CASE("a pod and its service are both sent") {
  const std::string asked = "?fieldManager=kubectl-run";
  Run run{.stubs = {{.method = "POST",
                     .target = "/api/v1/namespaces/default/pods" + asked,
                     .body = R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"web"}})"},
                    {.method = "POST",
                     .target = "/api/v1/namespaces/default/services" + asked,
                     .body = R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"web"}})"}}};
  CHECK(run({"run", "web", "--image=a", "--port=80", "--expose"}).out == "service/web created\npod/web created\n");
  CHECK(run.err == "");
}

TEST_CASE("wrong uses of run") {
  const std::string help = "\nSee 'kubectl run -h' for help and examples\n";
  CHECK(running({"--image=Bad Image"}).err == "error: Invalid image name \"Bad Image\": invalid reference format\n");
  CHECK(running({"--image=a", "-t"}).err == "error: -i/--stdin is required for containers with -t/--tty=true" + help);
  CHECK(running({"--image=a", "--rm"}).err == "error: --rm should only be used for attached containers" + help);
  CHECK(running({"--image=a", "--restart=x"}).err == "error: invalid restart policy: x" + help);
  CHECK(running({"--image=a", "--env=1=x"}).err == "error: invalid env: 1=x\n");
  CHECK(running({"--image=a", "--expose"}).err == "error: --port must be set when exposing a service" + help);
}
