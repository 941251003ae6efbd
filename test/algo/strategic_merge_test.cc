// Strategic merge patches: applied, made, joined.
#include <nlohmann/json.hpp>

#include "algo/strategic_merge.h"
#include "kpp/error.h"
#include "support/catch.h"

using kpp::Json;
using namespace kpp::algo;

namespace {

Json json(std::string_view text) { return kpp::data::parse_json_value(text); }
PatchSchema schema(std::string_view group, std::string_view kind) { return PatchSchema::of_kind(group, kind).value(); }

std::string pod(std::string_view original, std::string_view patch) {
  try {
    return apply_strategic_patch(json(original), json(patch), schema("", "Pod")).dump();
  } catch (const kpp::Error& error) {
    return error.what();
  }
}

std::string pod_diff(std::string_view original, std::string_view modified) {
  return create_strategic_patch(json(original), json(modified), schema("", "Pod")).dump();
}

}  // namespace

TEST_CASE("the rules of types") {
  const PatchField containers =
      schema("apps", "Deployment").field("spec").type.field("template").type.field("spec").type.field("containers");
  CHECK(containers.merge);
  CHECK(containers.merge_key == "name");
  CHECK(containers.type.field("ports").merge_key == "containerPort");
  CHECK(schema("apps", "Deployment").field("spec").type.field("strategy").retain_keys);
  CHECK(schema("policy", "PodDisruptionBudget").field("spec").type.field("selector").replace);
  CHECK(schema("", "ConfigMap").field("metadata").type.field("ownerReferences").merge_key == "uid");
  CHECK_FALSE(schema("", "Pod").field("spec").type.field("tolerations").merge);
  CHECK_FALSE(PatchSchema::of_kind("shop.example.com", "Widget"));
  CHECK_FALSE(PatchSchema::of_kind("apps", "Deploy"));
  CHECK_FALSE(PatchSchema::known_to_clients("apiextensions.k8s.io", "CustomResourceDefinition"));
  CHECK(PatchSchema::known_to_clients("batch", "Job"));
}

TEST_CASE("lists merge by their key, others are replaced") {
  const char* kPod =
      R"({"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}],"tolerations":[{"key":"x"}]}})";
  CHECK(pod(kPod, R"({"spec":{"containers":[{"name":"b","image":"9"}],"tolerations":[]}})") ==
        R"({"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"9"}],"tolerations":[]}})");
  CHECK(pod(kPod, R"({"spec":{"containers":[{"name":"c","image":null},{"name":"b","image":null}]}})") ==
        R"({"spec":{"containers":[{"name":"c","image":null},{"name":"a","image":"1"},{"name":"b"}],)"
        R"("tolerations":[{"key":"x"}]}})");
  CHECK(pod(kPod, R"({"spec":{"containers":null,"nodeName":{"a":null}}})") ==
        R"({"spec":{"tolerations":[{"key":"x"}],"nodeName":{}}})");
  CHECK(pod(kPod, R"({"spec":{"containers":[{"image":"9"}]}})") ==
        "map: map[image:9] does not contain declared merge key: name");
}

TEST_CASE("directives") {
  const char* kPod =
      R"({"metadata":{"labels":{"a":"1"},"finalizers":["x","y"]},"spec":{"containers":[{"name":"a"},{"name":"b"}],)"
      R"("volumes":[{"name":"v","emptyDir":{}}]}})";
  CHECK(json(pod(kPod, R"({"spec":{"containers":[{"name":"a","$patch":"delete"}]}})"))["spec"]["containers"].dump() ==
        R"([{"name":"b"}])");
  CHECK(
      json(pod(kPod, R"({"spec":{"containers":[{"name":"z"},{"$patch":"replace"}]}})"))["spec"]["containers"].dump() ==
      R"([{"name":"z"}])");
  CHECK(json(pod(kPod, R"({"metadata":{"labels":{"$patch":"replace","only":"this"}}})"))["metadata"]["labels"].dump() ==
        R"({"only":"this"})");
  CHECK(json(pod(kPod, R"({"metadata":{"labels":{"$patch":"delete"}}})"))["metadata"]["labels"].dump() == "{}");
  CHECK(json(pod(kPod, R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["x"]}})"))["metadata"]["finalizers"]
            .dump() == R"(["y"])");
  CHECK(json(pod(kPod, R"({"metadata":{"finalizers":["z","x"]}})"))["metadata"]["finalizers"].dump() ==
        R"(["z","x","y"])");
  CHECK(json(pod(kPod,
                 R"({"spec":{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/"}}]}})"))
            ["spec"]["volumes"]
                .dump() == R"([{"name":"v","hostPath":{"path":"/"}}])");
  CHECK(json(pod(kPod, R"({"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}})"))["spec"]["containers"]
            .dump() == R"([{"name":"b"},{"name":"a"}])");
  CHECK(pod(kPod, R"({"spec":{"$patch":"jump"}})") == "unknown patch type: jump in map: map[$patch:jump]");
  CHECK(pod(kPod, R"({"metadata":{"$retainKeys":["x"],"labels":{}}})") == "invalid patch format of retainKeys");
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/containers":[{"name":"q"}],"containers":[{"name":"a"}]}})") ==
        "The order in patch list:\n[map[name:a]]\n doesn't match $setElementOrder list:\n[map[name:q]]\n");
}

TEST_CASE("the patch between two objects, and that it leads there") {
  const char* kBefore =
      R"({"metadata":{"finalizers":["x","y"]},"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"}],)"
      R"("nodeName":"n"}})";
  const char* kAfter =
      R"({"metadata":{"finalizers":["y","z"]},"spec":{"containers":[{"name":"c"},{"name":"a","image":"2"}]}})";
  const std::string patch = pod_diff(kBefore, kAfter);
  CHECK(patch ==
        R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["x"],"$setElementOrder/finalizers":["y","z"],)"
        R"("finalizers":["z"]},)"
        R"("spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],)"
        R"("containers":[{"name":"c"},{"image":"2","name":"a"},{"$patch":"delete","name":"b"}],"nodeName":null}})");
  CHECK(pod(kBefore, patch) == kAfter);
  CHECK(pod_diff(kBefore, kBefore) == "{}");
  CHECK(create_strategic_patch(json(R"({"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{}}}})"),
                               json(R"({"spec":{"strategy":{"type":"Recreate"}}})"), schema("apps", "Deployment"))
            .dump() == R"({"spec":{"strategy":{"$retainKeys":["type"],"rollingUpdate":null,"type":"Recreate"}}})");
}

TEST_CASE("two patches in one") {
  const Json current = json(R"({"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"}]}})");
  const Json applied = json(R"({"spec":{"containers":[{"name":"b"}]}})");
  const Json wanted = json(R"({"spec":{"containers":[{"name":"a","image":"2"}]}})");
  const Json changes = create_strategic_patch(current, wanted, schema("", "Pod"), {.deletions = false});
  const Json deletions = create_strategic_patch(applied, wanted, schema("", "Pod"), {.changes = false});
  const Json patch = join_strategic_patches(deletions, changes, schema("", "Pod"));
  CHECK(apply_strategic_patch(current, patch, schema("", "Pod")) == wanted);
}
