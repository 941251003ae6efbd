// config rename-context: within a file, and across two.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("rename-context keeps the context, and keeps it current") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"rename-context", "dev", "devel"}).out == "Context \"dev\" renamed to \"devel\".\n");
  CHECK(config({"get-contexts", "-o", "name"}).out == "devel\nprod\n");
  CHECK(config({"current-context"}).out == "devel\n");
  CHECK(config.value(".contexts[?(@.name==\"devel\")].context.namespace") == "team-a");
}

TEST_CASE("rename-context where another file says which is current") {
  ConfigRun config("current-context: prod\n");
  config.write("b", kTwoContexts);
  config.run.env["KUBECONFIG"] = config.folder / "config" + ":" + config.folder / "b";
  config({"rename-context", "prod", "live"});
  CHECK(config({"current-context"}).out == "live\n");
  CHECK(config({"get-contexts", "-o", "name"}).out == "dev\nlive\n");
  CHECK_THAT(config.read("b"), ContainsSubstring("current-context: dev\n"));
}

TEST_CASE("rename-context refuses what is not there, and what is already") {
  ConfigRun config(kTwoContexts);
  const std::string file = config.folder / "config";
  CHECK(config({"rename-context", "gone", "new"}).err ==
        "error: cannot rename the context \"gone\", it's not in " + file + "\n");
  CHECK(config({"rename-context", "dev", "prod"}).err ==
        "error: cannot rename the context \"dev\", the context \"prod\" already exists in " + file + "\n");
  CHECK(config({"rename-context", "dev", ""}).err == "error: You must specify a new non-empty context name\n");
  CHECK(config({"rename-context", "dev"}).err == "error: Unexpected args: [dev]\n");
}
