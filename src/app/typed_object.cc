// See typed_object.h.
#include "app/typed_object.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

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
    {"Service", "spec.ports[].targetPort", "0"},
    {"Service", "status", R"({"loadBalancer":{}})"},
    {"StatefulSet", "spec.template.metadata", "{}"},
    {"StatefulSet", "spec.serviceName", R"("")"},
    {"StatefulSet", "spec.updateStrategy", "{}"},
    {"StatefulSet", "status", R"({"replicas":0,"availableReplicas":0})"},
};

constexpr std::string_view kPodSpecs[] = {"spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec"};

// Calls `visit` for every value at the path. The last step may be missing: then `visit` gets its parent and its name.
template <class Visit>
void walk(Json& at, std::string_view path, const Visit& visit) {
  if (!at.is_object()) return;
  const std::size_t dot = path.find('.');
  std::string step(path.substr(0, dot));
  if (dot == std::string_view::npos) return visit(at, step);
  const bool each = step.ends_with("[]");
  if (each) step.resize(step.size() - 2);
  const auto next = at.find(step);
  if (next == at.end()) return;
  if (!each) return walk(*next, path.substr(dot + 1), visit);
  if (!next->is_array()) return;
  for (Json& element : *next) walk(element, path.substr(dot + 1), visit);
}

}  // namespace

Json as_typed(Json object) {
  const std::string kind = object.value("kind", "");
  const auto fill = [&](std::string_view path, std::string_view value) {
    walk(object, path, [&](Json& parent, const std::string& name) {
      if (!parent.contains(name)) parent[name] = data::parse_json_value(value);
    });
  };
  for (const Field& field : kFields) {
    if (field.kind == kind) fill(field.path, field.value);
  }
  for (const std::string_view spec : kPodSpecs) {
    for (const std::string_view list : {"containers", "initContainers", "ephemeralContainers"}) {
      fill(fmt::format("{}.{}[].resources", spec, list), "{}");
    }
  }
  return object;
}

}  // namespace kpp::app
