// Which type a word stands for. What kubectl does was tried on a 1.36 cluster.
#include <sys/stat.h>

#include "client/discovery_fixture.h"
#include "kpp/error.h"
#include "schema/kinds.h"
#include "support/bodies.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

TEST_CASE("built-in names cost no request") {
  MapperFixture f;
  const auto mapper = f.mapper();
  const std::pair<const char*, const char*> cases[] = {
      {"pods", "pods.v1."},
      {"po", "pods.v1."},
      {"Pod", "pods.v1."},
      {"POD", "pods.v1."},
      {"deploy", "deployments.v1.apps"},
      {"deployments.apps", "deployments.v1.apps"},
      {"deployments.v1.apps", "deployments.v1.apps"},
      {"deploy.v2.apps", "deployments.v1.apps"},
      {"pods.v1.", "pods.v1."},
      {"events", "events.v1."},
      {"events.events.k8s.io", "events.v1.events.k8s.io"},
      {"ingresses.networking.k8s.io", "ingresses.v1.networking.k8s.io"},
      {"hpa", "horizontalpodautoscalers.v2.autoscaling"},
      {"endpoints", "endpoints.v1."},
      {"deployment.v1.apps", "deployments.v1.apps"},
      {"Deployment.apps", "deployments.v1.apps"},
      {"crds", "customresourcedefinitions.v1.apiextensions.k8s.io"}};
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
  for (const ResourceInfo& type : schema::builtin_resources()) {
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
      {"widgets", "widgets.v1.shop.example.com"},
      {"widget", "widgets.v1.shop.example.com"},
      {"Widget", "widgets.v1.shop.example.com"},
      {"wd", "widgets.v1.shop.example.com"},
      {"widgets.shop", "widgets.v1.shop.example.com"},
      {"wd.shop", "widgets.v1.shop.example.com"},
      {"widgets.toys.example.com", "widgets.v1.toys.example.com"},
      {"widgets.v1alpha1.shop.example.com", "widgets.v1alpha1.shop.example.com"},
      {"wd.v1alpha1.shop.example.com", "widgets.v1.shop.example.com"},
      {"gadgets", "gadgets.v1alpha1.shop.example.com"},
      {"g", "gadgets.v1alpha1.shop.example.com"},
      {"deployments.app", "deployments.v1.apps"}};
  for (const auto& [typed, want] : cases) CHECK(name_of(mapper->resource_for(std::string_view(typed))) == want);
  CHECK(f.ambiguous ==
        std::vector<std::string>{"short name \"g\" could also match lower priority resource games.toys.example.com"});
  CHECK(f.transport.sent.size() == 2);
  for (const char* none : {"thing", "odd", "nope", "deployments.v2.apps", "", ".", "wd.nope", "WD"}) {
    CHECK(name_of(mapper->resource_for(std::string_view(none))) == "-");
  }
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"shop.example.com", "v1alpha1", "Thing"})) ==
        "gadgets.v1alpha1.shop.example.com");
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"shop.example.com", "v9", "Thing"})) == "-");
  CHECK(f.transport.sent.size() == 2);  // it has just been asked: once is enough
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
  CHECK(names ==
        "pods.v1. deployments.v1.apps widgets.v1.shop.example.com gadgets.v1alpha1.shop.example.com "
        "games.v1.toys.example.com widgets.v1.toys.example.com ");
  // A version whose server is down is not there, and nothing has failed.
  CHECK(failed.empty());
  const auto mapper = f.mapper();
  f.serve();
  for (const GroupVersion& version : mapper->group_versions()) CHECK(version.group != "metrics.example.com");
  CHECK(mapper->unanswered() == std::vector<GroupVersion>{{"metrics.example.com", "v1beta1"}});
}

TEST_CASE("a built-in type that the server answers with 404 can be confirmed") {
  MapperFixture f;
  f.serve();
  const auto mapper = f.mapper();
  CHECK(name_of(mapper->resource_for("jobs")) == "jobs.v1.batch");
  CHECK(name_of(mapper->confirm("pods")) == "pods.v1.");
  CHECK(name_of(mapper->confirm("jobs")) == "-");
  CHECK(name_of(mapper->confirm(GroupVersionKind{"batch", "v1", "Job"})) == "-");
  CHECK(name_of(mapper->confirm(GroupVersionKind{"apps", "v1", "Deployment"})) == "deployments.v1.apps");
  // What the server has said counts from then on.
  CHECK(name_of(mapper->resource_for("jobs")) == "-");
  CHECK(name_of(mapper->resource_for(GroupVersionKind{"batch", "v1", "Job"})) == "-");
  CHECK(f.transport.sent.size() == 2);
}

namespace {

// Types whose names are those of others: a plural that is not the kind's, own names that are short names elsewhere.
const std::string kClaims =
    discovery({{"c.example.com", "v1", "things", "thing", "Gadget", true, {"po"}, {}, {"get"}},
               {"c.example.com", "v1", "quotas", "quota", "QuotaThing", true, {}, {}, {"get"}}});
const std::string kQuotas =
    discovery({{"", "v1", "resourcequotas", "resourcequota", "ResourceQuota", true, {"quota"}, {}, {"get"}},
               {"", "v1", "pods", "pod", "Pod", true, {"po"}, {}, {"get"}}});

}  // namespace

TEST_CASE("a type is also its kind, with its group") {
  MapperFixture f;
  f.serve(kQuotas, kClaims);
  const auto mapper = f.mapper();
  for (const char* word : {"gadget.c.example.com", "Gadget.c.example.com", "gadget.v1.c.example.com",
                           "Gadget.v1.c.example.com", "thing", "THING.c"}) {
    CHECK(name_of(mapper->resource_for(std::string_view(word))) == "things.v1.c.example.com");
  }
  for (const char* word : {"gadget", "Gadget", "GADGET.c.example.com", "gadget.c", "gadget.v2.c.example.com"}) {
    CHECK(name_of(mapper->resource_for(std::string_view(word))) == "-");
  }
}

TEST_CASE("the name of one type wins over the short name of another") {
  MapperFixture f;
  const auto ask = [&](Care care, const char* word) {
    return name_of(f.mapper({}, care)->resource_for(std::string_view(word)));
  };
  f.serve(kQuotas, kClaims);
  CHECK(ask(Care::changing, "quota") == "quotas.v1.c.example.com");
  f.serve(kQuotas, kClaims);
  CHECK(ask(Care::reading, "quota") == "quotas.v1.c.example.com");
  f.serve(kQuotas, kClaims);
  CHECK(ask(Care::changing, "po") == "pods.v1.");
  CHECK(f.ambiguous ==
        std::vector<std::string>{"short name \"po\" could also match lower priority resource things.c.example.com"});
  // Whole names, and those with their group, leave no doubt; nor do everyday ones to who only reads.
  f.transport.sent.clear();
  for (const char* word : {"resourcequotas", "resourcequota", "pods", "deploy.apps"}) {
    CHECK(ask(Care::changing, word) != "-");
  }
  CHECK(ask(Care::reading, "po") == "pods.v1.");
  CHECK(f.transport.sent.empty());
}

TEST_CASE("what the disk knows of short names saves the question") {
  TempFolder folder;
  MapperFixture f;
  f.clock.time = std::chrono::system_clock::now();
  const auto ask = [&](Care care, const char* word) {
    return name_of(f.mapper(folder.path(), care)->resource_for(std::string_view(word)));
  };
  f.serve(kQuotas, kClaims);
  CHECK(ask(Care::changing, "po") == "pods.v1.");
  CHECK(ask(Care::reading, "quota") == "quotas.v1.c.example.com");
  CHECK(ask(Care::changing, "quota") == "quotas.v1.c.example.com");
  CHECK(f.transport.sent.size() == 2);
  f.clock.time += std::chrono::hours(1);
  f.serve_unchanged();
  CHECK(ask(Care::reading, "ns") == "-");  // this server has none
  CHECK(f.transport.sent.size() == 4);
}

TEST_CASE("who may not ask for types goes by those that are known") {
  MapperFixture f;
  f.transport.on(f.asked("/api"), {.status = 403});
  f.transport.on(f.asked("/apis"), {.status = 403});
  CHECK(name_of(f.mapper({}, Care::changing)->resource_for("quota")) == "resourcequotas.v1.");
}
