// config get-clusters: names under one header.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("get-clusters lists names, and takes no notice of arguments") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"get-clusters", "extra"}).out == "NAME\nalpha\nbeta\n");
  ConfigRun empty;
  CHECK(empty({"get-clusters"}).out == "NAME\n");
}
