// completion: the scripts for the shells.
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("the scripts are those of the program's name; other shells are refused") {
  Run run;
  CHECK(run({"completion", "tcsh"}).err.starts_with("error: Unsupported shell type \"tcsh\"."));
  CHECK_THAT(run({"completion", "bash"}).out, ContainsSubstring("__start_kubectl"));
  for (const char* shell : {"zsh", "fish", "powershell"}) {
    CHECK(run({"completion", shell}).code == 0);
    CHECK_THAT(run.out, ContainsSubstring("kubectl"));
  }
  CHECK(run.requests.empty());
}
