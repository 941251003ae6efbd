// See discovery.h. Source: KEP-3352, https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
#include "support/apiserver/discovery.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/strings.h"
#include "data/json.h"
#include "support/apiserver/kinds.h"

namespace kpp::apiserver {
namespace {

using Texts = std::vector<std::string>;

const Texts kStatusVerbs = {"get", "patch", "update"};

struct Subresource {
  std::string name;
  GroupVersionKind kind;
  Texts verbs = {};
};

std::vector<Subresource> subresources_of(const Kind& kind) {
  std::vector<Subresource> out;
  if (kind.eviction) out.push_back({"eviction", {"policy", "v1", "Eviction"}, {"create"}});
  if (kind.scale) out.push_back({"scale", {"autoscaling", "v1", "Scale"}, kStatusVerbs});
  if (kind.status) out.push_back({"status", {kind.group, kind.version, kind.kind}, kStatusVerbs});
  return out;
}

using Kinds = std::vector<const Kind*>;

Kinds kinds_of(const Discovery& discovery) {
  Kinds out;
  for (const Kind& kind : served_kinds()) out.push_back(&kind);
  if (!discovery.metrics) return out;
  for (const Kind& kind : metric_kinds()) out.push_back(&kind);
  return out;
}

/// A group with its versions, the preferred one first.
struct Group {
  std::string name;
  Texts versions;
};

std::vector<Group> groups_of(const Kinds& kinds, bool core) {
  std::vector<Group> out;
  for (const Kind* kind : kinds) {
    if (kind->group.empty() != core) continue;
    if (out.empty() || out.back().name != kind->group) out.push_back({kind->group, {}});
    Texts& versions = out.back().versions;
    if (versions.empty() || versions.back() != kind->version) versions.push_back(kind->version);
  }
  return out;
}

Json kind_of(const GroupVersionKind& gvk) {
  return {{"group", gvk.group}, {"version", gvk.version}, {"kind", gvk.kind}};
}

Json aggregated_resource(const Kind& kind) {
  Json out = {{"resource", kind.resource},
              {"responseKind", kind_of({kind.group, kind.version, kind.kind})},
              {"scope", kind.namespaced ? "Namespaced" : "Cluster"},
              {"singularResource", kind.singular},
              {"verbs", verbs_of(kind)}};
  if (!kind.short_names.empty()) out["shortNames"] = kind.short_names;
  if (!kind.categories.empty()) out["categories"] = kind.categories;
  for (const Subresource& sub : subresources_of(kind)) {
    out["subresources"].push_back(
        {{"subresource", sub.name}, {"responseKind", kind_of(sub.kind)}, {"verbs", sub.verbs}});
  }
  return out;
}

Json aggregated(const Kinds& kinds, bool core, const std::string& form) {
  Json list = {{"kind", "APIGroupDiscoveryList"},
               {"apiVersion", "apidiscovery.k8s.io/" + form},
               {"metadata", Json::object()},
               {"items", Json::array()}};
  for (const Group& group : groups_of(kinds, core)) {
    Json versions = Json::array();
    for (const std::string& version : group.versions) {
      Json resources = Json::array();
      for (const Kind* kind : kinds) {
        if (kind->group == group.name && kind->version == version) resources.push_back(aggregated_resource(*kind));
      }
      versions.push_back({{"version", version}, {"resources", std::move(resources)}, {"freshness", "Current"}});
    }
    Json metadata = {{"creationTimestamp", nullptr}};
    if (!group.name.empty()) metadata["name"] = group.name;
    list["items"].push_back({{"metadata", std::move(metadata)}, {"versions", std::move(versions)}});
  }
  return list;
}

Json api_versions(const std::string& address) {
  Json addresses = {{"clientCIDR", "0.0.0.0/0"}, {"serverAddress", address}};
  return {{"kind", "APIVersions"},
          {"versions", Json::array({"v1"})},
          {"serverAddressByClientCIDRs", Json::array({std::move(addresses)})}};
}

Json group_json(const Group& group) {
  Json versions = Json::array();
  for (const std::string& version : group.versions) {
    versions.push_back({{"groupVersion", GroupVersion{group.name, version}.str()}, {"version", version}});
  }
  Json preferred = versions.front();
  return {{"name", group.name}, {"versions", std::move(versions)}, {"preferredVersion", std::move(preferred)}};
}

Json group_list(const Kinds& kinds) {
  Json groups = Json::array();
  for (const Group& group : groups_of(kinds, false)) groups.push_back(group_json(group));
  return {{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", std::move(groups)}};
}

Json resource_list(const Kinds& kinds, const GroupVersion& served) {
  Json resources = Json::array();
  for (const Kind* each : kinds) {
    const Kind& kind = *each;
    if (kind.group != served.group || kind.version != served.version) continue;
    Json entry = {{"name", kind.resource},
                  {"singularName", kind.singular},
                  {"namespaced", kind.namespaced},
                  {"kind", kind.kind},
                  {"verbs", verbs_of(kind)}};
    if (!kind.short_names.empty()) entry["shortNames"] = kind.short_names;
    if (!kind.categories.empty()) entry["categories"] = kind.categories;
    resources.push_back(std::move(entry));
    for (const Subresource& sub : subresources_of(kind)) {
      Json below = {{"name", kind.resource + "/" + sub.name}, {"singularName", ""}, {"namespaced", kind.namespaced}};
      if (sub.kind.group != kind.group) {
        below["group"] = sub.kind.group;
        below["version"] = sub.kind.version;
      }
      below["kind"] = sub.kind.kind;
      below["verbs"] = sub.verbs;
      resources.push_back(std::move(below));
    }
  }
  return {{"kind", "APIResourceList"},
          {"apiVersion", "v1"},
          {"groupVersion", served.str()},
          {"resources", std::move(resources)}};
}

void send(Answer& answer, const Json& json, const std::string& type = "application/json",
          const Answer::Headers& headers = {}) {
  Arena arena;
  answer.send(200, type, data::to_json(data::to_node(json, arena)) + "\n", headers);
}

// The form the client likes best among those known here: "", "v2beta1" or "v2".
std::string wanted_form(const std::string& accept, Aggregated newest) {
  for (const std::string& range : split(accept, ',')) {
    if (range.find("as=APIGroupDiscoveryList") == std::string::npos) {
      if (range.find("application/json") != std::string::npos || range.find("*/*") != std::string::npos) return "";
      continue;
    }
    if (newest == Aggregated::v2 && range.ends_with("v=v2;as=APIGroupDiscoveryList")) return "v2";
    if (newest != Aggregated::none && range.ends_with("v=v2beta1;as=APIGroupDiscoveryList")) return "v2beta1";
  }
  return "";
}

}  // namespace

bool answer_discovery(const Request& request, Answer& answer, const Discovery& discovery) {
  if (request.method != "GET") return false;
  const Kinds kinds = kinds_of(discovery);
  const std::string path = request.path.ends_with('/') ? request.path.substr(0, request.path.size() - 1) : request.path;
  if (path == "/api" || path == "/apis") {
    const bool core = path == "/api";
    const std::string form = wanted_form(request.header("accept"), discovery.newest);
    if (form.empty()) {
      send(answer, core ? api_versions(discovery.address) : group_list(kinds), "application/json",
           {{"Vary", "Accept"}});
      return true;
    }
    Arena arena;
    const std::string body = data::to_json(data::to_node(aggregated(kinds, core, form), arena)) + "\n";
    const std::string tag = "\"" + to_upper(sha256_hex(body)) + "\"";
    const Answer::Headers headers = {{"ETag", tag}, {"Vary", "Accept"}};
    if (request.header("if-none-match") == tag) {
      answer.send(304, "", "", headers);
    } else {
      answer.send(200, fmt::format("application/json;g=apidiscovery.k8s.io;v={};as=APIGroupDiscoveryList", form), body,
                  headers);
    }
    return true;
  }
  const std::vector<std::string> parts = split(path.substr(std::min<std::size_t>(1, path.size())), '/');
  const bool core = parts.size() == 2 && parts[0] == "api";
  if (!core && !(parts[0] == "apis" && (parts.size() == 2 || parts.size() == 3))) return false;
  for (const Group& group : groups_of(kinds, core)) {
    if (!core && group.name != parts[1]) continue;
    if (!core && parts.size() == 2) {
      Json json = {{"kind", "APIGroup"}, {"apiVersion", "v1"}};
      json.update(group_json(group));
      send(answer, json);
      return true;
    }
    for (const std::string& version : group.versions) {
      if (version != parts.back()) continue;
      send(answer, resource_list(kinds, {group.name, version}));
      return true;
    }
  }
  return false;
}

}  // namespace kpp::apiserver
