// wait: what it asks, when it is content, what it says when it is not.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kPods = "/api/v1/namespaces/default/pods";

std::string pod(const std::string& name, const std::string& ready, const std::string& version = "5") {
  return R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":")" + name +
         R"(","namespace":"default","resourceVersion":")" + version +
         R"("},"status":{"phase":"Running","conditions":[{"type":"Ready","status":")" + ready + "\"}]}}";
}
std::string list(const std::string& items) { return R"({"metadata":{"resourceVersion":"9"},"items":[)" + items + "]}"; }
std::string event(const std::string& type, const std::string& object) {
  return R"({"type":")" + type + R"(","object":)" + object + "}\n";
}

std::string watch_of(const std::string& what, const std::string& version) {
  return kPods + "?allowWatchBookmarks=true" + (what.empty() ? "" : "&fieldSelector=metadata.name%3D" + what) +
         (version.empty() ? "" : "&resourceVersion=" + version) + "&watch=true";
}
Stub refused(const std::string& target, int code, const std::string& reason) {
  return {.target = target, .status = code, .body = test::status(code, "no", reason)};
}

}  // namespace

TEST_CASE("an object that is ready already needs no watch") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")}}};
  CHECK(run({"wait", "--for=condition=ready", "pod/a"}).out == "pod/a condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("a template that cannot show what was waited for fails nothing") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")}}};
  run({"wait", "--for=condition=ready", "pod/a", "-o", "jsonpath={.status.conditions[9].type}"});
  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("a change that comes is seen: one object is got and watched from its version on, and nothing else is asked") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "False")},
                    {.target = watch_of("a", "5"),
                     .body = event("MODIFIED", pod("a", "False", "6")) + event("MODIFIED", pod("a", "True", "7"))}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a"}).out == "pod/a condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("several objects are watched each for itself, and what passes while another is waited for counts") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "False", "5")},
                    {.target = kPods + "/b", .body = pod("b", "False", "4")},
                    {.target = watch_of("a", "5"), .body = event("MODIFIED", pod("a", "True", "8"))},
                    {.target = watch_of("b", "4"),
                     .body = event("MODIFIED", pod("b", "True", "6")) + event("MODIFIED", pod("b", "False", "7"))}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a", "pod/b"}).out == "pod/a condition met\npod/b condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("many objects share a watch from the oldest version on; where that is refused, each is watched") {
  std::vector<std::string> words = {"wait", "--for=condition=Ready"};
  std::string met;
  Run shared;
  std::string events = event("MODIFIED", pod("p3", "True", "12"));  // older than what is known of it
  for (int i = 0; i < 17; ++i) {
    const std::string name = "p" + std::to_string(i);
    words.push_back("pod/" + name);
    met += "pod/" + name + " condition met\n";
    shared.stubs.push_back({.target = kPods + "/" + name, .body = pod(name, "False", std::to_string(10 + i))});
    events += event("MODIFIED", pod(name, "True", std::to_string(40 + i)));
  }
  Run each{.stubs = shared.stubs};
  shared.stubs.push_back({.target = watch_of("", "10"), .body = events});
  CHECK(shared(words).out == met);
  CHECK(shared.err == "");
  each.stubs.push_back(refused(watch_of("", "10"), 403, "Forbidden"));
  for (int i = 0; i < 17; ++i) {
    const std::string name = "p" + std::to_string(i);
    each.stubs.push_back({.target = watch_of(name, std::to_string(10 + i)),
                          .body = event("MODIFIED", pod(name, "True", std::to_string(40 + i)))});
  }
  CHECK(each(words).out == met);
  CHECK(each.err == "");
}

TEST_CASE("a version that the server has forgotten: the watch begins with what is there, and that is looked at") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "False", "5")},
                    refused(watch_of("a", "5"), 410, "Expired"),
                    {.target = watch_of("a", ""),
                     .body = event("ADDED", pod("a", "False", "5")) + event("MODIFIED", pod("a", "True", "20"))},
                    {.target = kPods + "/a", .body = pod("a", "False", "5")}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a"}).out == "pod/a condition met\n");
  CHECK(run.err == "");
  const std::string absent = test::not_found("pods", "a");
  Run gone{.stubs = {{.target = kPods + "/a", .body = pod("a", "False", "5")},
                     refused(watch_of("a", "5"), 410, "Expired"),
                     {.target = watch_of("a", "")},
                     {.target = kPods + "/a", .status = 404, .body = absent}}};
  CHECK(gone({"wait", "--for=delete", "pod/a"}).out == "pod/a condition met\n");
  CHECK(gone.err == "");
}

TEST_CASE("objects of a list are watched from the list on, and looked at again in lists") {
  Run run{.stubs = {{.target = kPods + "?labelSelector=x%3Dy&limit=500", .body = list(pod("a", "False", "5"))},
                    refused(watch_of("a", "9"), 410, "Expired"),
                    {.target = watch_of("a", "")},
                    {.target = kPods + "?fieldSelector=metadata.name%3Da", .body = list(pod("a", "True", "12"))}}};
  CHECK(run({"wait", "--for=condition=Ready", "pods", "-l", "x=y"}).out == "pod/a condition met\n");
  CHECK(run.err == "");
}

TEST_CASE("a value, and a look without waiting") {
  Run run{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")},
                    {.target = kPods + "/a", .body = pod("a", "True")}}};
  CHECK(run({"wait", "--for=jsonpath={.status.phase}=Running", "pod/a", "--timeout=0"}).out == "pod/a condition met\n");
  Run not_yet{.stubs = {{.target = kPods + "/a", .body = pod("a", "True")},
                        {.target = kPods + "/a", .body = pod("a", "True")}}};
  CHECK(not_yet({"wait", "--for=jsonpath={.status.phase}=Failed", "pod/a", "--timeout=0"}).err ==
        "error: condition not met for pods/a\n");
  CHECK(not_yet.code == 1);
}

TEST_CASE("a condition of an older generation does not count") {
  const std::string old =
      R"({"metadata":{"name":"a","generation":3},"status":{"observedGeneration":2,"conditions":[{"type":"Ready",)"
      R"("status":"True"}]}})";
  Run run{.stubs = {{.target = kPods + "/a", .body = old}, {.target = kPods + "/a", .body = old}}};
  CHECK(run({"wait", "--for=condition=Ready", "pod/a", "--timeout=0"}).err == "error: condition not met for pods/a\n");
}

TEST_CASE("the end of an absent object needs no waiting") {
  const std::string absent = test::not_found("pods", "a");
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
       "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
       "--for=jsonpath='{.status.readyReplicas}'\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.requests.empty());
  }
}
