// config use-context: switching, and names that are none.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("use-context switches") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"use-context", "prod"}).out == "Switched to context \"prod\".\n");
  CHECK(config({"current-context"}).out == "prod\n");
  CHECK(config({"use", "dev"}).out == "Switched to context \"dev\".\n");
}

TEST_CASE("use-context to the current one writes nothing") {
  ConfigRun config(kTwoContexts);
  config({"use-context", "dev"});
  CHECK(config.run.code == 0);
  CHECK(config.read() == kTwoContexts);
}

TEST_CASE("use-context refuses what is no context, with help where arguments are wrong") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"use-context", "nowhere"}).err == "error: no context exists with the name: \"nowhere\"\n");
  CHECK(config({"use-context", ""}).err == "error: empty context names are not allowed\n");
  config({"use-context", "a", "b"});
  CHECK_THAT(config.run.out, ContainsSubstring("Usage:\n"));
  CHECK(config.run.err == "error: Unexpected args: [a b]\n");
  CHECK(config.read() == kTwoContexts);
}

TEST_CASE("with several files the first that exists says which context is current") {
  ConfigRun config;
  config.write("a", "clusters: []\n");
  config.write("b", kTwoContexts);
  config.run.env["KUBECONFIG"] = config.folder / "absent" + ":" + config.folder / "a" + ":" + config.folder / "b";
  config({"use-context", "prod"});
  CHECK_THAT(config.read("a"), ContainsSubstring("current-context: prod\n"));
  CHECK(config.read("b") == kTwoContexts);
}
