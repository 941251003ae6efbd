// What servers answer in many tests, made of what the test is about.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"
#include "data/yaml.h"
#include "kpp/discovery.h"
#include "support/fake_transport.h"

namespace kpp::test {

/// JSON of what is more readable as YAML; members stay in their order.
inline std::string json(std::string_view yaml) {
  Arena arena;
  return data::to_json(data::parse_yaml(yaml, arena, KeyOrder::as_written));
}

/// A text as JSON.
inline std::string quoted(std::string_view text) {
  std::string out;
  data::write_json_string(text, out);
  return out;
}

/// A Status that says no; without a reason it has the one that goes with the code.
inline std::string status(int code, std::string_view message, std::string_view reason = {}) {
  const auto usual = [&]() -> std::string_view {
    switch (code) {
      case 400: return "BadRequest";
      case 401: return "Unauthorized";
      case 403: return "Forbidden";
      case 404: return "NotFound";
      case 409: return "Conflict";
      case 410: return "Expired";
      case 422: return "Invalid";
      case 429: return "TooManyRequests";
      case 500: return "InternalError";
      case 503: return "ServiceUnavailable";
      default: return "";
    }
  }();
  return R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":)" + quoted(message) +
         R"(,"reason":)" + quoted(reason.empty() ? usual : reason) + R"(,"code":)" + std::to_string(code) + "}";
}

/// `resource` is "pods", or "deployments.apps".
inline std::string not_found(std::string_view resource, std::string_view name) {
  return status(404, std::string(resource) + " " + quoted(name) + " not found");
}

/// What /api and /apis say there is: the types, those of a group and of a version together.
inline std::string discovery(const std::vector<ResourceInfo>& types) {
  Json groups = Json::array();
  for (const ResourceInfo& type : types) {
    if (groups.empty() || groups.back()["metadata"]["name"] != type.group) {
      groups.push_back({{"metadata", {{"name", type.group}}}, {"versions", Json::array()}});
    }
    Json& versions = groups.back()["versions"];
    if (versions.empty() || versions.back()["version"] != type.version) {
      versions.push_back({{"version", type.version}, {"resources", Json::array()}});
    }
    versions.back()["resources"].push_back({{"resource", type.resource},
                                            {"responseKind", {{"kind", type.kind}}},
                                            {"scope", type.namespaced ? "Namespaced" : "Cluster"},
                                            {"singularResource", type.singular},
                                            {"verbs", type.verbs},
                                            {"shortNames", type.short_names},
                                            {"categories", type.categories}});
  }
  return Json{{"kind", "APIGroupDiscoveryList"}, {"items", std::move(groups)}}.dump();
}
/// The answers to both questions about types.
inline Stub core_types(const std::vector<ResourceInfo>& types = {}) {
  return {.target = "/api?timeout=32s", .body = discovery(types)};
}
inline Stub group_types(const std::vector<ResourceInfo>& types) {
  return {.target = "/apis?timeout=32s", .body = discovery(types)};
}

}  // namespace kpp::test
