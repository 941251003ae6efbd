// help, --help, and words that name no command.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("help is there for every command and names its flags") {
  for (const char* name :
       {"get", "explain", "version", "api-resources", "api-versions", "cluster-info", "completion", "options"}) {
    Run run;
    run({name, "--help"});
    CHECK(run.code == 0);
    CHECK_THAT(run.out, ContainsSubstring(name));
    CHECK(run.err == "");
  }
  Run run;
  CHECK_THAT(run({"get", "-h"}).out, ContainsSubstring("    -o, --output='':"));
  CHECK_THAT(run({"--help"}).out, ContainsSubstring("Basic Commands (Intermediate):"));
}

TEST_CASE("an unknown command is told with what may have been meant") {
  Run run{.bare = true};
  run({"gett"});
  CHECK(run.err == "error: unknown command \"gett\" for \"kubectl\"\n\nDid you mean this?\n\tset\n\tget\n");
  CHECK(run.code == 1);
  CHECK_THAT(run({"api"}).err, ContainsSubstring("\n\tapi-versions\n\tapi-resources\n"));
  CHECK_THAT(run({"optio"}).err, ContainsSubstring("\n\toptions\n"));
}
