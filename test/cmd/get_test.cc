// get against a fake server: what is asked, what is printed, what goes wrong.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kColumns =
    R"("columnDefinitions":[{"name":"Name","type":"string","format":"name"},{"name":"Ready","type":"string"},)"
    R"({"name":"IP","type":"string","priority":1}])";

std::string table(const std::string& rows, const std::string& metadata = "{}") {
  return R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":)" + metadata + "," + kColumns + R"(,"rows":[)" +
         rows + "]}";
}
std::string row(const std::string& name, const std::string& ready) {
  return R"({"cells":[")" + name + R"(",")" + ready + R"(","10.1.2.3"],"object":null})";
}
const std::string kPods = "/api/v1/namespaces/default/pods?includeObject=None&limit=500";

}  // namespace

TEST_CASE("a table: columns as wide as their cells, wide ones on demand") {
  Run run{.stubs = {{.target = kPods, .body = table(row("web", "1/1") + "," + row("a-longer-name", "0/1"))}}};
  run({"get", "pods"});
  CHECK(run.out == "NAME            READY\nweb             1/1\na-longer-name   0/1\n");
  CHECK(run.err == "");
  CHECK(run.code == 0);
  Run wide{.stubs = {{.target = kPods, .body = table(row("web", "1/1"))}}};
  CHECK(wide({"get", "po", "-o", "wide", "--no-headers"}).out == "web   1/1   10.1.2.3\n");
}

TEST_CASE("pages are one table; the next is asked for with the token of the one before") {
  Run run{.stubs = {{.target = kPods, .body = table(row("a", "1/1"), R"({"continue":"t1"})")},
                    {.target = "/api/v1/namespaces/default/pods?continue=t1&includeObject=None&limit=500",
                     .body = table(row("longer", "1/1"))}}};
  CHECK(run({"get", "pods"}).out == "NAME     READY\na        1/1\nlonger   1/1\n");
  CHECK(run.err == "");
}

TEST_CASE("a list that expires on the way goes on where the server says") {
  Run run{.stubs = {{.target = kPods, .body = table(row("a", "1/1"), R"({"continue":"old"})")},
                    {.target = "/api/v1/namespaces/default/pods?continue=old&includeObject=None&limit=500",
                     .status = 410,
                     .body = R"({"kind":"Status","status":"Failure","reason":"Expired","code":410,"message":"too old",)"
                             R"("metadata":{"continue":"new"}})"},
                    {.target = "/api/v1/namespaces/default/pods?continue=new&includeObject=None&limit=500",
                     .body = table(row("b", "1/1"))}}};
  run({"get", "pods"});
  CHECK(run.out == "NAME   READY\na      1/1\nb      1/1\n");
  CHECK(run.code == 0);
}

TEST_CASE("a token that leads nowhere is an error") {
  Run run{.stubs = {{.target = kPods, .body = table(row("a", "1/1"), R"({"continue":"t"})")},
                    {.target = "/api/v1/namespaces/default/pods?continue=t&includeObject=None&limit=500",
                     .body = table(row("b", "1/1"), R"({"continue":"t"})")}}};
  run({"get", "pods"});
  CHECK(run.code == 1);
  CHECK_THAT(run.err, ContainsSubstring("the list has no end"));
}

TEST_CASE("several types: a kind before each name, a blank line between tables, what is forbidden told at the end") {
  const std::string forbidden = test::status(403, "secrets is forbidden");
  Run run{.stubs = {{.target = kPods, .body = table(row("web", "1/1"))},
                    {.target = "/api/v1/namespaces/default/secrets?includeObject=None&limit=500",
                     .status = 403,
                     .body = forbidden},
                    {.target = "/apis/apps/v1/namespaces/default/deployments?includeObject=None&limit=500",
                     .body = table(row("front", "3/3"))}}};
  run({"get", "pods,secrets,deploy"});
  CHECK(run.out == "NAME      READY\npod/web   1/1\n\nNAME                    READY\ndeployment.apps/front   3/3\n");
  CHECK(run.err == "Error from server (Forbidden): secrets is forbidden\n");
  CHECK(run.code == 1);
}

TEST_CASE("what the server said is told before what printing fails with, and nothing is printed after that") {
  const std::string at = "/api/v1/namespaces/default/";
  const auto refused = [&](const std::string& query) {
    return Stub{.target = at + "secrets" + query, .status = 403, .body = test::status(403, "no secrets")};
  };
  const auto maps = [&](const std::string& query) {
    return Stub{.target = at + "configmaps" + query,
                .body = R"({"kind":"ConfigMapList","metadata":{},"items":[{"metadata":{"name":"a"}},)"
                        R"({"metadata":{"name":"b"}}]})"};
  };
  Run list{.stubs = {refused("?limit=500")}};
  list({"get", "secrets", "-o", "jsonpath={.items[0].metadata.name}"});
  CHECK(list.err.starts_with("Error from server (Forbidden): no secrets\nerror executing jsonpath"));
  CHECK(list.code == 1);
  Run sorted{.stubs = {maps(""), refused("")}};
  sorted({"get", "cm,secrets", "-o", "name", "--sort-by=.bad"});
  CHECK(sorted.err ==
        "Error from server (Forbidden): no secrets\ncouldn't find any field with path \"{.bad}\" in the list of "
        "objects\n");
  // Printed item by item: what comes after the first failure is not printed.
  Run each{.stubs = {maps("?limit=500"), refused("?limit=500")}};
  each({"get", "cm,secrets", "-o", "jsonpath={range .items[*]}{.metadata.name[1]}{end}"});
  CHECK(each.err.starts_with("Error from server (Forbidden): no secrets\nerror executing jsonpath"));
  CHECK(each.out.empty());
}

TEST_CASE("nothing found is said on standard error, with exit code 0") {
  Run run{.stubs = {{.target = kPods, .body = table("")}}};
  run({"get", "pods"});
  CHECK(run.out == "");
  CHECK(run.err == "No resources found in default namespace.\n");
  CHECK(run.code == 0);
}

TEST_CASE("whole objects: one alone, several as a list, managed fields left out") {
  const std::string pod =
      R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","managedFields":[{"manager":"m"}]},"n":1})";
  Run one{.stubs = {{.target = "/api/v1/namespaces/default/pods/web", .body = pod}}};
  CHECK(one({"get", "pod", "web", "-o", "yaml"}).out ==
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n\"n\": 1\n");
  Run list{.stubs = {{.target = "/api/v1/namespaces/default/pods?limit=500",
                      .body = R"({"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"a"}},)"
                              R"({"metadata":{"name":"b"}}]})"}}};
  CHECK(list({"get", "pods", "-o", "json"}).out ==
        "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n            \"apiVersion\": \"v1\",\n            "
        "\"kind\": \"Pod\",\n"
        "            \"metadata\": {\n                \"name\": \"a\"\n            }\n        },\n        {\n          "
        "  \"apiVersion\": \"v1\",\n"
        "            \"kind\": \"Pod\",\n            \"metadata\": {\n                \"name\": \"b\"\n            }\n "
        "       }\n    ],\n"
        "    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
}

TEST_CASE("names ask for metadata only") {
  Run run{.stubs = {
              {.target = "/api/v1/namespaces/default/pods?limit=500",
               .body = R"({"kind":"PartialObjectMetadataList","metadata":{},"items":[{"kind":"PartialObjectMetadata",)"
                       R"("metadata":{"name":"a"}}]})"}}};
  CHECK(run({"get", "pods", "-o", "name"}).out == "pod/a\n");
  REQUIRE(run.requests.size() == 1);
  bool metadata = false;
  for (const auto& [name, value] : run.requests[0].headers) {
    metadata = metadata || (name == "Accept" && value.find("PartialObjectMetadataList") != std::string::npos);
  }
  CHECK(metadata);
}

TEST_CASE("an absent object is an error, unless it may be absent") {
  const std::string absent = test::not_found("pods", "x");
  const std::vector<Stub> stubs = {
      {.target = "/api/v1/namespaces/default/pods/x?includeObject=None", .status = 404, .body = absent}};
  Run strict{.stubs = stubs};
  strict({"get", "pod", "x"});
  CHECK(strict.err == "Error from server (NotFound): pods \"x\" not found\n");
  CHECK(strict.code == 1);
  Run lenient{.stubs = stubs};
  lenient({"get", "pod", "x", "--ignore-not-found"});
  CHECK(lenient.err == "");
  CHECK(lenient.code == 0);
}

TEST_CASE("an object is absent before its namespace is asked for, and only an absent namespace is told in its place") {
  const std::string absent = test::not_found("pods", "x");
  const auto error_of = [&](int status, const std::string& answer, std::vector<std::string> more) {
    Run run{.stubs = {{.target = "/api/v1/namespaces/shop/pods/x?includeObject=None", .status = 404, .body = absent},
                      {.target = "/api/v1/namespaces/shop", .status = status, .body = answer}}};
    more.insert(more.begin(), {"get", "pod", "x", "-n", "shop"});
    return run(more).err;
  };
  const std::string forbidden = test::status(403, "namespaces \"shop\" is forbidden");
  const std::string no_space = test::not_found("namespaces", "shop");
  const std::string pods = "Error from server (NotFound): pods \"x\" not found\n";
  CHECK(error_of(403, forbidden, {}) == pods);
  CHECK(error_of(500, "broken", {}) == pods);
  CHECK(error_of(200, "{}", {}) == pods);
  CHECK(error_of(200, "<html>", {}) == pods);
  CHECK(error_of(404, no_space, {}) == "Error from server (NotFound): namespaces \"shop\" not found\n");
  CHECK(error_of(403, forbidden, {"--ignore-not-found"}) == "");
}

TEST_CASE("a built-in type that the server answers with 404 is asked for again") {
  const Stub core = test::core_types();
  const Stub groups =
      test::group_types({{"batch", "v1beta1", "cronjobs", "cronjob", "CronJob", true, {"cj"}, {}, {"get"}}});
  const Stub gone{
      .target = "/apis/batch/v1/namespaces/default/cronjobs?limit=500", .status = 404, .body = "404 page not found"};
  const Stub old{.target = "/apis/batch/v1beta1/namespaces/default/cronjobs?limit=500",
                 .body = R"({"kind":"CronJobList","items":[{"metadata":{"name":"nightly"}}]})"};
  const Stub pods{.target = "/api/v1/namespaces/default/pods?limit=500", .status = 404, .body = "404 page not found"};
  for (const char* word : {"cronjobs", "cj"}) {
    Run older{.stubs = {gone, core, groups, old}};
    CHECK(older({"get", word, "-o", "jsonpath={.items[*].apiVersion} {.items[*].metadata.name}"}).out ==
          "batch/v1beta1 nightly");
    CHECK(older.err == "");
  }
  Run none{.stubs = {pods, core, groups}};
  CHECK(none({"get", "pods", "-o", "json"}).err == "error: the server doesn't have a resource type \"pods\"\n");
  CHECK(none.code == 1);
  Run short_name{.stubs = {pods, core, groups}};
  CHECK(short_name({"get", "po", "-o", "json"}).err == "error: the server doesn't have a resource type \"po\"\n");
  // Who may not ask for types hears the first answer.
  Run closed{.stubs = {pods,
                       {.target = "/api?timeout=32s", .status = 403, .body = ""},
                       {.target = "/apis?timeout=32s", .status = 403, .body = ""}}};
  CHECK_THAT(closed({"get", "pods", "-o", "json"}).err, ContainsSubstring("Unable to list \"/v1, Resource=pods\""));
}

TEST_CASE("answers that are no answers are one clear error") {
  const auto error_of = [](const std::string& body) {
    Run run{.stubs = {{.target = "/api/v1/namespaces/default/pods?limit=500", .body = body}}};
    run({"get", "pods", "-o", "json"});
    CHECK(run.code == 1);
    return run.err;
  };
  CHECK_THAT(error_of("{\"items\":[{\"a\":1}"), ContainsSubstring("unexpected end of JSON input"));
  CHECK_THAT(error_of("<html>"), ContainsSubstring("invalid character '<'"));
  CHECK_THAT(error_of("{\"items\":[" + std::string(3000, '[')), ContainsSubstring("unexpected end of JSON input"));
}

TEST_CASE("on a terminal nothing a server sends moves the cursor") {
  Run run{.stubs = {{.target = kPods, .body = table(row("a\\u001b[2Jb\\u009b\\u202ec", "1/1"))}}, .terminal = true};
  run({"get", "pods", "--color=never"});
  CHECK(run.out.find('\x1b') == std::string::npos);
  CHECK_THAT(run.out, ContainsSubstring("a^[[2Jb\\u009b\\u202ec"));
  Run pipe{.stubs = {{.target = "/api/v1/namespaces/default/pods/x",
                      .body = R"({"kind":"Pod","apiVersion":"v1","m":"a\u202eb"})"}}};
  CHECK_THAT(pipe({"get", "pod", "x", "-o", "yaml"}).out, ContainsSubstring("m: a"));
}

TEST_CASE("a mistake in the configuration is worded by what it was needed for first") {
  const std::string mistake = "requesting uid, groups or user-extra for  without impersonating a user\n";
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"get", "pods"},
                                                                                     {"describe", "pod", "x"},
                                                                                     {"label", "pod", "x", "a=b"},
                                                                                     {"annotate", "pod", "x", "a=b"},
                                                                                     {"patch", "pod", "x", "-p", "{}"},
                                                                                     {"delete", "pod", "x"}}) {
    INFO(words.front());
    std::vector<std::string> more = words;
    more.push_back("--as-group=g");
    CHECK(Run()(more).err == "error: " + mistake);
    more.push_back("--namespace=n");
    CHECK(Run()(more).err == "Error in configuration: " + mistake);
  }
  CHECK(Run()({"api-versions", "--as-group=g", "-n", "x"}).err == "error: " + mistake);
  CHECK(Run()({"auth", "can-i", "get", "pods", "--as-group=g", "-n", "x"}).err == "error: " + mistake);
  CHECK(Run()({"get", "--raw", "/x", "--as-group=g", "-n", "x"}).err == "error: " + mistake);
}

TEST_CASE("wrong use is refused before anything is asked") {
  Run run;
  CHECK(run({"get"}).code == 1);
  CHECK_THAT(run.err, ContainsSubstring("You must specify the type of resource to get."));
  CHECK(run({"get", "pods", "--bogus"}).err == "error: unknown flag: --bogus\nSee 'kubectl get --help' for usage.\n");
  CHECK(run({"get", "pods", "--raw", "/x"}).err == "error: arguments may not be passed when --raw is specified\n");
  CHECK(run({"get", "--raw", "nope"}).err ==
        "error: --raw must be a valid URL path: parse \"nope\": invalid URI for request\n");
  CHECK(run({"get", "pods", "--chunk-size=many"}).err ==
        "error: invalid argument \"many\" for \"--chunk-size\" flag: strconv.ParseInt: parsing \"many\": invalid "
        "syntax\nSee 'kubectl get --help' for usage.\n");
  CHECK(run.requests.empty());
}

TEST_CASE(
    "an unreachable server is told once, prints nothing else, and names the files whose types could not be asked for") {
  const kpp::TransportError refused(kpp::TransportError::Kind::refused,
                                    "dial tcp 1.2.3.4:5: connect: connection refused", "server");
  const std::string maps = "/api/v1/namespaces/default/configmaps/";
  Run names{.stubs = {{.target = maps + "a", .failure = refused}, {.target = maps + "b", .failure = refused}}};
  names({"get", "cm", "a", "b", "-o", "json"});
  CHECK(names.out == "");
  CHECK(names.err == "The connection to the server server was refused - did you specify the right host or port?\n");
  Run file{.stubs = {{.target = maps + "a", .failure = refused}, {.target = "/api?timeout=32s", .failure = refused}},
           .stdin_text = "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}}"};
  file({"get", "-f", "-", "-o", "name"});
  CHECK(file.err ==
        "error: unable to recognize \"STDIN\": Get \"http://server/api?timeout=32s\": dial tcp 1.2.3.4:5: connect: "
        "connection refused\n");
  CHECK(file.code == 1);
}

TEST_CASE("a kind without a version is asked for in none, and the server's answer stands") {
  Run run{.stubs = {{.target = "/api//namespaces/default/configmaps/a?includeObject=None",
                     .status = 404,
                     .body = "404 page not found\n"}},
          .stdin_text = "{kind: ConfigMap, metadata: {name: a}}"};
  run({"get", "-f", "-"});
  CHECK(run.err ==
        "Error from server (NotFound): the server could not find the requested resource (get configmaps a)\n");
  CHECK(run.code == 1);
}

TEST_CASE("a manifest without a namespace has none with --all-namespaces") {
  Run run{.stdin_text = "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}}"};
  run({"get", "-f", "-", "-A"});
  CHECK(run.err == "no namespace set on resource /v1, Resource=configmaps \"a\"\n");
  CHECK(run.code == 1);
}

TEST_CASE("--raw asks for the path of a whole URL, on the server") {
  Run run{.stubs = {{.target = "/version", .body = "ok"}}};
  CHECK(run({"get", "--raw", "https://elsewhere/version"}).out == "ok");
}
