// config set-context: made, changed, and the current one.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("set-context tells what it did") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"set-context", "new", "--cluster=alpha", "--user=ann"}).out == "Context \"new\" created.\n");
  CHECK(config({"set-context", "new", "-n", "x"}).out == "Context \"new\" modified.\n");
  CHECK(config.value(".contexts[?(@.name==\"new\")].context") == R"({"cluster":"alpha","namespace":"x","user":"ann"})");
  CHECK(config({"set-context", "--current", "--namespace=y"}).out == "Context \"dev\" modified.\n");
  CHECK(config.value(".contexts[?(@.name==\"dev\")].context.namespace") == "y");
  config({"set-context", "dev", "--namespace="});
  CHECK(config.value(".contexts[?(@.name==\"dev\")].context") == R"({"cluster":"alpha","user":"ann"})");
}

TEST_CASE("set-context refuses no name, and two") {
  ConfigRun config;
  CHECK(config({"set-context"}).err == "error: you must specify a non-empty context name or --current\n");
  CHECK(config({"set-context", "--current"}).err == "error: no current context is set\n");
  CHECK(config({"set-context", "a", "--current"}).err ==
        "error: you cannot specify both a context name and --current\n");
  CHECK(config({"set-context", "a", "b"}).err == "error: Unexpected args: [a b]\n");
}
