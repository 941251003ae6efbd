// options: the flags that every command takes.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("options lists the global flags") {
  Run run;
  CHECK_THAT(run({"options"}).out, ContainsSubstring("--kubeconfig=''"));
  CHECK_THAT(run.out, ContainsSubstring("-n, --namespace=''"));
  CHECK(run.requests.empty());
}
