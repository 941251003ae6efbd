// From words to a plan: every form of naming objects, and every way to get it wrong.
#include "resource/plan.h"

#include "support/catch.h"
#include "support/fake_mapper.h"

using namespace kpp;
using namespace kpp::resource;

namespace {

Selection words(std::vector<std::string> args) {
  return {.args = std::move(args), .namespace_name = "shop", .allow_empty_selector = true};
}

Plan plan_of(const Selection& selection) {
  test::FakeMapper mapper;
  return make_plan(selection, mapper);
}

std::string shown(const Plan& plan) {
  std::string out;
  for (const ObjectRef& collection : plan.collections) {
    out += fmt::format("{}@{} ", collection.type.resource, collection.namespace_name);
  }
  for (const ObjectRef& item : plan.items) {
    out += fmt::format("{}/{}@{} ", item.type.resource, item.name, item.namespace_name);
  }
  if (plan.single_item_implied) out += "alone";
  return out;
}

std::string failure(const Selection& selection) {
  try {
    plan_of(selection);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a type alone is all of them, a name is one") {
  CHECK(shown(plan_of(words({"pods"}))) == "pods@shop ");
  CHECK(shown(plan_of(words({"po", "web"}))) == "pods/web@shop alone");
  CHECK(shown(plan_of(words({"pod/web"}))) == "pods/web@shop alone");
  CHECK(shown(plan_of(words({"pods", "web", "cart"}))) == "pods/web@shop pods/cart@shop ");
  CHECK(shown(plan_of(words({"nodes"}))) == "nodes@ ");
  CHECK(shown(plan_of(words({"pod/web", "svc/db"}))) == "pods/web@shop services/db@shop ");
}

TEST_CASE("comma lists: several types, each with each name, each type once") {
  CHECK(shown(plan_of(words({"pods,svc,po"}))) == "pods@shop services@shop ");
  CHECK(shown(plan_of(words({"pods,svc", "web"}))) == "pods/web@shop services/web@shop ");
  CHECK(shown(plan_of(words({"all"}))) == "pods@shop services@shop deployments@shop ");
  CHECK(failure(words({"all", "web"})) == "you must specify only one resource");
}

TEST_CASE("all namespaces take lists, not names") {
  Selection all = words({"pods,nodes"});
  all.all_namespaces = true;
  CHECK(shown(plan_of(all)) == "pods@ nodes@ ");
  all.args = {"pods", "web"};
  CHECK(failure(all) == "a resource cannot be retrieved by name across all namespaces");
  all.args = {"node", "n1"};
  CHECK(shown(plan_of(all)) == "nodes/n1@ alone");
}

TEST_CASE("words that contradict each other are refused in kubectl's words") {
  CHECK(failure(words({"nope"})) == "the server doesn't have a resource type \"nope\"");
  CHECK(failure(words({"pods.v2."})) == "the server doesn't have a resource type \"pods\"");
  CHECK(failure(words({"pods/"})) == "arguments in resource/name form must have a single resource and name");
  CHECK(failure(words({"pods/a/b"})) == "arguments in resource/name form may not have more than one slash");
  CHECK(failure(words({"pods", "svc/db"}))
            .starts_with("there is no need to specify a resource type as a separate argument"));
  Selection selected = words({"pods", "web"});
  selected.label_selector = "a=b";
  CHECK(failure(selected) == "name cannot be provided when a selector is specified");
  Selection sub = words({"pods"});
  sub.subresource = "status";
  CHECK(failure(sub) == "subresource cannot be used when bulk resources are specified");
  CHECK(failure(words({})).starts_with("You must provide one or more resources by argument or filename."));
  Selection files = words({"pods"});
  files.files.filenames = {"not-there.yaml"};
  CHECK(failure(files) == "the path \"not-there.yaml\" does not exist");
  files.files = {.filenames = {"/dev/null"}};
  CHECK(failure(files) ==
        "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well");
}

TEST_CASE("nothing is looked up when the files are wrong") {
  test::FakeMapper mapper;
  Selection files = words({});
  files.files.filenames = {"not-there.yaml", "-", "-"};
  CHECK_THROWS_AS(make_plan(files, mapper), Aggregate);
  CHECK(mapper.asked == 0);
}
