// events: their order, their table, what is asked for, and watching.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

// The clock of the tests stands at 2027-01-15T08:00:00Z.
const std::string kEvents = test::json(R"(
  kind: EventList
  apiVersion: v1
  metadata: {resourceVersion: "9"}
  items:
  - {metadata: {name: e1, namespace: shop}, involvedObject: {kind: Pod, name: web}, reason: Started,
     message: "  first ", firstTimestamp: "2027-01-15T07:00:00Z", lastTimestamp: "2027-01-15T07:00:00Z",
     count: 1, type: Normal, eventTime: null}
  - {metadata: {name: e2, namespace: shop, managedFields: []}, involvedObject: {kind: Widget, name: gear},
     reason: New, message: bad, eventTime: "2027-01-15T06:00:00.000001Z",
     series: {count: 3, lastObservedTime: "2027-01-15T07:58:00.5Z"}, type: Warning}
  - {metadata: {name: e3, namespace: shop}, involvedObject: {kind: Pod, name: old}, reason: Old, message: x,
     firstTimestamp: "2027-01-15T01:00:00Z", lastTimestamp: "2027-01-15T05:00:00Z", count: 8, type: Normal}
  - {metadata: {name: e4, namespace: shop}, involvedObject: {kind: Service, name: s}, reason: Timeless,
     type: Normal})");
const std::string kPath = "/api/v1/namespaces/shop/events";

std::string watch_event(std::string_view type, std::string_view name, int version) {
  return fmt::format(
             R"({{"type":"{}","object":{{"kind":"Event","apiVersion":"v1","metadata":{{"name":"{}",)"
             R"("namespace":"shop","resourceVersion":"{}"}},)"
             R"("involvedObject":{{"kind":"Pod","name":"web"}},"reason":"R{}","message":"m","type":"Normal"}}}})",
             type, name, version, version) +
         "\n";
}

}  // namespace

TEST_CASE("events are ordered by when they happened last, in a table") {
  Run run{.stubs = {{.target = kPath + "?limit=500", .body = kEvents}}};
  run({"events", "-n", "shop"});
  CHECK(run.err == "");
  CHECK(run.out ==
        "LAST SEEN             TYPE      REASON     OBJECT        MESSAGE\n"
        "<unknown>             Normal    Timeless   Service/s     \n"
        "3h (x8 over 7h)       Normal    Old        Pod/old       x\n"
        "60m                   Normal    Started    Pod/web       first\n"
        "119s (x3 over 119m)   Warning   New        Widget/gear   bad\n");
}

TEST_CASE("events of a type, without headers, with namespaces") {
  Run run{.stubs = {{.target = "/api/v1/events?limit=500", .body = kEvents}}};
  CHECK(run({"events", "-A", "--types=warning", "--no-headers"}).out ==
        "shop   119s (x3 over 119m)   Warning   New   Widget/gear   bad\n");
  CHECK(run.code == 0);
}

TEST_CASE("events about an object are asked for by its kind, version and name") {
  Run run{.stubs = {{.target = kPath + "?fieldSelector=involvedObject.kind%3DDeployment%2CinvolvedObject.apiVersion%"
                                       "3Dapps%2Fv1%2CinvolvedObject.name%3Dweb&limit=500",
                     .body = R"({"kind":"EventList","apiVersion":"v1","metadata":{},"items":[]})"}}};
  run({"events", "-n", "shop", "--for", "Deploy.apps/web"});
  CHECK(run.err == "No events found in shop namespace.\n");
  CHECK(run.code == 0);
}

TEST_CASE("a format prints a list in the order of the API's types, laid out in columns where there are tabs") {
  const auto printed = [](std::vector<std::string> words) {
    Run run{.stubs = {{.target = kPath + "?limit=500", .body = kEvents}}};
    words.insert(words.begin(), {"events", "-n", "shop"});
    run(words);
    CHECK(run.err == "");
    CHECK(run.code == 0);
    return run.out;
  };
  CHECK(
      printed({"-o", "json"})
          .starts_with(
              "{\n    \"kind\": \"EventList\",\n    \"apiVersion\": \"v1\",\n    \"metadata\": {},\n    \"items\": [\n "
              "       {\n"
              "            \"kind\": \"Event\",\n            \"apiVersion\": \"v1\",\n            \"metadata\": {\n"));
  CHECK(printed({"-o", "jsonpath={range .items[*]}{.reason}{\"\\t\"}{.type}{\"\\n\"}{end}"}) ==
        "Timeless   Normal\nOld        Normal\nStarted    Normal\nNew        Warning\n");
  CHECK(printed({"-o", "name"}) == "");
  CHECK(printed({"-o", "jsonpath={.items[9].reason}", "--allow-missing-template-keys=false"}) == "");
}

TEST_CASE("a watch goes on where it was, and begins anew where that is gone without showing an event twice") {
  const std::string gone =
      R"({"type":"ERROR","object":{"kind":"Status","status":"Failure","code":410,"reason":"Expired",)"
      R"("message":"too old"}})"
      "\n";
  Run run{.stubs = {{.target = kPath + "?allowWatchBookmarks=true&watch=true",
                     .body = watch_event("ADDED", "a", 1) + watch_event("ADDED", "b", 2)},
                    {.target = kPath + "?allowWatchBookmarks=true&resourceVersion=2&watch=true",
                     .body = watch_event("DELETED", "a", 3) + gone},
                    {.target = kPath + "?allowWatchBookmarks=true&watch=true",
                     .body = watch_event("ADDED", "b", 2) + watch_event("MODIFIED", "b", 4)},
                    {.target = kPath + "?allowWatchBookmarks=true&resourceVersion=4&watch=true",
                     .status = 403,
                     .body = test::status(403, "no")}}};
  run({"events", "-n", "shop", "-w"});
  CHECK(run.out ==
        "LAST SEEN   TYPE     REASON   OBJECT    MESSAGE\n"
        "<unknown>   Normal   R1       Pod/web   m\n"
        "<unknown>   Normal   R2       Pod/web   m\n"
        "<unknown>   Normal   R4       Pod/web   m\n");
  CHECK(run.err == "Error from server (Forbidden): no\n");
}

TEST_CASE("wrong uses of events") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"events", "--for", "pod"}, "error: --for must be in resource/name form\n"},
      {{"events", "--for", "a/b/c"}, "error: arguments in resource/name form may not have more than one slash\n"},
      {{"events", "--for", "/x"}, "error: a resource must be present, got: /, Resource=\n"},
      {{"events", "--types=Normal,"}, "error: valid --types are Normal or Warning\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}
