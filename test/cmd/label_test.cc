// label: what is sent, what is said, and what fails.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kPath = "/api/v1/namespaces/default/configmaps/c";
const std::string kMap =
    R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"default","labels":{"a":"1"},)"
    R"("resourceVersion":"7"}})";

}  // namespace

TEST_CASE("labels are set and removed by a merge patch") {
  Run run{.stubs = {{.target = kPath, .body = kMap},
                    {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-label", .body = "{}"}}};
  run({"label", "configmap", "c", "b=2", "a-"});
  CHECK(run.out == "configmap/c modified\n");
  CHECK(run.err == "");
  CHECK(run.requests.back().method == "PATCH");
  CHECK(run.requests.back().body == R"({"metadata":{"labels":{"b":"2","a":null}}})");
}

TEST_CASE("a label of a file that is null is an empty one once labels are changed") {
  Run run{.stdin_text = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"a":null}}})"};
  CHECK(run({"label", "--local", "-f", "-", "b=2", "-o", "jsonpath={.metadata.labels}"}).out == R"({"a":"","b":"2"})");
  Run refused{.stdin_text = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"a":null}}})"};
  CHECK(refused({"label", "--local", "-f", "-", "a=2"}).err ==
        "error: 'a' already has a value (), and --overwrite is false\n");
  Run bare{.stdin_text = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":null})"};
  CHECK(bare({"label", "--local", "-f", "-", "b=2", "-o", "jsonpath={.metadata}"}).out == "null");
  Run nowhere{.stdin_text = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":null}})"};
  CHECK(nowhere({"label", "--local", "-f", "-", "b=2", "-o", "jsonpath={.metadata}"}).out ==
        R"({"labels":{"b":"2"},"name":"c"})");
}

TEST_CASE("what does not change is not sent") {
  Run same{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(same({"label", "cm/c", "a=1"}).out == "configmap/c not labeled\n");
  Run absent{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(absent({"label", "cm/c", "x-"}).out == "label \"x\" not found.\nconfigmap/c not labeled\n");
  Run dry{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(dry({"label", "cm/c", "x=y", "--dry-run=client"}).out == "configmap/c labeled (dry run)\n");
}

TEST_CASE("another value needs --overwrite") {
  Run run{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(run({"label", "cm/c", "a=2"}).err == "error: 'a' already has a value (1), and --overwrite is false\n");
  Run forced{.stubs = {{.target = kPath, .body = kMap},
                       {.method = "PATCH", .target = kPath + "?dryRun=All&fieldManager=me", .body = "{}"}}};
  forced({"label", "cm/c", "a=2", "--overwrite", "--resource-version=5", "--dry-run=server", "--field-manager=me"});
  CHECK(forced.out == "configmap/c labeled (server dry run)\n");
  CHECK(forced.requests.back().body == R"({"metadata":{"labels":{"a":"2"},"resourceVersion":"5"}})");
}

TEST_CASE("labels are listed, with a heading where there may be several objects") {
  Run one{.stubs = {{.target = kPath, .body = kMap}}};
  CHECK(one({"label", "cm/c", "--list"}).out == "a=1\n");
  Run more{.stubs = {{.target = kPath, .body = kMap}, {.target = kPath, .body = kMap}}};
  CHECK(more({"label", "cm/c", "cm/c", "--list"}).out ==
        "Listing labels for ConfigMap./c:\n a=1\nListing labels for ConfigMap./c:\n a=1\n");
}

TEST_CASE("one that fails does not stop the others") {
  Run run{.stubs = {{.target = "/api/v1/namespaces/default/configmaps/gone",
                     .status = 404,
                     .body = test::not_found("configmaps", "gone")},
                    {.target = kPath, .body = kMap},
                    {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-label", .body = "{}"}}};
  run({"label", "cm", "gone", "c", "x=y"});
  CHECK(run.out == "configmap/c labeled\n");
  CHECK(run.err == "Error from server (NotFound): configmaps \"gone\" not found\n");
  CHECK(run.code == 1);
}

TEST_CASE("labels of files, without a server") {
  Run run{.stdin_text = kMap};
  CHECK(run({"label", "-f", "-", "x=y", "a-", "--local", "-o", "jsonpath={.metadata.labels}"}).out == R"({"x":"y"})");
  CHECK(run.requests.empty());
}

TEST_CASE("--record notes the command, and tells that it is on its way out") {
  Run run{.stubs = {{.target = kPath, .body = kMap},
                    {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-label", .body = "{}"}}};
  run({"label", "cm/c", "x=y", "--record"});
  CHECK(run.err == "Flag --record has been deprecated, --record will be removed in the future\n");
  CHECK(run.requests.back().body ==
        R"({"metadata":{"labels":{"x":"y"},)"
        R"("annotations":{"kubernetes.io/change-cause":"kubectl label cm/c x=y --server=http://server )"
        R"(--record=true"}}})");
}

TEST_CASE("wrong uses of label") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"label"}, "error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n"},
      {{"label", "pod", "x"}, "error: at least one label update is required\n"},
      {{"label", "pod", "x", "a=1", "y"}, "error: all resources must be specified before label changes: y\n"},
      {{"label", "pod", "x", "a=1", "a-"}, "error: can not both modify and remove a label in the same command\n"},
      {{"label", "pod", "x", "a=b=c"}, "error: invalid label spec: a=b=c\n"},
      {{"label", "pod", "--all", "-l", "a=b", "x=y"}, "error: cannot set --all and --selector at the same time\n"},
      {{"label", "pod", "x", "a=b", "--local"},
       "error: can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set\n"},
      {{"label", "-f", "x", "a=b", "--local", "--dry-run=server"},
       "error: cannot specify --local and --dry-run=server - did you mean --dry-run=client?\n"},
      {{"label", "pod", "--all", "a=b", "--resource-version=1"},
       "error: --resource-version may only be used with a single resource\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
}

TEST_CASE("a server that cannot be reached is told once for words, and as a type that is not recognized for files") {
  const kpp::TransportError refused(kpp::TransportError::Kind::refused,
                                    "dial tcp 1.2.3.4:5: connect: connection refused", "server");
  Run words{.stubs = {{.target = "/api/v1/namespaces/default/configmaps/a", .failure = refused},
                      {.target = "/api/v1/namespaces/default/configmaps/b", .failure = refused}}};
  words({"label", "cm", "a", "b", "x=y"});
  CHECK(words.err == "The connection to the server server was refused - did you specify the right host or port?\n");
  CHECK(words.code == 1);
  Run files{.stubs = {{.target = kPath, .failure = refused}, {.target = "/api?timeout=32s", .failure = refused}},
            .stdin_text = kMap};
  files({"label", "-f", "-", "x=y"});
  CHECK(files.err ==
        "error: unable to recognize \"STDIN\": Get \"http://server/api?timeout=32s\": dial tcp 1.2.3.4:5: connect: "
        "connection refused\n");
}

TEST_CASE("a name that no path can hold fails alone, in a file and among words") {
  const auto stubs = [](std::vector<kpp::test::Stub> first) {
    first.insert(first.end(), {{.target = kPath, .body = kMap},
                               {.method = "PATCH", .target = kPath + "?fieldManager=kubectl-label", .body = "{}"}});
    return first;
  };
  Run file{.stubs = stubs({}),
           .stdin_text = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a/b"}})"
                         "\n---\n"
                         R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}})"};
  file({"label", "-f", "-", "x=y"});
  CHECK(file.out == "configmap/c labeled\n");
  CHECK(file.err == "error: invalid resource name \"a/b\": [may not contain '/']\n");
  Run words{.stubs = stubs({{.target = "/api?timeout=32s", .body = "{}"}})};
  words({"label", "configmap", "a%b", "c", "x=y"});
  CHECK(words.out == "configmap/c labeled\n");
  CHECK(words.err == "error: invalid resource name \"a%b\": [may not contain '%']\n");
}
