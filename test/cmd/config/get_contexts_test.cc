// config get-contexts: the table, the names, and what is missing.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("get-contexts prints a table with a star, or names") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"get-contexts"}).out ==
        "CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         dev    alpha     ann        team-a\n          prod "
        "  beta      bob        \n");
  CHECK(config({"get-contexts", "--no-headers", "prod"}).out == "      prod   beta   bob   \n");
  CHECK(config({"get-contexts", "-o", "name"}).out == "dev\nprod\n");
}

TEST_CASE("get-contexts shows what there is and then tells what is not") {
  ConfigRun config(kTwoContexts);
  config({"get-contexts", "prod", "nowhere", "-o", "name"});
  CHECK(config.run.out == "prod\n");
  CHECK(config.run.err == "error: context nowhere not found\n");
  CHECK(config.run.code == 1);
  CHECK(config({"get-contexts", "-o", "yaml"}).err ==
        "error: --output yaml is not available in kubectl config get-contexts; resetting to default output format\n");
}
