// rollout: history, status, and what its changes send.
#include "cmd/rollout/status_text.h"
#include "data/json.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kDeployment = "/apis/apps/v1/namespaces/default/deployments/web";
const std::string kSets = "/apis/apps/v1/namespaces/default/replicasets?labelSelector=app%3Dweb";

std::string deployment(const std::string& image, const std::string& rest = "") {
  return R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web","namespace":"default","uid":"1",)"
         R"("annotations":{"deployment.kubernetes.io/revision":"2"}},"spec":{)" +
         rest +
         R"("replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},)"
         R"("spec":{"containers":[{"name":"c","image":")" +
         image + R"("}]}}}})";
}
std::string set(const std::string& number, const std::string& image, const std::string& cause) {
  return R"({"metadata":{"name":"web-)" + number + R"(","annotations":{"deployment.kubernetes.io/revision":")" +
         number + R"(","kubernetes.io/change-cause":")" + cause +
         R"("},"ownerReferences":[{"uid":"1","controller":true}]},)"
         R"("spec":{"template":{"metadata":{"labels":{"app":"web","pod-template-hash":"x"}},)"
         R"("spec":{"containers":[{"name":"c","image":")" +
         image + R"("}]}}}})";
}
const std::string kHistory = R"({"items":[)" + set("2", "i:2", "") + "," + set("1", "i:1", "first") + "]}";

std::string status_of(const std::string& object, std::int64_t revision = 0) {
  const Document document = data::parse_json(object);
  try {
    return cmd::rollout_status(document.root, revision).text;
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("the versions of a deployment, and one of them") {
  Run all{.stubs = {{.target = kDeployment, .body = deployment("i:2")}, {.target = kSets, .body = kHistory}}};
  CHECK(all({"rollout", "history", "deployment/web"}).out ==
        "deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         first\n2         <none>\n\n");
  Run one{.stubs = {{.target = kDeployment, .body = deployment("i:2")}, {.target = kSets, .body = kHistory}}};
  one({"rollout", "history", "deployment/web", "--revision=1"});
  CHECK(one.out.starts_with(
      "deployment.apps/web with revision #1\nPod Template:\n  Labels:\tapp=web\n\tpod-template-hash=x\n"));
  Run none{.stubs = {{.target = kDeployment, .body = deployment("i:2")}, {.target = kSets, .body = kHistory}}};
  CHECK(none({"rollout", "history", "deployment/web", "--revision=9"}).err ==
        "error: unable to find the specified revision\n");
}

TEST_CASE("history as objects shows the versions, a template alone the object") {
  const auto history = [](std::vector<std::string> words) {
    Run run{.stubs = {{.target = kDeployment, .body = deployment("i:2")}, {.target = kSets, .body = kHistory}}};
    words.insert(words.begin(), {"rollout", "history", "deployment/web"});
    run(words);
    return run.out + run.err;
  };
  CHECK(history({"-o", "name"}) == "replicaset.apps/web-1\nreplicaset.apps/web-2\n");
  CHECK(history({"-o", "go-template={{.metadata.name}} ", "--revision=2"}) == "web-2 ");
  CHECK(history({"--template={{.metadata.name}}"}) == "web");
  CHECK(history({"--template={{.metadata.name}}", "--revision=1"}) == "web");
  CHECK(history({"--template={{.metadata.name}}", "--revision=9"}) == "error: unable to find the specified revision\n");
  CHECK(history({"-o", "jsonpath={.spec.template.spec.containers[4]}"}).empty());
  CHECK(history({"-o", "jsonpath={.spec.template.spec.containers[4]}", "--revision=1"})
            .starts_with("error: error executing jsonpath"));
}

TEST_CASE("undo brings back the template before, without its hash") {
  Run run{.stubs = {{.target = kDeployment, .body = deployment("i:2")},
                    {.target = kSets, .body = kHistory},
                    {.method = "PATCH", .target = kDeployment, .body = deployment("i:1")}}};
  CHECK(run({"rollout", "undo", "deployment/web"}).out == "deployment.apps/web rolled back\n");
  CHECK(run.err == "");
  CHECK(run.requests.back().body ==
        R"([{"op":"replace","path":"/spec/template","value":{"metadata":{"labels":{"app":"web"}},)"
        R"("spec":{"containers":[{"name":"c","image":"i:1"}]}}},)"
        R"({"op":"replace","path":"/metadata/annotations","value":{"deployment.kubernetes.io/revision":"2",)"
        R"("kubernetes.io/change-cause":"first"}}])");
  Run same{.stubs = {{.target = kDeployment, .body = deployment("i:2")}, {.target = kSets, .body = kHistory}}};
  CHECK(same({"rollout", "undo", "deployment/web", "--to-revision=2"}).out ==
        "deployment.apps/web skipped rollback (current template already matches revision 2)\n");
}

TEST_CASE("pause, resume and restart send one field") {
  Run pause{.stubs = {{.target = kDeployment, .body = deployment("i")},
                      {.method = "PATCH",
                       .target = kDeployment + "?fieldManager=kubectl-rollout",
                       .body = deployment("i", R"("paused":true,)")}}};
  CHECK(pause({"rollout", "pause", "deployment/web"}).out == "deployment.apps/web paused\n");
  CHECK(pause.requests.back().body == R"({"spec":{"paused":true}})");
  Run twice{.stubs = {{.target = kDeployment, .body = deployment("i", R"("paused":true,)")}}};
  CHECK(twice({"rollout", "pause", "deployment/web"}).err == "error: deployments.apps \"web\" is already paused\n");
  Run restart{
      .stubs = {{.target = kDeployment, .body = deployment("i")},
                {.method = "PATCH", .target = kDeployment + "?fieldManager=kubectl-rollout", .body = deployment("i")}}};
  CHECK(restart({"rollout", "restart", "deployment/web"}).out == "deployment.apps/web restarted\n");
  CHECK(restart.requests.back().body.starts_with(
      R"({"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2027-01-15T)"));
}

TEST_CASE("how far a rollout is") {
  const std::string begin = R"({"kind":"Deployment","metadata":{"name":"w","generation":2},"spec":{"replicas":3},)"
                            R"("status":{"observedGeneration":2,)";
  CHECK(status_of(R"({"kind":"Deployment","metadata":{"generation":2},"status":{"observedGeneration":1}})") ==
        "Waiting for deployment spec update to be observed...\n");
  CHECK(status_of(begin + R"("updatedReplicas":1}})") ==
        "Waiting for deployment \"w\" rollout to finish: 1 out of 3 new replicas have been updated...\n");
  CHECK(status_of(begin + R"("updatedReplicas":3,"replicas":4}})") ==
        "Waiting for deployment \"w\" rollout to finish: 1 old replicas are pending termination...\n");
  CHECK(status_of(begin + R"("updatedReplicas":3,"replicas":3,"availableReplicas":2}})") ==
        "Waiting for deployment \"w\" rollout to finish: 2 of 3 updated replicas are available...\n");
  CHECK(status_of(begin + R"("updatedReplicas":3,"replicas":3,"availableReplicas":3}})") ==
        "deployment \"w\" successfully rolled out\n");
  CHECK(status_of(begin + R"("conditions":[{"type":"Progressing","reason":"ProgressDeadlineExceeded"}]}})") ==
        "deployment \"w\" exceeded its progress deadline");
  CHECK(status_of(begin + "\"replicas\":3}}", 4) == "desired revision (4) is different from the running revision (0)");
  CHECK(status_of(R"({"kind":"DaemonSet","spec":{"updateStrategy":{"type":"OnDelete"}}})") ==
        "rollout status is only available for RollingUpdate strategy type");
  CHECK(status_of(R"({"kind":"StatefulSet","spec":{"replicas":2,"updateStrategy":{"type":"RollingUpdate"}},)"
                  R"("status":{"observedGeneration":1,"readyReplicas":1}})") == "Waiting for 1 pods to be ready...\n");
  CHECK(status_of(R"({"kind":"StatefulSet","spec":{"replicas":2,"updateStrategy":{"type":"RollingUpdate",)"
                  R"("rollingUpdate":{"partition":1}}},)"
                  R"("status":{"observedGeneration":1,"readyReplicas":2,"updatedReplicas":1}})") ==
        "partitioned roll out complete: 1 new pods have been updated...\n");
}

TEST_CASE("kinds without rollouts") {
  const std::string pod = R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"default"}})";
  for (const auto& [verb, message] :
       {std::pair<std::string, std::string>{"history", "no history viewer has been implemented for \"Pod\""},
        {"status", "no status viewer has been implemented for Pod"},
        {"undo", "no rollbacker has been implemented for \"Pod\""},
        {"restart", "pods \"a\" restarting is not supported"}}) {
    Run run{.stubs = {{.target = "/api/v1/namespaces/default/pods/a", .body = pod}}};
    CHECK(run({"rollout", verb, "pod/a"}).err == "error: " + message + "\n");
  }
}
