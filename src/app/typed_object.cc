// See typed_object.h.
#include "app/typed_object.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace kpp::app {
namespace {

struct Field {
  std::string_view kind;
  std::string_view path;   ///< "[]" steps into each element of a list
  std::string_view value;  ///< JSON
};

// Where the types always have a value.
constexpr Field kFields[] = {
    {"CronJob", "metadata", "{}"},
    {"CronJob", "spec.jobTemplate.metadata", "{}"},
    {"CronJob", "spec.jobTemplate.spec.template.metadata", "{}"},
    {"CronJob", "status", "{}"},
    {"DaemonSet", "spec.template.metadata", "{}"},
    {"DaemonSet", "spec.updateStrategy", "{}"},
    {"DaemonSet", "status", R"({"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,"numberReady":0})"},
    {"Deployment", "spec.template.metadata", "{}"},
    {"Deployment", "spec.strategy", "{}"},
    {"Deployment", "status", "{}"},
    {"Job", "spec.template.metadata", "{}"},
    {"Job", "status", "{}"},
    {"Pod", "status", "{}"},
    {"ReplicaSet", "spec.template.metadata", "{}"},
    {"ReplicaSet", "status", R"({"replicas":0})"},
    {"ReplicationController", "spec.template.metadata", "{}"},
    {"ReplicationController", "status", R"({"replicas":0})"},
    {"Service", "status", R"({"loadBalancer":{}})"},
    {"StatefulSet", "spec.template.metadata", "{}"},
    {"StatefulSet", "spec.serviceName", R"("")"},
    {"StatefulSet", "spec.updateStrategy", "{}"},
    {"StatefulSet", "status", R"({"replicas":0,"availableReplicas":0})"},
};

constexpr std::string_view kPodSpecs[] = {"spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec"};

Json* find(Json& object, const std::vector<std::string>& path, std::size_t count) {
  Json* at = &object;
  for (std::size_t i = 0; i < count; ++i) {
    if (!at->is_object()) return nullptr;
    const auto next = at->find(path[i]);
    if (next == at->end()) return nullptr;
    at = &*next;
  }
  return at;
}

void fill_container(Json& container) {
  if (container.is_object() && !container.contains("resources")) container["resources"] = Json::object();
}

}  // namespace

Json as_typed(Json object) {
  const std::string kind = object.value("kind", "");
  for (const Field& field : kFields) {
    if (field.kind != kind) continue;
    const std::vector<std::string> path = split(field.path, '.');
    Json* parent = find(object, path, path.size() - 1);
    if (parent && parent->is_object() && !parent->contains(path.back())) (*parent)[path.back()] = data::parse_json_value(field.value);
  }
  for (const std::string_view spec_path : kPodSpecs) {
    const std::vector<std::string> path = split(spec_path, '.');
    Json* spec = find(object, path, path.size());
    if (!spec || !spec->is_object()) continue;
    for (const char* list : {"containers", "initContainers", "ephemeralContainers"}) {
      const auto found = spec->find(list);
      if (found == spec->end() || !found->is_array()) continue;
      for (Json& container : *found) fill_container(container);
    }
  }
  return object;
}

}  // namespace kpp::app
