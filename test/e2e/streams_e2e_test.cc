// Standard streams that are closed or full, as scripts and services leave them.
#include "e2e/world.h"
#include "support/catch.h"

namespace kpp::test {

TEST_CASE("a closed standard stream swallows what is written and is never a connection") {
  World world;
  const std::string shown = world.output({"get", "pods", "-n", "shop", "-o", "name"});
  const ProcessResult no_err = world.kpp_redirected("2>&-", {"get", "pods", "-n", "shop", "-o", "name", "-v=8"});
  CHECK(no_err.exit_code == 0);
  CHECK(no_err.out == shown);
  CHECK(world.kpp_redirected("<&- 2>&-", {"get", "pods", "-n", "shop", "-o", "name", "-v=8"}).out == shown);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"version", "--client"}, {"get", "pods", "-n", "shop"}}) {
    const ProcessResult no_out = world.kpp_redirected(">&-", words);
    CHECK(no_out.exit_code == 0);
    CHECK(no_out.err == "");
  }
}

TEST_CASE("a full disk behind standard output is one error, however much there is to write") {
  World world;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"get", "pods", "-n", "shop"}, {"get", "pods,nodes,deployments", "-A", "-o", "json"}}) {
    const ProcessResult result = world.kpp_redirected(">/dev/full", words);
    CHECK(result.exit_code == 1);
    CHECK(result.err == "error: write /dev/stdout: no space left on device\n");
  }
}

TEST_CASE("a watch ends with its reader, not with the next event") {
  World world;
  CHECK(world.kpp_redirected("| head -n 1", {"get", "pods", "-n", "shop", "-o", "name", "-w"}).out.starts_with("pod/"));
  CHECK_THAT(world.kpp_redirected("| head -n 1", {"events", "-n", "shop", "-w"}).out,
             Catch::Matchers::StartsWith("LAST SEEN"));
}

}  // namespace kpp::test
