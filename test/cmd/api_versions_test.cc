// api-versions: sorted, one a line.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("api-versions sorts what both documents name") {
  Run run{
      .stubs = {
          {.target = "/api?timeout=32s",
           .body =
               R"({"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":""},"versions":[{"version":"v1"}]}]})"},
          {.target = "/apis?timeout=32s", .body = test::json(R"(
            kind: APIGroupDiscoveryList
            items:
            - {metadata: {name: shop.example.com}, versions: [{version: v1}, {version: v1alpha1}]}
            - {metadata: {name: apps}, versions: [{version: v1}]})")}}};
  run({"api-versions"});
  CHECK(run.out == "apps/v1\nshop.example.com/v1\nshop.example.com/v1alpha1\nv1\n");
  CHECK(run.err == "");
}

TEST_CASE("api-versions takes no words") {
  Run run;
  CHECK(run({"api-versions", "x"}).err ==
        "error: unexpected arguments: [x]\nSee 'kubectl api-versions -h' for help and examples\n");
  CHECK(run.code == 1);
}
