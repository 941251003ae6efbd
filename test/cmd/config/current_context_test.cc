// config current-context: the name, or that there is none.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("current-context is the file's, whatever --context says") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"current-context", "--context=prod"}).out == "dev\n");
  ConfigRun empty;
  CHECK(empty({"current-context"}).err == "error: current-context is not set\n");
  CHECK(empty.run.code == 1);
}
