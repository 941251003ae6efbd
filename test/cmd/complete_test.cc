// __complete and __completeNoDesc: what the shells' scripts ask.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("completion offers commands, flags and values, and never fails aloud") {
  Run run;
  CHECK(run({"__completeNoDesc", "api"}).out == "api-resources\napi-versions\n:4\n");
  CHECK(run({"__completeNoDesc", "h"}).out == "help\n:4\n");
  CHECK(run({"__completeNoDesc", "o"}).out == "options\n:4\n");
  CHECK(run({"__completeNoDesc", "get", "--show-l"}).out == "--show-labels\n:4\n");
  CHECK(run({"__completeNoDesc", "get", "-o", "jsonpath-"}).out == "jsonpath-as-json\njsonpath-file\n:4\n");
  CHECK(run({"__completeNoDesc", "get", "-f", ""}).out == "json\nyaml\nyml\n:8\n");
  run.stubs = {{.target = "/api/v1/namespaces/default/pods", .status = 403, .body = "{}"}};
  CHECK(run({"__completeNoDesc", "get", "pods", ""}).out == ":4\n");
  CHECK(run.err == "");
}

TEST_CASE("commands for a few types offer just these") {
  Run run;
  CHECK(run({"__completeNoDesc", "rollout", "undo", ""}).out == "deployment\ndaemonset\nstatefulset\n:4\n");
  CHECK(run({"__completeNoDesc", "rollout", "pause", ""}).out == "deployment\n:4\n");
  CHECK(run({"__completeNoDesc", "taint", "n"}).out == "node\n:4\n");
  CHECK(run({"__completeNoDesc", "run", ""}).out == "--image\n:0\n");
  CHECK(run({"__completeNoDesc", "run", "--"}).out == "--image\n:4\n");  // first what must be given
  CHECK(run({"__completeNoDesc", "scale", "-n", "x", "re"}).out == "replicaset\nreplicationcontroller\n:4\n");
  CHECK(run({"__completeNoDesc", "scale", ""}).out ==
        "--replicas\ndeployment\nreplicaset\nreplicationcontroller\nstatefulset\n:4\n");
  CHECK(run({"__completeNoDesc", "set", "env", ""}).out == ":0\n");
  CHECK(run({"__completeNoDesc", "config", "set-cluster", ""}).out == ":0\n");
  CHECK(run.requests.empty());
}

TEST_CASE("__complete describes its candidates") {
  Run run;
  CHECK_THAT(run({"__complete", "api-v"}).out,
             ContainsSubstring("api-versions\tShow the API groups and versions of the server\n"));
  CHECK(run.requests.empty());
}

TEST_CASE("nothing is offered behind what asks for help, or can only be an error") {
  Run run;
  CHECK(run({"__completeNoDesc", "get", "--help", ""}).out == ":4\n");
  CHECK(run({"__completeNoDesc", "get", "--no-such", ""}).out == ":0\n");
  CHECK(run({"__completeNoDesc", "rollout", "-l", ""}).out == ":0\n");
}

TEST_CASE("values are offered where kubectl has some; a flag that hides a global one stands once") {
  Run run;
  CHECK(run({"__completeNoDesc", "annotate", "-o", ""}).out == ":0\n");
  CHECK(run({"__completeNoDesc", "get", "--subresource", "s"}).out == "status\nscale\nresize\n:4\n");
  CHECK(run({"__completeNoDesc", "config", "set-context", "--n"}).out == "--namespace\n:4\n");
}
