// config delete-context: the current one may go, with a warning.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("delete-context warns when the current one goes") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"delete-context", "prod"}).out == "deleted context prod from " + config.folder / "config" + "\n");
  CHECK(config.run.err == "");
  config({"delete-context", "dev"});
  CHECK(config.run.err ==
        "warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n");
  CHECK(config({"get-contexts", "-o", "name"}).out == "");
  CHECK(config({"current-context"}).out == "dev\n");
  CHECK(config({"delete-context", "dev"}).err ==
        "error: cannot delete context dev, not in " + config.folder / "config" + "\n");
  CHECK(config({"delete-context", "a", "b"}).code == 0);
}
