// version: of the client alone, of both, and how far apart they are.
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
  CHECK(run.err ==
        "Warning: version difference between client (1.36) and server (1.20) exceeds the supported minor version skew "
        "of +/-1\n");
  CHECK(run.code == 0);
}

TEST_CASE("flags are told as they were typed") {
  Run run;
  CHECK(run({"version", "--client", "--log_dir=x"}).err ==
        "error: unknown flag: --log_dir\nSee 'kubectl version --help' for usage.\n");
  CHECK(run({"version", "--as_group"}).err ==
        "error: flag needs an argument: --as_group\nSee 'kubectl version --help' for usage.\n");
  CHECK(run({"version", "--log_flush_frequency=x"}).err ==
        "error: invalid argument \"x\" for \"--log-flush-frequency\" flag: parse error\nSee 'kubectl version --help' "
        "for usage.\n");
}
