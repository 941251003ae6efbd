// See scale.h.
#include "support/apiserver/scale.h"

#include <nlohmann/json.hpp>

#include "data/selector.h"

namespace kpp::apiserver {

Object scale_of(Node object) {
  Json metadata = Json::object();
  for (const char* name : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
    if (const Node value = object["metadata"][name]) metadata[name] = data::to_json_value(value);
  }
  return to_object({{"kind", "Scale"},
                    {"apiVersion", "autoscaling/v1"},
                    {"metadata", std::move(metadata)},
                    {"spec", {{"replicas", object["spec"]["replicas"].as_int()}}},
                    {"status",
                     {{"replicas", object["status"]["replicas"].as_int()},
                      {"selector", format_label_selector(object["spec"]["selector"])}}}});
}

Json scaled(Json object, const Json& scale) {
  const Json spec = scale.value("spec", Json::object());
  const std::int64_t replicas = spec.value("replicas", std::int64_t{0});
  if (replicas < 0) {
    throw invalid(
        "autoscaling", "Scale", object["metadata"].value("name", ""),
        {{"FieldValueInvalid", "Invalid value: " + std::to_string(replicas) + ": must be greater than or equal to 0",
          "spec.replicas"}});
  }
  object["spec"]["replicas"] = replicas;
  if (scale.contains("metadata")) {
    const std::string version = scale["metadata"].value("resourceVersion", "");
    if (!version.empty()) object["metadata"]["resourceVersion"] = version;
  }
  return object;
}

}  // namespace kpp::apiserver
