// Strategic merge patches: applied, made, joined.
#include <nlohmann/json.hpp>

#include "algo/strategic_merge.h"
#include "kpp/error.h"
#include "schema/kinds.h"
#include "schema/merge_rules.h"
#include "support/catch.h"

using kpp::Json;
using namespace kpp::algo;
namespace schema = kpp::schema;

namespace {

Json json(std::string_view text) { return kpp::data::parse_json_value(text); }
const schema::MergeRules& rules(std::string_view group, std::string_view kind) {
  return schema::merge_rules_or_none(group, kind);
}

std::string pod(std::string_view original, std::string_view patch) {
  try {
    return apply_strategic_patch(json(original), json(patch), rules("", "Pod")).dump();
  } catch (const kpp::Error& error) {
    return error.what();
  }
}

std::string pod_diff(std::string_view original, std::string_view modified) {
  return create_strategic_patch(json(original), json(modified), rules("", "Pod")).dump();
}

}  // namespace

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

TEST_CASE("an order has to be one of something, and to name what the patch has") {
  const char* kPod = R"({"spec":{"containers":[{"name":"a"}],"volumes":[]}})";
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/volumes":[{"name":"v"}]}})") ==
        "no elements in any of the given slices");
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/volumes":[{"name":"v"}],"volumes":[]}})") ==
        "no elements in any of the given slices");
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/initContainers":[{"name":"v"}]}})") == kPod);
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/volumes":[{"name":"v"}],"volumes":null}})") ==
        "expected a []interface {}, but received a %!s(<nil>)");
  // What is to be deleted needs no place, other directives do.
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"b"},)"
                  R"({"name":"a","$patch":"delete"}]}})") == R"({"spec":{"containers":[{"name":"b"}],"volumes":[]}})");
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"b"},)"
                  R"({"$patch":"replace"}]}})") ==
        "The order in patch list:\n[map[name:b] map[$patch:replace]]\n doesn't match $setElementOrder list:\n"
        "[map[name:b]]\n");
  CHECK(pod(kPod, R"({"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"c"}],"containers":[{"name":"b"},)"
                  R"({"$patch":"replace"}]}})") == R"({"spec":{"containers":[{"name":"b"}],"volumes":[]}})");
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
                               json(R"({"spec":{"strategy":{"type":"Recreate"}}})"), rules("apps", "Deployment"))
            .dump() == R"({"spec":{"strategy":{"$retainKeys":["type"],"rollingUpdate":null,"type":"Recreate"}}})");
}

TEST_CASE("two patches in one") {
  const Json current = json(R"({"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"}]}})");
  const Json applied = json(R"({"spec":{"containers":[{"name":"b"}]}})");
  const Json wanted = json(R"({"spec":{"containers":[{"name":"a","image":"2"}]}})");
  const Json changes = create_strategic_patch(current, wanted, rules("", "Pod"), {.deletions = false});
  const Json deletions = create_strategic_patch(applied, wanted, rules("", "Pod"), {.changes = false});
  const Json patch = join_strategic_patches(deletions, changes, rules("", "Pod"));
  CHECK(apply_strategic_patch(current, patch, rules("", "Pod")) == wanted);
}
