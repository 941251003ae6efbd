// autoscale: the autoscaler that is made.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const Stub kFound = {
    .target = "/apis/apps/v1/namespaces/default/deployments/web",
    .body = R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"}})"};
const Stub kResources = {.target = "/apis/apps/v1",
                         .body = R"({"resources":[{"name":"deployments"},{"name":"deployments/scale"}]})"};

std::string metrics(std::vector<std::string> flags) {
  Run run{.stubs = {kFound, kResources}};
  std::vector<std::string> words = {
      "autoscale", "deployment", "web", "--max=4", "--dry-run=client", "-o", "jsonpath={.spec.metrics[*].resource}"};
  words.insert(words.end(), flags.begin(), flags.end());
  run(words);
  return run.out + run.err;
}

}  // namespace

TEST_CASE("an autoscaler of version 2 is created") {
  Run run{
      .stubs = {
          kFound,
          kResources,
          {.method = "POST",
           .target = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers?fieldManager=kubectl-autoscale",
           .body = R"({"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2","metadata":{"name":"web"}})"}}};
  run({"autoscale", "deployment", "web", "--min=2", "--max=5"});
  CHECK(run.out == "horizontalpodautoscaler.autoscaling/web autoscaled\n");
  CHECK(run.requests.back().body ==
        R"({"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2","metadata":{"name":"web"},)"
        R"("spec":{"scaleTargetRef":{"kind":"Deployment",)"
        R"("name":"web","apiVersion":"apps/v1"},"minReplicas":2,"maxReplicas":5},"status":{"desiredReplicas":0,)"
        R"("currentMetrics":null}})");
}

TEST_CASE("shares and amounts") {
  CHECK(metrics({"--cpu=70%"}) == R"({"name":"cpu","target":{"averageUtilization":70,"type":"Utilization"}})");
  CHECK(metrics({"--cpu=2"}) == R"({"name":"cpu","target":{"averageValue":"2m","type":"AverageValue"}})");
  CHECK(metrics({"--memory=200"}) == R"({"name":"memory","target":{"averageValue":"200Mi","type":"AverageValue"}})");
}

TEST_CASE("what cannot be scaled is told") {
  Run run{.stubs = {{.target = "/api/v1/namespaces/default/pods/p",
                     .body = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"}})"},
                    {.target = "/api/v1", .body = R"({"resources":[{"name":"pods"}]})"}}};
  CHECK(run({"autoscale", "pod", "p", "--max=3"}).err ==
        "error: cannot autoscale a Pod: could not find scale subresource for /v1, Resource=pods in discovery "
        "information\n");
}

TEST_CASE("wrong uses of autoscale") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"autoscale", "deploy", "x"}, "error: required flag(s) \"max\" not set\n"},
      {{"autoscale", "deploy", "x", "--max=1", "--cpu=lots"}, "error: invalid resource cpu value: lots\n"},
      {{"autoscale", "deploy", "x", "--max=1", "--cpu=x%"}, "error: invalid percentage value: x\n"},
      {{"autoscale", "deploy", "x", "--max=0"}, "error: --max=MAXPODS is required and must be at least 1, max: 0\n"},
      {{"autoscale", "deploy", "x", "--min=5", "--max=2"},
       "error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 2, min: 5\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}
