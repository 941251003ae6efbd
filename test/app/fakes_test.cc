// The fakes that watch: what was written down wrongly fails its test by itself. (Each of these tests has to fail.)
#include "support/catch.h"
#include "support/fake_transport.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kPod = "/api/v1/namespaces/default/pods/a";

}  // namespace

TEST_CASE("a stub that nobody asks for", "[!shouldfail]") {
  Run run{.stubs = {{.target = kPod, .body = "{}"}}};
  run({"options"});
}

TEST_CASE("a request that no stub answers", "[!shouldfail]") {
  Run run;
  run({"delete", "pod", "a"});
}

TEST_CASE("a stub of another method", "[!shouldfail]") {
  Run run{.stubs = {{.target = kPod, .body = "{}", .again = true}}};
  run({"get", "pod", "a", "-o", "name"});  // which alone is fine
  run.stubs = {{.target = kPod, .body = "{}"}};
  run({"delete", "pod", "a"});
}

TEST_CASE("an answer that was not taken", "[!shouldfail]") {
  test::FakeTransport transport;
  transport.on_json("GET http://h/", "{}");
}
