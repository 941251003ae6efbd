// config get-users: names under one header.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("get-users lists names, never secrets") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"get-users"}).out == "NAME\nann\nbob\n");
}
