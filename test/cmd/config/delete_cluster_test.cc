// config delete-cluster, delete-context and delete-user are alike, but not in what they say to wrong arguments.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("delete-cluster deletes from the file that has it, and names the default one") {
  ConfigRun config("current-context: x\n");
  config.write("b", kTwoContexts);
  config.run.env["KUBECONFIG"] = config.folder / "config" + ":" + config.folder / "b";
  CHECK(config({"delete-cluster", "beta"}).out == "deleted cluster beta from " + config.folder / "config" + "\n");
  CHECK(config.read() == "current-context: x\n");
  CHECK(config({"get-clusters"}).out == "NAME\nalpha\n");
  CHECK(config({"delete-cluster", "beta"}).err ==
        "error: cannot delete cluster beta, not in " + config.folder / "config" + "\n");
}

TEST_CASE("delete-cluster with wrong arguments is help and no failure") {
  ConfigRun config(kTwoContexts);
  config({"delete-cluster"});
  CHECK_THAT(config.run.out, ContainsSubstring("delete-cluster NAME"));
  CHECK(config.run.code == 0);
}
