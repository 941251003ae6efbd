// patch: what is sent, what files become, and what fails.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"
#include "base/files.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kPath = "/apis/apps/v1/namespaces/default/deployments/web";
const std::string kDeployment = test::json(R"(
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: default}
      spec: {replicas: 1, template: {spec: {containers: [{image: "1", name: a}, {image: "2", name: b}]}}})");

}  // namespace

TEST_CASE("a patch goes out as it was typed") {
  const std::string patched =
      std::string(kDeployment).replace(kDeployment.find("\"replicas\":1"), 12, "\"replicas\":2");
  Run run{.stubs = {{.target = kPath, .body = kDeployment},
                    {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-patch", .body = patched}}};
  run({"patch", "deployment", "web", "-p", R"({ "spec":{"replicas":2}})"});
  CHECK(run.out == "deployment.apps/web patched\n");
  CHECK(run.requests.back().body == R"({ "spec":{"replicas":2}})");
  Run yaml{
      .stubs = {
          {.target = kPath + "/scale", .body = kDeployment},
          {.method = "PATCH", .target = kPath + "/scale?dryRun=All&fieldManager=kubectl-patch", .body = kDeployment}}};
  yaml({"patch", "deploy/web", "--type=merge", "--subresource=scale", "--dry-run=server", "-p",
        "spec:\n  replicas: 1\n"});
  CHECK(yaml.out == "deployment.apps/web patched (no change)\n");
  CHECK(yaml.requests.back().body == R"({"spec":{"replicas":1}})");
}

TEST_CASE("what others change meanwhile is not the patch's work") {
  const std::string moved =
      std::string(kDeployment)
          .replace(kDeployment.find("\"name\":\"web\""), 12, R"("name":"web","resourceVersion":"8")");
  Run run{.stubs = {{.target = kPath, .body = kDeployment},
                    {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-patch", .body = moved}}};
  CHECK(run({"patch", "deployment", "web", "-p", R"({"spec":{"replicas":1}})"}).out ==
        "deployment.apps/web patched (no change)\n");
}

TEST_CASE("what files become, by each type of patch") {
  const auto images = [](const std::string& type, const std::string& patch) {
    Run run{.stdin_text = kDeployment};
    run({"patch", "-f", "-", "--local", "--type", type, "-p", patch, "-o",
         "jsonpath={.spec.template.spec.containers[*].image}"});
    CHECK(run.requests.empty());
    return run.out + run.err;
  };
  const std::string change = R"({"spec":{"template":{"spec":{"containers":[{"name":"b","image":"9"}]}}}})";
  CHECK(images("strategic", change) == "1 9");
  CHECK(images("merge", change) == "9");
  CHECK(images("json", R"([{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"7"}])") == "7 2");
  CHECK(images("json", R"([{"op":"replace","path":"/spec/template/spec/containers/5","value":"7"}])") ==
        "error: Object to be patched is missing field (/spec/template/spec/containers/5: missing value)\n");
  CHECK(images("merge", "{") == "error: Invalid JSON Patch\n");
  CHECK(images("merge", "[]") == "error: json: cannot unmarshal array into Go value of type unstructured.detector\n");
  CHECK(images("merge", R"({"kind":null,"spec":null,"metadata":null})") ==
        "error: Object 'Kind' is missing in '{\"apiVersion\":\"apps/v1\"}'\n");
}

TEST_CASE("types of others know no strategic patch") {
  Run run{.stdin_text = R"({"apiVersion":"shop.example.com/v1","kind":"Widget","metadata":{"name":"w"}})"};
  CHECK(
      run({"patch", "-f", "-", "--local", "-p", "{}"}).err ==
      "error: strategic merge patch is not supported for shop.example.com/v1, Kind=Widget locally, try --type merge\n");
}

TEST_CASE("a patch from a file") {
  test::TempFolder folder;
  replace_file(folder / "p.yaml", "metadata: {labels: {x: why}}");
  Run run{.stdin_text = kDeployment};
  CHECK(run({"patch", "-f", "-", "--local", "--patch-file", folder / "p.yaml", "-o", "jsonpath={.metadata.labels.x}"})
            .out == "why");
  Run absent;
  CHECK(absent({"patch", "pod", "x", "--patch-file", "/none"}).err ==
        "error: unable to read patch file: open /none: no such file or directory\n");
}

TEST_CASE("wrong uses of patch") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"patch"}, "error: must specify --patch or --patch-file containing the contents of the patch\n"},
      {{"patch", "pod", "x", "-p", "{}", "--patch-file=y"},
       "error: cannot specify --patch and --patch-file together\n"},
      {{"patch", "pod", "x", "-p", "{}", "--type=fancy"},
       "error: --type must be one of [json merge strategic], not \"fancy\"\n"},
      {{"patch", "pod", "x", "-p", "{}", "--local"}, "error: cannot specify --local and server resources\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}

TEST_CASE("a local patch of nothing at all is told as one of a server would be") {
  CHECK_THAT(Run()({"patch", "--local", "-p", "{}"}).err,
             ContainsSubstring("You must provide one or more resources by argument or filename."));
}
