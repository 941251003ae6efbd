// set: what each subcommand sends and says.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kPath = "/apis/apps/v1/namespaces/default/deployments/web";
const std::string kDeployment = test::json(R"(
      kind: Deployment
      apiVersion: apps/v1
      metadata: {name: web, namespace: default}
      spec:
        template:
          spec:
            initContainers: [{name: prepare, image: "0"}]
            containers:
            - {name: a, image: "1", env: [{name: X, value: "1"}]}
            - {name: side, image: "2", env: [{name: T, valueFrom: {secretKeyRef: {name: keys, key: t}}}]})");
const Stub kFound = {.target = kPath, .body = kDeployment};
const Stub kChanged = {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-set", .body = kDeployment};

std::string sent(std::vector<std::string> words) {
  Run run{.stubs = {kFound, kChanged}};
  run(std::move(words));
  CHECK(run.err == "");
  return run.requests.back().body;
}

}  // namespace

TEST_CASE("images of containers") {
  CHECK(sent({"set", "image", "deployment/web", "a=9"}) ==
        R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"side"}],)"
        R"("containers":[{"image":"9","name":"a"}]}}}})");
  Run same{.stubs = {kFound}};
  CHECK(same({"set", "image", "deployment/web", "a=1"}).out == "");
  Run absent{.stubs = {kFound}};
  CHECK(absent({"set", "image", "deployment/web", "zzz=1"}).err == "error: unable to find container named \"zzz\"\n");
  Run other{.stubs = {{.target = "/api/v1/namespaces/default/services/s",
                       .body = R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"s"}})"}}};
  CHECK(other({"set", "image", "service/s", "a=1"}).err ==
        "error: services/s the object is not a pod or does not have a pod template: *v1.Service\n");
}

TEST_CASE("the server's answer is shown in the order of its type") {
  Run run{.stubs = {kFound, kChanged}};
  run({"set", "image", "deployment/web", "a=9", "-o", "json"});
  CHECK(
      run.out.starts_with("{\n    \"kind\": \"Deployment\",\n    \"apiVersion\": \"apps/v1\",\n    \"metadata\": {\n   "
                          "     \"name\": \"web\",\n"));
  const std::string path = "/api/v1/namespaces/default/services/s";
  const std::string service = R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"s","namespace":"default"},)"
                              R"("spec":{"selector":{"a":"b"}}})";
  Run selector{.stubs = {{.target = path, .body = service},
                         {.method = "PATCH", .target = path + "?fieldManager=kubectl-set", .body = service}}};
  selector({"set", "selector", "svc", "s", "c=d", "-o", "json"});
  INFO(selector.err);
  CHECK(selector.out.starts_with("{\n    \"kind\": \"Service\",\n"));
}

TEST_CASE("an image that is empty is taken away") {
  CHECK(sent({"set", "image", "deployment/web", "a="}).find(R"({"image":null,"name":"a"})") != std::string::npos);
}

TEST_CASE("files without a server, with the fields that typed objects always have") {
  Run run{.stdin_text = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"a",)"
                        R"("image":"1"}]}})"};
  run({"set", "image", "-f", "-", "*=2", "--local", "-o", "yaml"});
  CHECK(run.out ==
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - image: \"2\"\n    name: a\n    "
        "resources: {}\nstatus: {}\n");
}

TEST_CASE("environment variables") {
  CHECK(sent({"set", "env", "deployment/web", "-c", "a", "Y=2", "X-"}) ==
        R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"side"}],"containers":[)"
        R"({"$setElementOrder/env":[{"name":"Y"}],"env":[{"name":"Y","value":"2"},{"$patch":"delete","name":"X"}],)"
        R"("name":"a"}]}}}})");
  Run list{.stubs = {kFound}};
  CHECK(list({"set", "env", "deployment/web", "--list", "-c", "s*"}).out ==
        "# Deployment web, container side\n# T from secret keys, key t\n");
  Run resolved{
      .stubs = {kFound, {.target = "/api/v1/namespaces/default/secrets/keys", .body = R"({"data":{"t":"YWJj"}})"}}};
  CHECK(resolved({"set", "env", "deployment/web", "--list", "--resolve", "-c", "side"}).out ==
        "# Deployment web, container side\nT=abc\n");
  Run refused{.stubs = {kFound}};
  CHECK(refused({"set", "env", "deployment/web", "X=2", "--overwrite=false"}).err ==
        "error: deployments/web 'X' already has a value (1), and --overwrite is false\n");
}

TEST_CASE("resources, service accounts, subjects and selectors") {
  CHECK(sent({"set", "resources", "deployment/web", "-c=a", "--limits=cpu=1"}) ==
        R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"side"}],)"
        R"("containers":[{"name":"a","resources":{"limits":{"cpu":"1"}}}]}}}})");
  CHECK(sent({"set", "sa", "deployment/web", "robot"}) ==
        R"({"spec":{"template":{"spec":{"serviceAccountName":"robot"}}}})");
  Run subject{.stdin_text =
                  R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"r"},)"
                  R"("roleRef":{}})"};
  CHECK(subject({"set", "subject", "-f", "-", "--local", "--user=ann", "--serviceaccount=n:s", "-o",
                 "jsonpath={.subjects[*].name}"})
            .out == "ann s");
  Run selector{.stdin_text = R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},)"
                             R"("spec":{"selector":{"old":"1"}}})"};
  CHECK(selector({"set", "selector", "-f", "-", "--local", "a=b", "-o", "jsonpath={.spec.selector}"}).out ==
        R"({"a":"b"})");
}

TEST_CASE("wrong uses of set") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"set", "image", "pods"}, "error: resource(s) were provided, but no name was specified\n"},
      {{"set", "image", "deploy/x", "a=1", "--local"},
       "error: you must specify resources by --filename when --local is set.\nExample resource specifications "
       "include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n"},
      {{"set", "env", "deploy/x", "A=1", "pod/y"},
       "error: all resources must be specified before environment changes: deploy/x A=1 pod/y\n"},
      {{"set", "env", "deploy/x", "A=1", "A-"},
       "error: can not both modify and remove the same environment variable in the same command\n"},
      {{"set", "env"}, "error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n"},
      {{"set", "selector"}, "error: one selector is required\n"},
      {{"set", "serviceaccount"}, "error: serviceaccount is required\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}

TEST_CASE("standard input is read once: variables or objects") {
  Run run{.stdin_text = "A=1\n"};
  CHECK(run({"set", "env", "-f", "-", "-"}).err == "error: standard input cannot be used for multiple arguments\n");
  CHECK(run({"set", "env", "-f", "-", "--local", "-"}).err ==
        "error: standard input cannot be used for multiple arguments\n");
  CHECK(run({"set", "env", "-f", "-", "-f", "-", "A=1"}).err ==
        "error: standard input cannot be used for multiple arguments\n");
  CHECK(run.requests.empty());
}
