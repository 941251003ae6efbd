// delete: what is sent, what is said, how long it waits.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kMaps = "/api/v1/namespaces/default/configmaps";
const std::string kGone = R"({"kind":"Status","apiVersion":"v1","status":"Success","details":{"name":"a",)"
                          R"("uid":"1"}})";
const std::string kAbsent = test::not_found("configmaps", "a");

}  // namespace

TEST_CASE("an object by name goes without being asked for, and is waited for") {
  Run run{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone},
                    {.target = kMaps + "/a", .status = 404, .body = kAbsent}}};
  run({"delete", "cm", "a"});
  CHECK(run.out == "configmap \"a\" deleted from default namespace\n");
  CHECK(run.err == "");
  CHECK(run.requests.front().method == "DELETE");
  CHECK(run.requests.front().body == R"({"propagationPolicy":"Background"})");
}

TEST_CASE("an object that lingers is watched until it is gone") {
  const auto held_at = [](const std::string& version) {
    return R"({"metadata":{"name":"a","uid":"1","resourceVersion":")" + version + "\"}}";
  };
  const std::string held = held_at("4");
  Run run{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = held},
                    {.target = kMaps + "/a", .body = held},
                    {.target = kMaps +
                               "?allowWatchBookmarks=true&fieldSelector=metadata.name%3Da&resourceVersion=4&watch=true",
                     .body = R"({"type":"MODIFIED","object":)" + held_at("5") + "}\n" +
                             R"({"type":"DELETED","object":)" + held_at("6") + "}\n"}}};
  run({"delete", "cm", "a"});
  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("another object in its place is none to wait for") {
  Run run{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone},
                    {.target = kMaps + "/a", .body = R"({"metadata":{"name":"a","uid":"2"}})"}}};
  run({"delete", "cm", "a"});
  CHECK(run.err == "");
  CHECK(run.code == 0);
}

TEST_CASE("an absent object is an error, unless it does not matter") {
  Run run{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .status = 404, .body = kAbsent}}};
  CHECK(run({"delete", "cm", "a"}).err == "Error from server (NotFound): configmaps \"a\" not found\n");
  CHECK(run.code == 1);
  Run fine{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .status = 404, .body = kAbsent}}};
  CHECK(fine({"delete", "cm", "a", "--ignore-not-found"}).code == 0);
}

TEST_CASE("lists that are refused are told in one line, behind the objects that are") {
  const auto refused = [](const std::string& what) { return test::status(403, what); };
  const std::string secrets = "/api/v1/namespaces/default/secrets?limit=500";
  const std::string services = "/api/v1/namespaces/default/services?limit=500";
  const std::string maps =
      R"({"kind":"ConfigMapList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"a",)"
      R"("namespace":"default"}}]})";
  Run run{.stubs = {{.target = kMaps + "?limit=500", .body = maps},
                    {.method = "DELETE", .target = kMaps + "/a", .status = 403, .body = refused("a")},
                    {.target = secrets, .status = 403, .body = refused("secrets")},
                    {.target = services, .status = 403, .body = refused("services")}}};
  run({"delete", "cm,secret,svc", "--all", "--wait=false"});
  CHECK(run.err == "Error from server (Forbidden): a\n[secrets, services]\n");
  CHECK(run.code == 1);
  Run alone{.stubs = {{.target = secrets, .status = 403, .body = refused("secrets")},
                      {.target = services, .status = 403, .body = refused("services")}}};
  CHECK(alone({"delete", "secret,svc", "--all", "--wait=false"}).err ==
        "Error from server (Forbidden): secrets\nError from server (Forbidden): services\n");
}

TEST_CASE("grace periods, cascades and dry runs in what is sent") {
  Run force{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone}}};
  force({"delete", "cm", "a", "--force", "--cascade=orphan", "--wait=false"});
  CHECK(force.requests.front().body == R"({"propagationPolicy":"Orphan","gracePeriodSeconds":0})");
  CHECK(force.out == "configmap \"a\" force deleted from default namespace\n");
  CHECK(force.err.starts_with("Warning: Immediate deletion does not wait"));
  Run zero{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone}}};
  zero({"delete", "cm", "a", "--grace-period=0", "--wait=false"});
  CHECK(zero.requests.front().body == R"({"propagationPolicy":"Background","gracePeriodSeconds":1})");
  Run server{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone}}};
  server({"delete", "cm", "a", "--dry-run=server"});
  CHECK(server.requests.front().body == R"({"propagationPolicy":"Background","dryRun":["All"]})");
  CHECK(server.out == "configmap \"a\" deleted from default namespace (server dry run)\n");
  Run client;
  CHECK(client({"delete", "cm", "a", "--dry-run=client", "-o", "name"}).out == "configmap/a\n");
  CHECK(client.requests.empty());
}

TEST_CASE("nothing goes without a yes") {
  Run no{.stdin_text = "yes\n"};
  no({"delete", "cm", "a", "-i"});
  CHECK(no.out ==
        "You are about to delete the following 1 resource(s):\nconfigmap/a\nDo you want to continue? (y/N): deletion "
        "is cancelled\n");
  CHECK(no.code == 0);
  Run yes{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone}}, .stdin_text = "Y\n"};
  CHECK(yes({"delete", "cm", "a", "-i", "--wait=false"}).code == 0);
}

TEST_CASE("a type that the server has otherwise, or not at all, is deleted as it has it") {
  const Stub core = test::core_types();
  const Stub groups =
      test::group_types({{"batch", "v1beta1", "cronjobs", "cronjob", "CronJob", true, {}, {}, {"delete"}}});
  Run older{
      .stubs = {{.method = "DELETE",
                 .target = "/apis/batch/v1/namespaces/default/cronjobs/n",
                 .status = 404,
                 .body = "404 page not found"},
                core,
                groups,
                {.method = "DELETE", .target = "/apis/batch/v1beta1/namespaces/default/cronjobs/n", .body = "{}"}}};
  CHECK(older({"delete", "cronjob", "n", "--wait=false"}).out ==
        "cronjob.batch \"n\" deleted from default namespace\n");
  CHECK(older.err == "");
  Run none{.stubs = {{.method = "DELETE",
                      .target = "/api/v1/namespaces/default/pods/n",
                      .status = 404,
                      .body = "404 page not found"},
                     core,
                     groups}};
  CHECK(none({"delete", "pod", "n", "m", "--ignore-not-found"}).err ==
        "error: the server doesn't have a resource type \"pod\"\n");
  CHECK(none.code == 1);
}

TEST_CASE("a type of another group is deleted by its own name, though that is a short name of kubernetes'") {
  Run run{
      .stubs = {test::core_types(),
                test::group_types({{"c.example.com", "v1", "quotas", "quota", "Quota", true, {}, {}, {"delete"}}}),
                {.method = "DELETE", .target = "/apis/c.example.com/v1/namespaces/default/quotas/x", .body = "{}"}}};
  CHECK(run({"delete", "quota", "x", "--wait=false"}).out ==
        "quota.c.example.com \"x\" deleted from default namespace\n");
  CHECK(run.err == "");
}

TEST_CASE("wrong uses of delete") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"delete", "pod"}, "error: resource(s) were provided, but no name was specified\n"},
      {{"delete", "pods", "--all", "-l", "a=b"}, "error: setting 'all' parameter but found a non empty selector. \n"},
      {{"delete", "pod", "x", "--now", "--grace-period=5"},
       "error: --now and --grace-period cannot be specified together\n"},
      {{"delete", "pod", "x", "--force", "--now"},
       "error: --force and --grace-period greater than 0 cannot be specified together\n"},
      {{"delete", "pod", "x", "--cascade=up"},
       "error: invalid cascade value (up). Must be \"background\", \"foreground\", or \"orphan\"\n"},
      {{"delete", "pod", "x", "-o", "yaml"}, "error: unexpected -o output mode: yaml. We only support '-o name'\n"},
      {{"delete", "--raw", "/x", "-i"}, "error: --interactive can not be used with --raw\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
    CHECK(run.requests.empty());
  }
}

TEST_CASE("a server that cannot be reached is told once; one that is lost later with each object") {
  const kpp::TransportError refused(kpp::TransportError::Kind::refused,
                                    "dial tcp 1.2.3.4:5: connect: connection refused", "server");
  const std::string told =
      "The connection to the server server was refused - did you specify the right host or port?\n";
  Run never{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .failure = refused}}};
  never({"delete", "cm", "a", "b", "--wait=false"});
  CHECK(never.err == told);
  Run later{.stubs = {{.method = "DELETE", .target = kMaps + "/a", .body = kGone},
                      {.method = "DELETE", .target = kMaps + "/b", .failure = refused},
                      {.method = "DELETE", .target = kMaps + "/c", .failure = refused}}};
  later({"delete", "cm", "a", "b", "c", "--wait=false"});
  CHECK(later.out == "configmap \"a\" deleted from default namespace\n");
  CHECK(later.err == told + told);
  CHECK(later.code == 1);
}
