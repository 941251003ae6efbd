// config delete-user: one name, that must be there.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("delete-user takes exactly one name") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"delete-user", "bob"}).out == "deleted user bob from " + config.folder / "config" + "\n");
  CHECK(config({"delete-user", "bob"}).err ==
        "error: cannot delete user bob, not in " + config.folder / "config" + "\n");
  CHECK(config({"delete-user"}).err ==
        "error: user to delete is required\nSee 'kubectl config delete-user -h' for help and examples\n");
  CHECK(config({"get-users"}).out == "NAME\nann\n");
}
