// Which type a word stands for. What kubectl does was tried on a 1.36 cluster.
#include <sys/stat.h>

#include "client/discovery_fixture.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

TEST_CASE("built-in names cost no request") {
  MapperFixture f;
  const auto mapper = f.mapper();
  const std::pair<const char*, const char*> cases[] = {
      {"pods", "pods.v1."}, {"po", "pods.v1."}, {"Pod", "pods.v1."}, {"POD", "pods.v1."}, {"deploy", "deployments.v1.apps"},
      {"deployments.apps", "deployments.v1.apps"}, {"deployments.v1.apps", "deployments.v1.apps"}, {"deploy.v2.apps", "deployments.v1.apps"},
      {"pods.v1.", "pods.v1."}, {"events", "events.v1."}, {"events.events.k8s.io", "events.v1.events.k8s.io"},
      {"ingresses.networking.k8s.io", "ingresses.v1.networking.k8s.io"}, {"hpa", "horizontalpodautoscalers.v2.autoscaling"},
      {"endpoints", "endpoints.v1."}, {"cs", "componentstatuses.v1."}, {"crds", "customresourcedefinitions.v1.apiextensions.k8s.io"}};
  for (const auto& [typed, want] : cases) CHECK(name_of(mapper->resource_for(std::string_view(typed))) == want);
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"apps", "v1", "Deployment"})) == "deployments.v1.apps");
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"apps", "v1", "deployment"})) == "deployments.v1.apps");
  CHECK(mapper->category("pods").empty());
  CHECK(f.transport.sent.empty());
}

TEST_CASE("every built-in name finds its own type") {
  MapperFixture f;
  const auto mapper = f.mapper();
  std::set<std::string> taken;
  for (const ResourceInfo& type : builtin_resources()) {
    CHECK(name_of(mapper->resource_for(type.resource + "." + type.version + "." + type.group)) == name_of(type));
    CHECK(taken.insert(type.gvr().group_resource() + type.version).second);
    CHECK_FALSE(type.verbs.empty());
  }
}

TEST_CASE("other names are looked up as kubectl does") {
  MapperFixture f;
  f.serve();
  const auto mapper = f.mapper();
  const std::pair<const char*, const char*> cases[] = {
      {"widgets", "widgets.v1.shop.example.com"}, {"widget", "widgets.v1.shop.example.com"}, {"Widget", "widgets.v1.shop.example.com"},
      {"wd", "widgets.v1.shop.example.com"}, {"widgets.shop", "widgets.v1.shop.example.com"}, {"wd.shop", "widgets.v1.shop.example.com"},
      {"widgets.toys.example.com", "widgets.v1.toys.example.com"}, {"widgets.v1alpha1.shop.example.com", "widgets.v1alpha1.shop.example.com"},
      {"wd.v1alpha1.shop.example.com", "widgets.v1.shop.example.com"}, {"gadgets", "gadgets.v1alpha1.shop.example.com"},
      {"g", "gadgets.v1alpha1.shop.example.com"}, {"deployments.app", "deployments.v1.apps"}};
  for (const auto& [typed, want] : cases) CHECK(name_of(mapper->resource_for(std::string_view(typed))) == want);
  CHECK(f.ambiguous == std::vector<std::string>{"short name \"g\" could also match lower priority resource games.toys.example.com"});
  CHECK(f.transport.sent.size() == 2);
  for (const char* none : {"thing", "odd", "nope", "deployments.v2.apps", "", ".", "wd.nope", "WD"}) {
    CHECK(name_of(mapper->resource_for(std::string_view(none))) == "-");
  }
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"shop.example.com", "v1alpha1", "Thing"})) == "gadgets.v1alpha1.shop.example.com");
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"shop.example.com", "v9", "Thing"})) == "-");
  CHECK(f.transport.sent.size() == 2);  // it has just been asked: once is enough
  CHECK(f.transport.unsettled().empty());
}

TEST_CASE("a category lists its types in the server's order") {
  MapperFixture f;
  f.serve();
  std::string names;
  for (const ResourceInfo& type : f.mapper()->category("all")) names += name_of(type) + " ";
  CHECK(names == "pods.v1. deployments.v1.apps widgets.v1.shop.example.com ");
}

TEST_CASE("everything the server has, and what did not answer") {
  MapperFixture f;
  f.serve();
  std::vector<std::string> failed;
  std::string names;
  for (const ResourceInfo& type : f.mapper()->all(true, &failed)) names += name_of(type) + " ";
  CHECK(names == "pods.v1. deployments.v1.apps widgets.v1.shop.example.com gadgets.v1alpha1.shop.example.com "
                 "games.v1.toys.example.com widgets.v1.toys.example.com ");
  CHECK(failed == std::vector<std::string>{"metrics.example.com/v1beta1: stale GroupVersion discovery: metrics.example.com/v1beta1"});
}

TEST_CASE("a built-in type that the server answers with 404 can be confirmed") {
  MapperFixture f;
  f.serve();
  const auto mapper = f.mapper();
  const auto pods_type = mapper->resource_for("pods");
  const auto jobs_type = mapper->resource_for("jobs");
  REQUIRE((pods_type && jobs_type));
  CHECK(name_of(mapper->confirm(*pods_type)) == "pods.v1.");
  CHECK(name_of(mapper->confirm(*jobs_type)) == "-");
  CHECK(f.transport.sent.size() == 2);
}
