// version, api-versions, options, help, completion: each once, right and wrong.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("version --client asks nobody, and says which kubectl it follows") {
  Run run;
  run({"version", "--client"});
  CHECK(run.out.starts_with("Client Version: v1.36."));
  CHECK_THAT(run.out, ContainsSubstring("+kpp."));
  CHECK(run.requests.empty());
  CHECK(run({"version", "-o", "wide"}).err == "error: --output must be 'yaml' or 'json'\n");
}

TEST_CASE("version warns of a server that is too far away") {
  Run run{.stubs = {{.target = "/version", .body = R"({"major":"1","minor":"20","gitVersion":"v1.20.3"})"}}};
  run({"version"});
  CHECK_THAT(run.out, ContainsSubstring("Server Version: v1.20.3\n"));
  CHECK(run.err == "Warning: version difference between client (1.36) and server (1.20) exceeds the supported minor version skew of +/-1\n");
  CHECK(run.code == 0);
}

TEST_CASE("help is there for every command and names its flags") {
  for (const char* name : {"get", "explain", "version", "api-resources", "api-versions", "cluster-info", "completion", "options"}) {
    Run run;
    run({name, "--help"});
    CHECK(run.code == 0);
    CHECK_THAT(run.out, ContainsSubstring(name));
    CHECK(run.err == "");
  }
  Run run;
  CHECK_THAT(run({"get", "-h"}).out, ContainsSubstring("    -o, --output='':"));
  CHECK_THAT(run({"options"}).out, ContainsSubstring("--kubeconfig=''"));
  CHECK_THAT(run({"--help"}).out, ContainsSubstring("Basic Commands (Intermediate):"));
}

TEST_CASE("an unknown command is told with what may have been meant") {
  Run run;
  run({"gett"});
  CHECK(run.err == "error: unknown command \"gett\" for \"kubectl\"\n\nDid you mean this?\n\tget\n");
  CHECK(run.code == 1);
}

TEST_CASE("completion offers commands, flags and values, and never fails aloud") {
  Run run;
  CHECK(run({"__completeNoDesc", "api"}).out == "api-resources\napi-versions\n:4\n");
  CHECK(run({"__completeNoDesc", "get", "--show-l"}).out == "--show-labels\n:4\n");
  CHECK(run({"__completeNoDesc", "get", "-o", "jsonpath-"}).out == "jsonpath-as-json\njsonpath-file\n:4\n");
  CHECK(run({"__completeNoDesc", "get", "-f", ""}).out == "json\nyaml\nyml\n:8\n");
  CHECK(run({"__completeNoDesc", "get", "pods", ""}).out == ":4\n");
  CHECK(run({"completion", "tcsh"}).err.starts_with("error: Unsupported shell type \"tcsh\"."));
  CHECK_THAT(run({"completion", "bash"}).out, ContainsSubstring("__start_kubectl"));
}
