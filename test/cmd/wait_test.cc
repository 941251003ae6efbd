// wait: what it asks, when it is content, what it says when it is not.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kPods = "/api/v1/namespaces/default/pods";

std::string pod(const std::string& name, const std::string& ready, const std::string& rest = "") {
  return R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":")" + name + R"(","namespace":"default"},"status":{"phase":"Running",)" + rest +
         R"("conditions":[{"type":"Ready","status":")" + ready + "\"}]}}";
}
std::string list(const std::string& items) { return R"({"metadata":{"resourceVersion":"5"},"items":[)" + items + "]}"; }
std::string event(const std::string& type, const std::string& object) { return R"({"type":")" + type + R"(","object":)" + object + "}\n"; }

const std::string kOne = "?fieldSelector=metadata.name%3Da&timeout=30s";
const std::string kOneWatch = "?allowWatchBookmarks=true&fieldSelector=metadata.name%3Da&resourceVersion=5&timeout=30s&watch=true";

}  // namespace

TEST_CASE("an object that is ready already needs no watch") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")}, {.target = kPods + kOne, .body = list(pod("a", "True"))}}};
  CHECK(run({"wait", "--for=condition=ready", "pod/a"}).out == "pod/a condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("a template that cannot show what was waited for fails nothing") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")}, {.target = kPods + kOne, .body = list(pod("a", "True"))}}};
  run({"wait", "--for=condition=ready", "pod/a", "-o", "jsonpath={.status.conditions[9].type}"});
  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("a change that comes is seen") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "False")},
                    {.target = kPods + kOne, .body = list(pod("a", "False"))},
                    {.target = kPods + kOneWatch, .body = event("MODIFIED", pod("a", "False")) + event("MODIFIED", pod("a", "True"))}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a"}).out == "pod/a condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("several objects share one watch, and what passes while another is waited for counts") {
  const std::string watch = kPods + "?allowWatchBookmarks=true&resourceVersion=5&timeout=30s&watch=true";
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "False")},
                    {.target = kPods + "/b", .body = pod("b", "False")},
                    {.target = kPods + "?limit=1&timeout=30s", .body = list(pod("a", "False"))},
                    {.target = kPods + "/a?timeout=30s", .body = pod("a", "False")},
                    {.target = kPods + "/b?timeout=30s", .body = pod("b", "False")},
                    {.target = watch, .body = event("MODIFIED", pod("b", "True")) + event("MODIFIED", pod("b", "False")) +
                                              event("MODIFIED", pod("a", "True"))}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a", "pod/b"}).out == "pod/a condition met\npod/b condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("a value, and a look without waiting") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")}, {.target = kPods + "/a", .body = pod("a", "True")}}};
  CHECK(run({"wait", "--for=jsonpath={.status.phase}=Running", "pod/a", "--timeout=0"}).out == "pod/a condition met\n");
  Run not_yet{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")}, {.target = kPods + "/a", .body = pod("a", "True")}}};
  CHECK(not_yet({"wait", "--for=jsonpath={.status.phase}=Failed", "pod/a", "--timeout=0"}).err == "error: condition not met for pods/a\n");
  CHECK(not_yet.code == 1);
}

TEST_CASE("a condition of an older generation does not count") {
  const std::string old = R"({"metadata":{"name":"a","generation":3},"status":{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}})";
  Run run{.stubs = {{.target = kPods + "/a", .body = old}, {.target = kPods + "/a", .body = old}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a", "--timeout=0"}).err == "error: condition not met for pods/a\n");
}

TEST_CASE("the end of an absent object needs no waiting") {
  const std::string absent = R"({"kind":"Status","status":"Failure","reason":"NotFound","code":404,"message":"pods \"a\" not found"})";
  Run run{.stubs = {{.target = kPods + "/a", .status = 404, .body = absent}}};
  CHECK(run({"wait", "--for=delete", "pod/a"}).out == "");
  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("wrong uses of wait") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"wait", "pod/a"}, "error: unrecognized condition: []\n"},
      {{"wait", "--for=x", "pod/a"}, "error: unrecognized condition: \"x\"\n"},
      {{"wait", "--for=jsonpath=", "pod/a"}, "error: jsonpath expression cannot be empty\n"},
      {{"wait", "--for=jsonpath={.a}=", "pod/a"},
       "error: jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3\n"},
      {{"wait", "--for=jsonpath={.a}=b=c", "pod/a"},
       "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.requests.empty());
  }
}
