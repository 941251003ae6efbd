// describe against a fake server: which objects, how they are told apart, what goes wrong. What descriptions look like
// is tested in test/describe.
#include <fstream>

#include "cmd/commands.h"
#include "support/bodies.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kQuotas = "/api/v1/namespaces/default/resourcequotas";

std::string quota(const std::string& name) {
  return R"({"kind":"ResourceQuota","apiVersion":"v1","metadata":{"name":")" + name +
         R"(","namespace":"default","uid":"u"}})";
}
std::string list(const std::string& items) {
  return R"({"kind":"ResourceQuotaList","apiVersion":"v1","metadata":{},"items":[)" + items + "]}";
}
std::string text(const std::string& name) {
  return "Name:       " + name + "\nNamespace:  default\nResource    Used  Hard\n--------    ----  ----\n";
}
Stub absent(const std::string& name) {
  return {.target = kQuotas + "/" + name, .status = 404, .body = test::not_found("resourcequotas", name)};
}

}  // namespace

TEST_CASE("one object is asked for once; several are two blank lines apart") {
  Run one{.stubs = {{.target = kQuotas + "/a", .body = quota("a")}}};
  CHECK(one({"describe", "quota", "a"}).out == text("a"));
  CHECK(one.err == "");
  CHECK(one.code == 0);
  Run all{.stubs = {{.target = kQuotas + "?labelSelector=x%3Dy&limit=2", .body = list(quota("a") + "," + quota("b"))}}};
  CHECK(all({"describe", "quota", "-l", "x=y", "--chunk-size=2"}).out == text("a") + "\n\n" + text("b"));
}

TEST_CASE("where no object has the name, those that begin with it are meant, each with a line behind it") {
  Run run{
      .stubs = {absent("a"),
                {.target = kQuotas + "?limit=500", .body = list(quota("a1") + "," + quota("b") + "," + quota("a2"))}}};
  CHECK(run({"describe", "quota", "a"}).out == text("a1") + "\n" + text("a2") + "\n");
  CHECK(run.err == "");
  CHECK(run.code == 0);
  Run none{.stubs = {absent("a"), {.target = kQuotas + "?limit=500", .body = list(quota("b"))}}};
  none({"describe", "quota", "a"});
  CHECK(none.out == "");
  CHECK(none.err == "Error from server (NotFound): resourcequotas \"a\" not found\n");
  CHECK(none.code == 1);
}

TEST_CASE("names in slashes and several names are no beginnings; what is there is described before the errors") {
  Run slash{.stubs = {absent("a")}};
  CHECK(slash({"describe", "quota/a"}).err == "Error from server (NotFound): resourcequotas \"a\" not found\n");
  Run several{.stubs = {absent("a"), {.target = kQuotas + "/b", .body = quota("b")}}};
  several({"describe", "quota", "a", "b"});
  CHECK(several.out == text("b"));
  CHECK(several.err == "Error from server (NotFound): resourcequotas \"a\" not found\n");
  CHECK(several.code == 1);
}

TEST_CASE("events are asked for with one object, not with several, unless one says so") {
  const auto event_requests = [](const Run& run) {
    return std::count_if(run.requests.begin(), run.requests.end(),
                         [](const HttpRequest& request) { return request.url.find("/events?") != std::string::npos; });
  };
  const std::string pods = "/api/v1/namespaces/default/pods";
  const auto pod = [](const std::string& name) {
    return R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":")" + name + R"(","namespace":"default"}})";
  };
  const auto events = [](const std::string& name) {
    return Stub{
        .target = "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3D" + name +
                  "%2CinvolvedObject.namespace%3Ddefault&limit=500",
        .body = R"({"kind":"EventList","metadata":{},"items":[{"type":"Normal","reason":"Made","message":"m"}]})"};
  };
  Run one{.stubs = {{.target = pods + "/a", .body = pod("a")}, events("a")}};
  one({"describe", "pod", "a"});
  CHECK(event_requests(one) == 1);
  CHECK_THAT(one.out, ContainsSubstring("Events:\n  Type    Reason  Age        From  Message\n"));
  Run silent{.stubs = {{.target = pods + "/a", .body = pod("a")}}};
  CHECK_THAT(silent({"describe", "pod", "a", "--show-events=false"}).out, !ContainsSubstring("Events"));
  Run two{.stubs = {{.target = pods + "/a", .body = pod("a")}, {.target = pods + "/b", .body = pod("b")}}};
  CHECK_THAT(two({"describe", "pod", "a", "b"}).out, !ContainsSubstring("Events"));
  CHECK(two.err == "");
  Run both{.stubs = {{.target = pods + "/a", .body = pod("a")},
                     {.target = pods + "/b", .body = pod("b")},
                     events("a"),
                     events("b")}};
  both({"describe", "pod", "a", "b", "--show-events"});
  CHECK(event_requests(both) == 2);
}

TEST_CASE("a kind without a describer shows all its fields; another version than the describer's is asked for again") {
  const std::string lease = test::json(R"(
          kind: Lease
          apiVersion: coordination.k8s.io/v1
          metadata: {name: l, namespace: default}
          spec: {leaseDurationSeconds: 40})");
  Run run{.stubs = {{.target = "/apis/coordination.k8s.io/v1/namespaces/default/leases/l", .body = lease}}};
  CHECK_THAT(run({"describe", "lease", "l", "--show-events=false"}).out,
             ContainsSubstring("Spec:\n  Lease Duration Seconds:  40\n"));
}

TEST_CASE("objects of files are described as the server has them; an error that repeats is told once") {
  test::TempFolder folder;
  const std::string path = folder.path() + "/quotas.json";
  std::ofstream(path) << quota("a") << quota("b");
  Run run{.stubs = {{.target = kQuotas + "/a", .body = quota("a")}, absent("b")}};
  run({"describe", "-f", path});
  CHECK(run.out == text("a"));
  CHECK(run.err == "Error from server (NotFound): resourcequotas \"b\" not found\n");
  CHECK(run.code == 1);
  Run unlike{};
  CHECK(unlike({"describe", "-f", path, "-l", "x=y"}).err == "No resources found in default namespace.\n");
  CHECK(unlike.code == 0);
  const std::string forbidden = test::status(403, "no");
  Run twice{.stubs = {{.target = kQuotas + "/a", .status = 403, .body = forbidden},
                      {.target = kQuotas + "/b", .status = 403, .body = forbidden}}};
  CHECK(twice({"describe", "-f", path}).err == "Error from server (Forbidden): no\n");
}

TEST_CASE("one error of a file is told as several are, without a word before it") {
  test::TempFolder folder;
  std::ofstream(folder / "f.yaml") << "{}";
  Run run;
  CHECK(run({"describe", "-f", folder / "f.yaml"}).err ==
        "unable to decode \"" + (folder / "f.yaml") + "\": Object 'Kind' is missing in '{}'\n");
  CHECK(run.code == 1);
  Run nameless{.stdin_text = R"({"kind":"ResourceQuota","apiVersion":"v1"})"};
  CHECK(nameless({"describe", "-f", "-"}).err == "error: resource name may not be empty\n");
}

TEST_CASE("nothing to describe") {
  Run empty{.stubs = {{.target = kQuotas + "?limit=500", .body = list("")}}};
  CHECK(empty({"describe", "quota"}).err == "No resources found in default namespace.\n");
  CHECK(empty.code == 0);
  Run anywhere{.stubs = {{.target = "/api/v1/resourcequotas?limit=500", .body = list("")}}};
  CHECK(anywhere({"describe", "quota", "-A"}).err == "No resources found\n");
  Run what{};
  CHECK(what({"describe"}).err ==
        "error: You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list "
        "of supported resources.\n");
  CHECK(what.code == 1);
}

TEST_CASE("an object is read in an older version where the server has no other") {
  const std::string place = "/namespaces/default/horizontalpodautoscalers/a";
  const std::string body = test::json(R"(
          kind: HorizontalPodAutoscaler
          apiVersion: autoscaling/v1
          metadata: {name: a, namespace: default}
          spec:
            maxReplicas: 3
            targetCPUUtilizationPercentage: 70
            scaleTargetRef: {kind: Deployment, name: web})");
  const Stub newer{.target = "/apis/autoscaling/v2" + place, .status = 404, .body = test::status(404, "no v2 here")};
  Run run{.stubs = {test::core_types(),
                    test::group_types({{"autoscaling",
                                        "v1",
                                        "horizontalpodautoscalers",
                                        "horizontalpodautoscaler",
                                        "HorizontalPodAutoscaler",
                                        true,
                                        {},
                                        {},
                                        {"get", "list"}}}),
                    newer,
                    {.target = "/apis/autoscaling/v1" + place, .body = body}}};
  run({"describe", "horizontalpodautoscalers.v1.autoscaling", "a", "--show-events=false"});
  CHECK(run.err == "");
  CHECK_THAT(
      run.out,
      ContainsSubstring(
          "Target CPU utilization:   70%\nCurrent CPU utilization:  <unknown>%\nMin replicas:             <unset>\n"));
}

TEST_CASE("a server that is not reached is told of with the file, by every command that has one") {
  const TransportError refused(TransportError::Kind::refused, "dial tcp: connection refused");
  const std::string pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
  const std::string at = "/api/v1/namespaces/default/pods/a";
  const std::pair<std::vector<std::string>, Stub> lines[] = {
      {{"describe"}, {.target = at}},
      {{"scale", "--replicas=1"}, {.method = "PATCH", .target = at + "/scale"}},
      {{"label", "a=b"}, {.target = at}},
      {{"get"}, {.target = at + "?includeObject=None"}},
      {{"delete"}, {.method = "DELETE", .target = at}},
      {{"wait", "--for=delete"}, {.target = at}}};
  for (auto [line, asked] : lines) {
    // Whatever is asked, nobody answers.
    asked.failure = refused;
    asked.again = true;
    Run run{.stubs = {asked, {.target = "/api?timeout=32s", .failure = refused, .again = true, .unheard = true}},
            .stdin_text = pod};
    line.insert(line.end(), {"-f", "-"});
    run(line);
    CHECK_THAT(run.err, ContainsSubstring("unable to recognize \"STDIN\": "));
    CHECK(run.code == 1);
  }
}
