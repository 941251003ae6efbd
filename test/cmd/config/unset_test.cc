// config unset: values, entries and whole sections.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("unset takes away what is there") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"unset", "contexts.dev.namespace"}).out == "Property \"contexts.dev.namespace\" unset.\n");
  CHECK(config.value(".contexts[?(@.name==\"dev\")].context") == R"({"cluster":"alpha","user":"ann"})");
  config({"unset", "clusters.alpha"});
  config({"unset", "users"});
  config({"unset", "current-context"});
  CHECK(config.read() ==
        "apiVersion: v1\nclusters:\n- cluster:\n    server: https://beta\n  name: beta\ncontexts:\n- context:\n    "
        "cluster: alpha\n    user: ann\n"
        "  name: dev\n- context:\n    cluster: beta\n    user: bob\n  name: prod\ncurrent-context: \"\"\nkind: "
        "Config\nusers: null\n");
}

TEST_CASE("unset of what is not there says it is unset, but for members of no entry") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"unset", "contexts.absent"}).out == "Property \"contexts.absent\" unset.\n");
  CHECK(config({"unset", "users.absent.token"}).err == "error: current map key `absent` is invalid\n");
  CHECK(config({"unset", "nonsense"}).err == "error: unable to parse nonsense after [] at api.Config\n");
  CHECK(config({"unset", ""}).err == "error: you must specify a property\n");
  CHECK(config.read() == kTwoContexts);
}
