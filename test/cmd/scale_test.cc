// scale: the scale subresource, preconditions, and waiting.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kPath = "/apis/apps/v1/namespaces/default/deployments/web";
const std::string kDeployment =
    R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},)"
    R"("spec":{"replicas":1}})";
const std::string kScale = test::json(R"(
      kind: Scale
      apiVersion: autoscaling/v1
      metadata: {name: web, resourceVersion: "5"}
      spec: {replicas: 2}
      status: {replicas: 1})");
const std::string kDone =
    R"({"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"web"},"spec":{"replicas":3},)"
    R"("status":{"replicas":3}})";

}  // namespace

TEST_CASE("replicas are set by a patch of the subresource") {
  Run run{.stubs = {{.target = kPath, .body = kDeployment},
                    {.method = "PATCH", .target = kPath + "/scale", .body = kDone}}};
  CHECK(run({"scale", "deployment", "web", "--replicas=3"}).out == "deployment.apps/web scaled\n");
  CHECK(run.requests.back().body == R"({"spec":{"replicas":3}})");
  Run dry{.stubs = {{.target = kPath, .body = kDeployment}}};
  CHECK(dry({"scale", "deploy/web", "--replicas=4", "--dry-run=client", "-o", "jsonpath={.spec.replicas}"}).out == "4");
}

TEST_CASE("preconditions are checked before the scale is replaced") {
  Run wrong{.stubs = {{.target = kPath, .body = kDeployment}, {.target = kPath + "/scale", .body = kScale}}};
  CHECK(wrong({"scale", "deploy/web", "--replicas=3", "--current-replicas=1"}).err ==
        "error: Expected replicas to be 1, was 2\n");
  Run right{.stubs = {{.target = kPath, .body = kDeployment},
                      {.target = kPath + "/scale", .body = kScale},
                      {.method = "PUT", .target = kPath + "/scale", .body = kDone}}};
  right({"scale", "deploy/web", "--replicas=3", "--resource-version=5"});
  CHECK(right.out == "deployment.apps/web scaled\n");
  CHECK(right.requests.back().method == "PUT");
}

TEST_CASE("with a timeout it waits until the replicas are there") {
  Run run{.stubs = {{.target = kPath, .body = kDeployment},
                    {.method = "PATCH", .target = kPath + "/scale", .body = kDone},
                    {.target = kPath + "/scale", .body = R"({"spec":{"replicas":3},"status":{"replicas":1}})"},
                    {.target = kPath + "/scale", .body = kDone}}};
  CHECK(run({"scale", "deploy/web", "--replicas=3", "--timeout=1m"}).out == "deployment.apps/web scaled\n");
  CHECK(run.err == "");
}

TEST_CASE("a timeout that is over before it begins") {
  Run run{.stubs = {{.target = kPath, .body = kDeployment},
                    {.method = "PATCH", .target = kPath + "/scale", .body = kDone}}};
  CHECK(run({"scale", "deploy/web", "--replicas=3", "--timeout=-1s"}).err ==
        "error: timed out waiting for \"web\" to be synced\n");
}

TEST_CASE("wrong uses of scale") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"scale", "deploy", "x"}, "error: required flag(s) \"replicas\" not set\n"},
      {{"scale", "deploy", "x", "--replicas=-1"},
       "error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n"},
      {{"scale", "deploy", "x", "--replicas=1", "--current-replicas=-2"},
       "error: The --current-replicas must specify an integer of -1 or greater\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}
