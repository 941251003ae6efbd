// Commands that wait for objects to become something, while the objects change and the connection comes and goes.
#include "e2e/stage.h"
#include "support/catch.h"

namespace kpp::test {
namespace {

constexpr const char* kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: live}
spec:
  replicas: 3
  selector: {matchLabels: {app: live}}
  template: {metadata: {labels: {app: live}}, spec: {containers: [{name: one, image: "one:1"}]}}
)";
constexpr const char* kThings = R"(apiVersion: v1
kind: Pod
metadata: {name: first}
spec: {containers: [{name: one, image: "one:1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: second}
spec: {containers: [{name: one, image: "one:1"}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: third}
data: {state: new}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: lingering, finalizers: [example.com/work]}
)";
const std::vector<std::string> kStatus = {"rollout", "status", "deployment/live"};
constexpr const char* kReady = R"({"conditions": [{"type": "Ready", "status": "True"}]})";

std::string progress(int updated, int replicas, int available) {
  return fmt::format(R"({{"observedGeneration": 1, "replicas": {}, "updatedReplicas": {}, "availableReplicas": {}}})",
                     replicas, updated, available);
}

class Rollout : public Stage {
 public:
  Rollout() { load(kDeployment); }
  void has(int updated, int replicas, int available) {
    set_status("apps/v1", "Deployment", "live", progress(updated, replicas, available));
  }
};

std::string waiting(const std::string& what) {
  return "Waiting for deployment \"live\" rollout to finish: " + what + "\n";
}

}  // namespace

TEST_CASE("a rollout is followed from nothing to its end, over cut and refused connections") {
  Rollout stage;
  stage.has(0, 0, 0);
  stage.server().faults().add({.kind = apiserver::Fault::Kind::cut, .match = "watch=true", .bytes = 1500});
  RunningKpp status(stage, kStatus);
  REQUIRE(stage.watched());
  stage.has(2, 2, 0);
  CHECK(status.writes("2 out of 3"));
  stage.has(3, 3, 0);  // somewhere here the bytes are used up
  CHECK(status.writes(" 0 of 3"));
  stage.away(2);
  stage.has(3, 3, 1);
  CHECK(status.writes(" 1 of 3"));
  stage.away(1, 403);
  stage.has(3, 3, 2);
  stage.has(3, 3, 3);
  CHECK(status.ended() == 0);
  CHECK(status.written() ==
        waiting("0 out of 3 new replicas have been updated...") +
            waiting("2 out of 3 new replicas have been updated...") +
            waiting("0 of 3 updated replicas are available...") + waiting("1 of 3 updated replicas are available...") +
            waiting("2 of 3 updated replicas are available...") + "deployment \"live\" successfully rolled out\n");
}

TEST_CASE("what was forgotten while nobody watched is read anew") {
  Rollout stage;
  stage.has(3, 3, 0);
  RunningKpp status(stage, kStatus);
  REQUIRE(stage.watched());
  CHECK(status.writes(" 0 of 3"));
  stage.away(1);
  stage.has(3, 3, 1);
  stage.has(3, 3, 2);
  stage.server().store().compact();
  CHECK(status.writes(" 2 of 3"));
  stage.has(3, 3, 3);
  CHECK(status.ended() == 0);
  CHECK(status.written() == waiting("0 of 3 updated replicas are available...") +
                                waiting("2 of 3 updated replicas are available...") +
                                "deployment \"live\" successfully rolled out\n");
}

TEST_CASE("a list that cannot be read after that is read again") {
  Rollout stage;
  stage.has(3, 3, 0);
  RunningKpp status(stage, kStatus);
  REQUIRE(stage.watched());
  stage.away(1);
  const std::string list = "GET /apis/apps/v1/namespaces/default/deployments?";
  stage.server().faults().add({.kind = apiserver::Fault::Kind::status, .match = list, .skip = 1, .status = 500});
  stage.server().faults().add({.kind = apiserver::Fault::Kind::cut, .match = list, .skip = 1, .bytes = 300});
  stage.has(3, 3, 3);
  stage.server().store().compact();
  CHECK(status.ended() == 0);
  CHECK_THAT(status.written(), ContainsSubstring("successfully rolled out\n"));
}

TEST_CASE("an object that goes while its rollout is followed") {
  for (const bool forgotten : {false, true}) {
    Rollout stage;
    stage.has(0, 0, 0);
    RunningKpp status(stage, kStatus);
    REQUIRE(stage.watched());
    stage.away(1);
    stage.remove("apps/v1", "Deployment", "live");
    if (forgotten) stage.server().store().compact();
    CHECK(status.ended() == 1);
    CHECK(status.written() ==
          waiting("0 out of 3 new replicas have been updated...") + "error: object has been deleted\n");
  }
}

TEST_CASE("objects of several types are waited for side by side") {
  Stage stage;
  stage.load(kThings);
  RunningKpp wait(stage,
                  {"wait", "--for=jsonpath={.metadata.labels.done}=yes", "pod/first", "configmap/third", "pod/second"});
  REQUIRE(stage.watched(2));
  const auto done = [](Json& object) { object["metadata"]["labels"]["done"] = "yes"; };
  stage.change("v1", "Pod", "second", done);
  stage.change("v1", "ConfigMap", "third", done);
  stage.change("v1", "Pod", "second",
               [](Json& object) { object["metadata"].erase("labels"); });  // what it was is enough
  stage.away(2);
  stage.change("v1", "Pod", "first", done);
  CHECK(wait.ended() == 0);
  CHECK(wait.written() == "pod/first condition met\nconfigmap/third condition met\npod/second condition met\n");
}

TEST_CASE("a condition and an end that come while the watch is away") {
  Stage stage;
  stage.load(kThings);
  RunningKpp ready(stage, {"wait", "--for=condition=Ready", "pod/first"});
  RunningKpp gone(stage, {"wait", "--for=delete", "configmap/third", "--timeout=20s"});
  REQUIRE(stage.watched(2));
  stage.away(3);
  stage.set_status("v1", "Pod", "first", kReady);
  stage.remove("v1", "ConfigMap", "third");
  CHECK(ready.ended() == 0);
  CHECK(ready.written() == "pod/first condition met\n");
  CHECK(gone.ended() == 0);
  CHECK(gone.written() == "configmap/third condition met\n");
}

TEST_CASE("an object that is to come, and then to be ready") {
  Stage stage;
  RunningKpp wait(stage, {"wait", "--for=create", "--for=condition=Ready", "pod/first"});
  REQUIRE(eventually([&] { return stage.server().requests("/pods/first").size() >= 2; }));
  stage.load(kThings);
  CHECK(wait.writes("pod/first condition met\n"));
  REQUIRE(stage.watched());
  stage.set_status("v1", "Pod", "first", kReady);
  CHECK(wait.ended() == 0);
  CHECK(wait.written() == "pod/first condition met\npod/first condition met\n");
}

TEST_CASE("what is done is said before the server is asked for more, and warnings before all") {
  Stage stage;
  stage.load(kThings);
  const auto slowly = [&](const std::string& request) {
    stage.server().faults().add(
        {.kind = apiserver::Fault::Kind::slow, .match = request, .bytes = 1, .delay = std::chrono::milliseconds(200)});
  };
  slowly("DELETE /api/v1/namespaces/default/pods/second");
  RunningKpp deletion(stage, {"delete", "pod/first", "pod/second", "--wait=false"});
  CHECK(deletion.writes("pod \"first\" deleted from default namespace\n"));
  CHECK(eventually([&] { return stage.server().requests("DELETE").size() == 2; }));
  slowly("GET /api/v1/namespaces/default/configmaps?");
  RunningKpp watch(stage, {"get", "configmaps", "-w", "--sort-by=.metadata.name"});
  CHECK(watch.writes("warning: --watch requested, --sort-by will be ignored for watch events received\n"));
  CHECK(stage.watches() == 0);
}

TEST_CASE("a watch that --request-timeout ends is no failure, and is told at -v=5") {
  Stage stage;
  stage.load(kThings);
  for (const std::vector<std::string>& watch :
       {std::vector<std::string>{"get", "configmaps", "-w"}, {"events", "-w"}}) {
    std::vector<std::string> words = watch;
    words.insert(words.end(), {"--request-timeout=1", "-v=5"});
    const ProcessResult result = stage.kpp(words);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, ContainsSubstring(
                               "\"Unable to decode an event from the watch stream\" err=\"context deadline exceeded"));
  }
}

TEST_CASE("a deletion waits until the last finalizer is done") {
  Stage stage;
  stage.load(kThings);
  RunningKpp deletion(stage, {"delete", "configmap/lingering"});
  REQUIRE(stage.watched());
  CHECK(deletion.written() == "configmap \"lingering\" deleted from default namespace\n");
  stage.away(2);
  stage.let_go("v1", "ConfigMap", "lingering");
  CHECK(deletion.ended() == 0);
  CHECK(deletion.written() == "configmap \"lingering\" deleted from default namespace\n");
}

TEST_CASE("time that is up ends each with its words") {
  Rollout stage;
  stage.load(kThings);
  stage.has(0, 0, 0);
  stage.server().faults().add(
      {.kind = apiserver::Fault::Kind::status, .match = "watch=true", .skip = 1, .times = -1, .status = 503});
  stage.server().faults().add(
      {.kind = apiserver::Fault::Kind::cut, .match = "fieldSelector=metadata.name%3Dthird", .times = -1});
  const auto error = [&](std::vector<std::string> args) {
    args.push_back("--timeout=1s");
    const ProcessResult result = stage.kpp(args);
    CHECK(result.exit_code == 1);
    return result.err;
  };
  CHECK(error(kStatus) == "error: timed out waiting for the condition\n");
  CHECK(error({"wait", "--for=condition=Ready", "pod/first", "pod/second"}) ==
        "timed out waiting for the condition on pods/first\ntimed out waiting for the condition on pods/second\n");
  CHECK(error({"wait", "--for=jsonpath={.data.state}=old", "configmap/third"}) ==
        "error: timed out waiting for the condition on configmaps/third\n");
  CHECK(error({"wait", "--for=create", "pod/nobody"}) == "error: timed out waiting for the condition\n");
  CHECK(error({"delete", "configmap/lingering"}) ==
        "error: timed out waiting for the condition on configmaps/lingering\n");
}

}  // namespace kpp::test
