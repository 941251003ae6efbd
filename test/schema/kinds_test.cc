// Which kinds the program knows by itself.
#include "schema/kinds.h"

#include <algorithm>

#include "kpp/error.h"
#include "support/catch.h"

namespace kpp::schema {

TEST_CASE("clients know kubernetes' own kinds but for those of its extensions") {
  CHECK(known_to_clients("batch", "Job"));
  CHECK(known_to_clients("", "Binding"));
  CHECK_FALSE(known_to_clients("apiextensions.k8s.io", "CustomResourceDefinition"));
  CHECK(is_builtin("apiextensions.k8s.io", "CustomResourceDefinition"));
  CHECK_FALSE(is_builtin("batch", "Jo"));
  CHECK_FALSE(is_builtin("example.com", "Job"));
}

TEST_CASE("a type is known by its version too, where a group has one alone") {
  CHECK(knows_type({"", "v1"}, "Pod"));
  CHECK_FALSE(knows_type({"", "v2"}, "Pod"));
  CHECK(knows_type({"apps", "v1beta1"}, "Deployment"));
  CHECK_NOTHROW(require_known_type({"apps", "v1"}, "Deployment"));
  CHECK_THROWS_WITH(
      require_known_type({"example.com", "v1"}, "Widget"),
      R"(no kind "Widget" is registered for version "example.com/v1" in scheme "pkg/scheme/scheme.go:28")");
}

TEST_CASE("every resource is of a kind that is built in") {
  for (const ResourceInfo& type : builtin_resources()) {
    INFO(type.resource);
    CHECK(is_builtin(type.group, type.kind));
  }
  const auto& all = builtin_resources();
  const auto pods = std::find_if(all.begin(), all.end(), [](const auto& type) { return type.resource == "pods"; });
  REQUIRE(pods != all.end());
  CHECK(pods->namespaced);
  CHECK(pods->short_names == std::vector<std::string>{"po"});
  CHECK(pods->categories == std::vector<std::string>{"all"});
}

}  // namespace kpp::schema
