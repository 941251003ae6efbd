// get -w: the list, then each change; what happens when a watch ends.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kList = "/api/v1/namespaces/default/configmaps";
const std::string kWatch = kList + "?allowWatchBookmarks=true&resourceVersion=";

std::string object(const std::string& name, const std::string& version) {
  return R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":")" + name +
         R"(","namespace":"default","resourceVersion":")" + version + "\"}}";
}
std::string list(const std::string& items, const std::string& version) {
  return R"({"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":")" + version + R"("},"items":[)" +
         items + "]}";
}
std::string event(const std::string& type, const std::string& what) {
  return R"({"type":")" + type + R"(","object":)" + what + "}\n";
}
std::string gone() { return event("ERROR", test::status(410, "too old")); }
Stub forbidden(const std::string& target) {
  return {.target = target, .status = 403, .body = test::status(403, "no more")};
}

}  // namespace

TEST_CASE("a watch goes on behind the last change it told of") {
  Run run{.stubs = {{.target = kList + "?limit=500", .body = list(object("a", "5"), "7")},
                    {.target = kWatch + "7&watch=true",
                     .body = event("MODIFIED", object("a", "8")) + event("BOOKMARK", object("", "9"))},
                    forbidden(kWatch + "9&watch=true")}};
  run({"get", "configmaps", "-w", "-o", "name"});
  CHECK(run.out == "configmap/a\nconfigmap/a\n");
  CHECK_THAT(run.err, ContainsSubstring("no more"));
  CHECK(run.code == 1);
}

TEST_CASE("a watch too old is listed anew: what came, changed or went in between is shown") {
  Run run{.stubs = {{.target = kList + "?limit=500",
                     .body = list(object("a", "5") + "," + object("b", "6") + "," + object("c", "6"), "7")},
                    {.target = kWatch + "7&watch=true", .body = gone()},
                    {.target = kList + "?limit=500",
                     .body = list(object("b", "6") + "," + object("c", "20") + "," + object("d", "21"), "30")},
                    forbidden(kWatch + "30&watch=true")}};
  run({"get", "configmaps", "-w", "--output-watch-events", "-o", "json"});
  CHECK_THAT(run.out,
             ContainsSubstring(R"({"type":"MODIFIED","object":)") &&
                 ContainsSubstring(R"({"type":"ADDED","object":)") &&
                 ContainsSubstring(
                     R"({"type":"DELETED","object":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a",)"
                     R"("namespace":"default"}}})"));
  std::size_t lines = 0;
  for (const char c : run.out) lines += c == '\n' ? 1 : 0;
  CHECK(lines == 6);
  CHECK_THAT(run.err, ContainsSubstring("no more"));
}

TEST_CASE("a server whose watches are always too old is not asked without a pause") {
  Run run{.stubs = {{.target = kList + "?limit=500", .body = list("", "1")}}};
  for (int i = 1; i < 4; ++i) {
    const std::string version = std::to_string(i);
    run.stubs.push_back({.target = kWatch + version + "&watch=true", .body = gone()});
    run.stubs.push_back({.target = kList + "?limit=500", .body = list("", std::to_string(i + 1))});
  }
  run.stubs.push_back(forbidden(kWatch + "4&watch=true"));
  run({"get", "configmaps", "-w", "-o", "name"});
  CHECK_THAT(run.err, ContainsSubstring("no more"));
  CHECK(run.slept == std::chrono::milliseconds(250 + 500 + 1000));
}

TEST_CASE("--sort-by sorts what is there already, warns at once, and is no matter of changes") {
  const auto row = [](const std::string& name, const std::string& version) {
    return R"({"cells":[")" + name + R"("],"object":)" + object(name, version) + "}";
  };
  const auto table = [](const std::string& rows) {
    return R"({"kind":"Table","metadata":{"resourceVersion":"7"},"columnDefinitions":[{"name":"Name",)"
           R"("type":"string","format":"name"}],"rows":[)" +
           rows + "]}";
  };
  const std::string watch = kList + "?allowWatchBookmarks=true&includeObject=Object&resourceVersion=7&watch=true";
  const Stub listed{.target = kList + "?includeObject=Object&limit=500",
                    .body = table(row("a", "6") + "," + row("b", "5"))};
  Run run{.stubs = {listed,
                    {.target = watch, .body = event("MODIFIED", table(row("a", "8")))},
                    forbidden(kList + "?allowWatchBookmarks=true&includeObject=Object&resourceVersion=8&watch=true")}};
  run({"get", "configmaps", "-w", "--sort-by=.metadata.resourceVersion"});
  CHECK(run.out == "NAME\nb\na\na\n");
  CHECK(run.err.starts_with("warning: --watch requested, --sort-by will be ignored for watch events received\n"));
  Run bad{.stubs = {listed}};
  bad({"get", "configmaps", "-w", "--sort-by=.bad"});
  CHECK(bad.out.empty());
  CHECK(
      bad.err.ends_with("error: unable to output the provided object: couldn't find any field with path \"{.bad}\" in "
                        "the list of objects\n"));
}

TEST_CASE(
    "what is there already is laid out together, and later lines are as wide, in custom columns and in templates with "
    "tabs") {
  const auto stubs = [&] {
    return std::vector<Stub>{
        {.target = kList + "?limit=500", .body = list(object("a", "5") + "," + object("wordy", "6"), "7")},
        {.target = kWatch + "7&watch=true", .body = event("MODIFIED", object("b", "8"))},
        forbidden(kWatch + "8&watch=true")};
  };
  Run columns{.stubs = stubs()};
  columns({"get", "configmaps", "-w", "-o", "custom-columns=A:.metadata.name,B:.metadata.resourceVersion"});
  CHECK(columns.out == "A       B\na       5\nwordy   6\nb       8\n");
  Run tabs{.stubs = stubs()};
  tabs({"get", "configmaps", "-w", "-o", R"(jsonpath={.metadata.name}{"\t"}{.metadata.resourceVersion}{"\n"})"});
  CHECK(tabs.out == "a       5\nwordy   6\nb       8\n");
  Run wrong{.stubs = {{.target = kList + "?limit=500", .body = list(object("a", "5"), "7")}}};
  wrong({"get", "configmaps", "-w", "-o", "jsonpath={.metadata.name[0]}"});
  CHECK(wrong.err.starts_with("error: unable to output the provided object: error executing jsonpath"));
}

TEST_CASE("one object whose changes were forgotten is got again: a list is not asked for") {
  const std::string one = kList + "/a";
  const std::string watch = kList + "?allowWatchBookmarks=true&fieldSelector=metadata.name%3Da&resourceVersion=";
  Run run{.stubs = {{.target = one, .body = object("a", "5")},
                    {.target = watch + "0&watch=true", .body = event("ADDED", object("a", "5")) + gone()},
                    {.target = one, .body = object("a", "9")},
                    forbidden(watch + "0&watch=true")}};
  run({"get", "configmaps", "a", "-w", "-o", "name"});
  CHECK(run.out == "configmap/a\nconfigmap/a\n");
  CHECK_THAT(run.err, ContainsSubstring("no more"));
}

TEST_CASE("a server that does not even begin a watch within --request-timeout is an error") {
  const TransportError late(TransportError::Kind::timeout, "context deadline exceeded");
  const std::string watch = kList + "?allowWatchBookmarks=true&resourceVersion=7&timeout=1s&watch=true";
  Run slow{.stubs = {{.target = kList + "?limit=500&timeout=1s", .body = list(object("a", "5"), "7")},
                     {.target = watch, .failure = late}}};
  slow({"get", "configmaps", "-w", "-o", "name", "--request-timeout=1"});
  CHECK(slow.code == 1);
}

TEST_CASE("several objects by name are shown but cannot be watched; when one is absent, none is shown") {
  const std::string at = "/api/v1/namespaces/default/configmaps/";
  Run several{
      .stubs = {{.target = at + "a", .body = object("a", "5")}, {.target = at + "b", .body = object("b", "6")}}};
  several({"get", "configmaps", "a", "b", "-w", "-o", "name"});
  CHECK(several.out == "configmap/a\nconfigmap/b\n");
  CHECK(several.err == "error: you may only watch a single resource or type of resource at a time\n");
  Run absent{.stubs = {{.target = at + "a", .body = object("a", "5")},
                       {.target = at + "b", .status = 404, .body = test::not_found("configmaps", "b")}}};
  absent({"get", "configmaps", "a", "b", "-w", "-o", "yaml"});
  CHECK(absent.out.empty());
  CHECK_THAT(absent.err, ContainsSubstring("not found"));
}
