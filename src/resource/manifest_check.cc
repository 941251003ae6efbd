// See manifest_check.h.
#include "resource/manifest_check.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "client/discovery.h"
#include "data/json.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"
#include "schema/kinds.h"

namespace kpp::resource {
namespace {

[[noreturn]] void fail(Node found, std::string_view place, std::string_view wanted) {
  std::string what(found.has_value() ? schema::go_json_type(found) : "number");
  if (wanted == "int64" && found.is_number()) what += " " + data::to_json(found);
  throw Error(schema::cannot_unmarshal(what, fmt::format("Go {}", place), wanted));
}

bool given(Node node) { return node.exists() && !node.is_null(); }

void check_string(Node node, std::string_view place) {
  if (given(node) && !node.is_string()) fail(node, place, "string");
}

void check_time(Node node, std::string_view place) {
  check_string(node, place);
  const std::string_view text = node.str();
  if (text.empty() || parse_rfc3339(text)) return;
  throw Error(schema::cannot_parse_time(go_quote(text)));
}

// Members of an object, or items of an array, that must be strings.
void check_strings(Node node, std::string_view place, bool map) {
  if (!given(node)) return;
  if (map ? !node.is_object() : !node.is_array()) fail(node, place, map ? "map[string]string" : "[]string");
  for (const Member& member : node.members()) check_string(member.value, place);
  for (const Node item : node.items()) check_string(item, place);
}

void check_list(Node node, std::string_view place, std::string_view type) {
  if (given(node) && !node.is_array()) fail(node, place, type);
}

void check_field(const std::string& name, Node value) {
  const std::string place = "struct field ObjectMeta.metadata." + name;
  if (name == "labels" || name == "annotations") return check_strings(value, place, true);
  if (name == "finalizers") return check_strings(value, place, false);
  if (name == "creationTimestamp" || name == "deletionTimestamp") return check_time(value, place);
  if (name == "managedFields") return check_list(value, place, "[]v1.ManagedFieldsEntry");
  if (name == "generation" || name == "deletionGracePeriodSeconds") {
    if (given(value) && !value.is_integer()) fail(value, place, "int64");
    return;
  }
  if (name == "ownerReferences") {
    check_list(value, place, "[]v1.OwnerReference");
    for (const Node owner : value.items()) {
      for (const char* field : {"apiVersion", "kind", "name", "uid"}) {
        check_string(owner[field], std::string("struct field OwnerReference.metadata.ownerReferences.") + field);
      }
    }
    return;
  }
  for (const char* text : {"generateName", "name", "namespace", "resourceVersion", "selfLink", "uid"}) {
    if (name == text) return check_string(value, place);
  }
}

void require_kind(Node object, const ManifestText& text) {
  if (object["kind"].str().empty()) throw Error(schema::missing_kind(text()));
}

constexpr const char* kNoObject = "invalid object to validate";

// Whether the object says what it is; each problem is told once.
bool find_problems(Node object, std::vector<std::string>& problems) {
  const auto add = [&](std::string problem) {
    if (std::find(problems.begin(), problems.end(), problem) == problems.end()) problems.push_back(std::move(problem));
  };
  bool good = true;
  const auto check = [&](const char* field) {
    const Node value = object[field];
    if (value.is_string()) return;
    good = false;
    add(std::string(field) + (given(value) ? " isn't string type" : " not set"));
  };
  if (!object.is_object()) {
    add(kNoObject);
    return false;
  }
  check("apiVersion");
  check("kind");
  return good;
}

}  // namespace

void check_manifest(Node object, const ManifestText& text) {
  if (!object.is_object()) fail(object, "value", "unstructured.detector");
  require_kind(object, text);
  if (const Node items = object["items"]; given(items) && object["kind"].str().ends_with("List") && !items.is_array()) {
    fail(items, "struct field decodeList.items", "[]jsontext.Value");
  }
  check_string(object["apiVersion"], "struct field metadataOnlyObject.TypeMeta.apiVersion");
  const Node metadata = object["metadata"];
  if (given(metadata) && !metadata.is_object()) {
    fail(metadata, "struct field metadataOnlyObject.metadata", "v1.ObjectMeta");
  }
  for (const Member& member : metadata.members()) check_field(std::string(member.key), member.value);
}

std::string validation_problem(Node object) {
  std::vector<std::string> problems;
  if (find_problems(object, problems) && object["apiVersion"].str() == "v1" && object["kind"].str() == "List") {
    if (!object["items"].is_array()) problems.emplace_back(kNoObject);
    for (const Node item : object["items"].items()) find_problems(item, problems);
  }
  return problems.size() > 1 ? "[" + join(problems, ", ") + "]" : join(problems, "");
}

namespace {

// A typed list is what kubectl validates itself: the server's validation is for single objects.
std::string list_problem(Node object) {
  const GroupVersion version = GroupVersion::parse(object["apiVersion"].str());
  const std::string_view kind = object["kind"].str();
  if (!kind.ends_with("List") || given(object["items"])) return {};
  const auto& known = schema::builtin_resources();
  const auto is_item = [&](const ResourceInfo& type) {
    return type.group == version.group && type.version == version.version &&
           type.kind == kind.substr(0, kind.size() - 4);
  };
  if (std::none_of(known.begin(), known.end(), is_item)) return {};
  const std::string group = version.group.empty() ? "core" : version.group.substr(0, version.group.find('.'));
  return fmt::format("ValidationError({0}): missing required field \"items\" in io.k8s.api.{1}.{2}.{0}", kind, group,
                     version.version);
}

}  // namespace

void validate_manifest(Node object) {
  std::string problem = validation_problem(object);
  if (problem.empty()) problem = list_problem(object);
  if (problem.empty()) return;
  throw Error(fmt::format(
      "error validating data: {}; if you choose to ignore these errors, turn validation off with --validate=false",
      problem));
}

void check_list_item(Node item) {
  if (!item.is_object()) fail(item, "value", "map[string]interface {}");
}

}  // namespace kpp::resource
