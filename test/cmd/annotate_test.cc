// annotate: what is sent, what is said, and what fails.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kPath = "/api/v1/namespaces/default/configmaps/c";
const std::string kMap =
    R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"default","annotations":{"a":"1"}}})";
const std::string kAsked = kPath + "?fieldManager=kubectl-annotate";

}  // namespace

TEST_CASE("annotations are sent even when nothing changes, and the answer is shown") {
  Run run{.stubs = {{.target = kPath, .body = kMap}, {.method = "PATCH", .target = kAsked, .body = kMap}}};
  CHECK(run({"annotate", "cm/c", "a=1"}).out == "configmap/c annotated\n");
  CHECK(run.requests.back().body == "{}");
  Run text{.stubs = {{.target = kPath, .body = kMap}, {.method = "PATCH", .target = kAsked, .body = kMap}}};
  text({"annotate", "cm/c", "url=https://x/?a=b", "a-", "-o", "jsonpath={.metadata.annotations}"});
  CHECK(text.requests.back().body == R"({"metadata":{"annotations":{"url":"https://x/?a=b","a":null}}})");
  CHECK(text.out == R"({"a":"1"})");
}

TEST_CASE("another value needs --overwrite, but for the change's cause") {
  Run run{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(run({"annotate", "cm/c", "a=2"}).err ==
        "error: --overwrite is false but found the following declared annotation(s): 'a' already has a value (1)\n");
}

TEST_CASE("annotations are listed") {
  Run one{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(one({"annotate", "cm/c", "--list"}).out == "a=1\n");
}

TEST_CASE("wrong uses of annotate") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"annotate"}, "error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n"},
      {{"annotate", "pod", "x"}, "error: at least one annotation update is required\n"},
      {{"annotate", "pod", "x", "b=1", "a=1", "a-", "b-"},
       "error: can not both modify and remove the following annotation(s) in the same command: a, b\n"},
      {{"annotate", "pod", "x", "a=1", "--local"},
       "error: can only use local files by -f rsrc.yaml or --filename=rsrc.json when --local=true is set\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}
