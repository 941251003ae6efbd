// create: what is sent, what is shown, and what fails.
#include "base/strings.h"
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kAsked = "?fieldManager=kubectl-create&fieldValidation=Strict";
const std::string kPod = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"}})";

}  // namespace

TEST_CASE("objects of a file go out as they are, with the namespace filled in") {
  Run run{.stubs = {{.method = "POST", .target = "/api/v1/namespaces/default/pods" + kAsked, .body = kPod}},
          .stdin_text = kPod};
  run({"create", "-f", "-"});
  CHECK(run.out == "pod/web created\n");
  CHECK(run.err == "");
  CHECK(run.requests.front().body ==
        R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default"}})");
}

TEST_CASE("what one object fails with does not stop the others") {
  Run run{.stubs = {{.method = "POST",
                     .target = "/api/v1/namespaces/default/pods" + kAsked,
                     .status = 409,
                     .body = test::status(409, "pods \"web\" already exists", "AlreadyExists")},
                    {.method = "POST",
                     .target = "/api/v1/nodes" + kAsked,
                     .body = R"({"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}})"}},
          .stdin_text = kPod + R"({"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}})"};
  run({"create", "-f", "-"});
  CHECK(run.out == "node/n created\n");
  CHECK(run.err == "Error from server (AlreadyExists): error when creating \"STDIN\": pods \"web\" already exists\n");
  CHECK(run.code == 1);
}

TEST_CASE("a client's dry run sends nothing, a server's asks not to keep it") {
  Run client{.stdin_text = kPod};
  CHECK(client({"create", "-f", "-", "--dry-run=client"}).out == "pod/web created (dry run)\n");
  CHECK(client.requests.empty());
  Run server{.stubs = {{.method = "POST",
                        .target = "/api/v1/namespaces/default/pods?dryRun=All&fieldManager=me&fieldValidation=Warn",
                        .body = kPod}},
             .stdin_text = kPod};
  CHECK(server({"create", "-f", "-", "--dry-run=server", "--field-manager=me", "--validate=warn"}).out ==
        "pod/web created (server dry run)\n");
  CHECK(server.err == "");
}

TEST_CASE("the configuration is noted when asked to") {
  Run run{.stdin_text = kPod};
  run({"create", "-f", "-", "--dry-run=client", "--save-config", "-o", "jsonpath={.metadata.annotations}"});
  CHECK(run.out == R"({"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",)"
                   R"(\"metadata\":{\"annotations\":{},)"
                   R"(\"name\":\"web\",\"namespace\":\"default\"}}\n"})");
}

TEST_CASE("an object that was read from a server is created without the version it had there") {
  const std::string read =
      R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","resourceVersion":"77","uid":"u"}})";
  Run run{.stubs = {{.method = "POST", .target = "/api/v1/namespaces/default/pods" + kAsked, .body = kPod}},
          .stdin_text = read};
  CHECK(run({"create", "-f", "-"}).out == "pod/web created\n");
  CHECK(run.requests.front().body ==
        R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"u"}})");
  Run shown{.stdin_text = read};
  CHECK(shown({"create", "-f", "-", "--dry-run=client", "-o", "jsonpath={.metadata.resourceVersion}"}).out == "77");
}

TEST_CASE("a configuration that was noted for another object is noted anew") {
  const auto noted = [](const std::string& annotations) {
    Run run{.stdin_text =
                R"({"apiVersion":"v1","kind":"Pod","metadata":{"annotations":)" + annotations + R"(,"name":"web"}})"};
    run({"create", "-f", "-", "--dry-run=client", "-o", "jsonpath={.metadata.annotations}"});
    return run.out + run.err;
  };
  const std::string name = R"("kubectl.kubernetes.io/last-applied-configuration":)";
  CHECK(noted("{" + name + R"("old","a":null})") ==
        R"({"a":"",)" + name +
            R"("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"annotations\":{\"a\":\"\"},)"
            R"(\"name\":\"web\",\"namespace\":\"default\"}}\n"})");
  CHECK(noted("{" + name + R"("","a":null})") == R"({"a":null,)" + name + R"(""})");
  CHECK(noted("{" + name + "null}") == "{" + name + "null}");
  CHECK(noted(R"({"a":"b"})") == R"({"a":"b"})");
}

TEST_CASE("metadata that is null stays so") {
  const std::string bare = R"({"apiVersion":"v1","kind":"Pod","metadata":null})";
  Run shown{.stdin_text = bare};
  CHECK(shown({"create", "-f", "-", "--dry-run=client", "--save-config", "-o", "json"}).out ==
        "{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"Pod\",\n    \"metadata\": null\n}\n");
  Run named{.stdin_text = bare};
  CHECK(named({"create", "-f", "-", "--dry-run=client", "-o", "name"}).out == "pod/<unknown>\n");
  Run sent{.stubs = {{.method = "POST", .target = "/api/v1/namespaces/default/pods" + kAsked, .body = kPod}},
           .stdin_text = bare};
  sent({"create", "-f", "-"});
  CHECK(sent.requests.front().body == bare);
}

TEST_CASE("a selector that is wrong is quoted before any file is read") {
  Run parsed{.stdin_text = kPod};
  CHECK(parsed({"create", "-f", "-", "-l", "("}).err ==
        "error: the provided selector \"(\" is not valid: found '(', expected: !, identifier, or 'end of string'\n");
  Run labelled{.stdin_text = kPod};
  CHECK(labelled({"label", "-f", "-", "a=b", "-l", "a in ("}).err ==
        "error: the provided selector \"a in (\" is not valid: unable to parse requirement: found '', expected: ',', "
        "')' or identifier\n");
  CHECK(labelled.requests.empty());
}

TEST_CASE("an object without a kind is told as the file has it") {
  const auto told = [](const std::string& text) {
    Run run{.stdin_text = text};
    run({"create", "-f", "-", "--validate=false", "--dry-run=client"});
    return run.err;
  };
  CHECK(told("{ \"b\": 1,\n \"a\": \"<\" }") ==
        "error: unable to decode \"STDIN\": Object 'Kind' is missing in '{ \"b\": 1,\n \"a\": \"<\" }'\n");
  CHECK(told("b: 1\na: x\n") ==
        "error: unable to decode \"STDIN\": Object 'Kind' is missing in '{\"a\":\"x\",\"b\":1}'\n");
  CHECK(told(R"({"apiVersion":"v1","kind":"List","items":[{ "b": 1, "a": 2 }]})") ==
        "error: unable to get type info from the object \"*unstructured.Unstructured\": Object 'Kind' is missing in "
        "'object has no kind field '\n");
  CHECK(told("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}").empty());
  Run unreadable{.stdin_text = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\x7f\"}}"};
  CHECK(unreadable({"create", "-f", "-", "--dry-run=client", "-o", "yaml"}).err ==
        "error: yaml: control characters are not allowed\n");
}

TEST_CASE(
    "a server that cannot be reached is told of as by the schema's download, where it would have been asked first") {
  const TransportError refused(TransportError::Kind::refused, "dial tcp 1.2.3.4:5: connect: connection refused",
                               "server");
  const auto error = [&](const std::string& directive, Stub asked) {
    Run run{
        .stubs = {{.method = "POST",
                   .target = "/api/v1/namespaces/default/pods?fieldManager=kubectl-create&fieldValidation=" + directive,
                   .failure = refused},
                  std::move(asked)},
        .stdin_text = kPod};
    run({"create", "-f", "-", "--validate=" + to_lower(directive)});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
    return run.err;
  };
  CHECK(error("Strict", {.target = "/openapi/v2?timeout=32s", .failure = refused}) ==
        "error: error validating \"STDIN\": error validating data: failed to download openapi: Get "
        "\"http://server/openapi/v2?timeout=32s\": "
        "dial tcp 1.2.3.4:5: connect: connection refused; if you choose to ignore these errors, turn validation off "
        "with --validate=false\n");
  CHECK(error("Ignore", {.target = "/api?timeout=32s", .failure = refused}) ==
        "error: unable to recognize \"STDIN\": Get \"http://server/api?timeout=32s\": dial tcp 1.2.3.4:5: connect: "
        "connection refused\n");
  // No more than once for all of a source.
  Run two{.stubs = {{.method = "POST", .target = "/api/v1/namespaces/default/pods" + kAsked, .failure = refused},
                    {.target = "/openapi/v2?timeout=32s", .failure = refused}},
          .stdin_text = kPod + kPod};
  two({"create", "-f", "-"});
  CHECK_THAT(two.err, Catch::Matchers::StartsWith(
                          "error: error validating \"STDIN\": error validating data: failed to download openapi: "));
  CHECK(two.requests.size() == 2);
  CHECK_THAT(
      error("Strict", {.target = "/openapi/v2?timeout=32s", .status = 401}),
      ContainsSubstring(
          "failed to download openapi: the server has asked for the client to provide credentials; if you choose"));
  // It is there again: what failed is told.
  CHECK(error("Strict", {.target = "/openapi/v2?timeout=32s", .body = "{}"}) ==
        "The connection to the server server was refused - did you specify the right host or port?\n");
}

TEST_CASE("behind an object that is none nothing of the same source is made") {
  Run run{.stdin_text = R"({"apiVersion":"v1","metadata":{"name":"a"}})" + kPod};
  run({"create", "-f", "-"});
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Catch::Matchers::StartsWith("error: error validating \"STDIN\": "));
  CHECK(run.requests.empty());
  CHECK(run.code == 1);
}

TEST_CASE("wrong uses of create") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"create"}, "error: must specify one of -f and -k\n"},
      {{"create", "x", "-f", "y"}, "error: Unexpected args: [x]\nSee 'kubectl create -h' for help and examples\n"},
      {{"create", "-f", "a", "-k", "b"}, "error: only one of -f or -k can be specified\n"},
      {{"create", "-f", "-", "--dry-run=maybe"},
       "error: Invalid dry-run value (maybe). Must be \"none\", \"server\", or \"client\".\n"},
      {{"create", "-f", "-", "--validate=x"},
       "error: invalid - validate option \"x\"; must be one of: strict (or true), warn, ignore (or false)\n"},
      {{"create", "-f", "-", "--raw=x"},
       "error: --raw must be a valid URL path: parse \"x\": invalid URI for request\n"},
      {{"create", "-f", "-", "-f", "y", "--raw=/x"}, "error: --raw can only use a single local file or stdin\n"},
      {{"create", "deployment", "a", "b", "--image=x"},
       "error: exactly one NAME is required, got 2\nSee 'kubectl create deployment -h' for help and examples\n"},
      {{"create", "deployment", "a"}, "error: required flag(s) \"image\" not set\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
    CHECK(run.out == "");
  }
}

TEST_CASE("a deployment from flags, in the order of the API's types") {
  Run run{.stubs = {{.method = "POST",
                     .target = "/apis/apps/v1/namespaces/shop/deployments" + kAsked,
                     .body = R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web"}})"}}};
  run({"create", "deployment", "web", "--image=registry:5000/team/api:2.0", "--port=80", "-r2", "-n", "shop", "--",
       "run", "it"});
  CHECK(run.out == "deployment.apps/web created\n");
  CHECK(run.requests.front().body ==
        R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web","namespace":"shop",)"
        R"("labels":{"app":"web"}},"spec":{"replicas":2,)"
        R"("selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},)"
        R"("spec":{"containers":[{"name":"api",)"
        R"("image":"registry:5000/team/api:2.0","command":["run","it"],"ports":[{"containerPort":80}],)"
        R"("resources":{}}]}},"strategy":{}},"status":{}})");
  Run refused{.stubs = {{.method = "POST",
                         .target = "/apis/apps/v1/namespaces/default/deployments" + kAsked,
                         .status = 403,
                         .body = test::status(403, "no")}}};
  CHECK(refused({"create", "deployment", "web", "--image=nginx"}).err == "error: failed to create deployment: no\n");
}

TEST_CASE("names of containers come from images") {
  Run run;
  run({"create", "deploy", "x", "--image=a,b/c_d@sha256:1,e.f:2", "--dry-run=client", "-o",
       "jsonpath={.spec.template.spec.containers[*].name}"});
  CHECK(run.out.starts_with("a c-d-"));
  CHECK(run.out.size() == std::string("a c-d-12345 e-f-12345").size());
}

TEST_CASE("namespaces and service accounts") {
  Run ns{.stubs = {{.method = "POST",
                    .target = "/api/v1/namespaces" + kAsked,
                    .body = R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"shop"}})"}}};
  CHECK(ns({"create", "ns", "shop"}).out == "namespace/shop created\n");
  CHECK(ns.requests.front().body ==
        R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"shop"},"spec":{},"status":{}})");
  Run account{.stubs = {}};
  CHECK(account({"create", "sa", "robot", "--dry-run=client", "-o", "yaml"}).out ==
        "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n");
}
