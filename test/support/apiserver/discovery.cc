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
};

std::vector<Subresource> subresources_of(const Kind& kind) {
  std::vector<Subresource> out;
  if (kind.scale) out.push_back({"scale", {"autoscaling", "v1", "Scale"}});
  if (kind.status) out.push_back({"status", {kind.group, kind.version, kind.kind}});
  return out;
}

std::vector<GroupVersion> versions_served(bool core) {
  std::vector<GroupVersion> out;
  for (const Kind& kind : served_kinds()) {
    const GroupVersion version{kind.group, kind.version};
    if (kind.group.empty() == core && std::find(out.begin(), out.end(), version) == out.end()) out.push_back(version);
  }
  return out;
}

Json kind_of(const GroupVersionKind& gvk) { return {{"group", gvk.group}, {"version", gvk.version}, {"kind", gvk.kind}}; }

Json aggregated_resource(const Kind& kind) {
  Json out = {{"resource", kind.resource},
              {"responseKind", kind_of({kind.group, kind.version, kind.kind})},
              {"scope", kind.namespaced ? "Namespaced" : "Cluster"},
              {"singularResource", kind.singular},
              {"verbs", verbs_of(kind)}};
  if (!kind.short_names.empty()) out["shortNames"] = kind.short_names;
  if (!kind.categories.empty()) out["categories"] = kind.categories;
  for (const Subresource& sub : subresources_of(kind)) {
    out["subresources"].push_back({{"subresource", sub.name}, {"responseKind", kind_of(sub.kind)}, {"verbs", kStatusVerbs}});
  }
  return out;
}

Json aggregated(bool core, const std::string& form) {
  Json list = {{"kind", "APIGroupDiscoveryList"}, {"apiVersion", "apidiscovery.k8s.io/" + form}, {"metadata", Json::object()}, {"items", Json::array()}};
  for (const GroupVersion& served : versions_served(core)) {
    Json resources = Json::array();
    for (const Kind& kind : served_kinds()) {
      if (kind.group == served.group && kind.version == served.version) resources.push_back(aggregated_resource(kind));
    }
    Json metadata = {{"creationTimestamp", nullptr}};
    if (!served.group.empty()) metadata["name"] = served.group;
    Json version = {{"version", served.version}, {"resources", std::move(resources)}, {"freshness", "Current"}};
    list["items"].push_back({{"metadata", std::move(metadata)},
                             {"versions", Json::array({std::move(version)})}});
  }
  return list;
}

Json api_versions(const std::string& address) {
  Json addresses = {{"clientCIDR", "0.0.0.0/0"}, {"serverAddress", address}};
  return {{"kind", "APIVersions"}, {"versions", Json::array({"v1"})}, {"serverAddressByClientCIDRs", Json::array({std::move(addresses)})}};
}

Json group_of(const GroupVersion& served) {
  const Json version = {{"groupVersion", served.str()}, {"version", served.version}};
  return {{"name", served.group}, {"versions", Json::array({version})}, {"preferredVersion", version}};
}

Json group_list() {
  Json groups = Json::array();
  for (const GroupVersion& served : versions_served(false)) groups.push_back(group_of(served));
  return {{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", std::move(groups)}};
}

Json resource_list(const GroupVersion& served) {
  Json resources = Json::array();
  for (const Kind& kind : served_kinds()) {
    if (kind.group != served.group || kind.version != served.version) continue;
    Json entry = {{"name", kind.resource}, {"singularName", kind.singular}, {"namespaced", kind.namespaced}, {"kind", kind.kind}, {"verbs", verbs_of(kind)}};
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
      below["verbs"] = kStatusVerbs;
      resources.push_back(std::move(below));
    }
  }
  return {{"kind", "APIResourceList"}, {"apiVersion", "v1"}, {"groupVersion", served.str()}, {"resources", std::move(resources)}};
}

void send(Answer& answer, const Json& json, const std::string& type = "application/json", const Answer::Headers& headers = {}) {
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

bool answer_discovery(const Request& request, Answer& answer, Aggregated newest, const std::string& address) {
  if (request.method != "GET") return false;
  const std::string path = request.path.ends_with('/') ? request.path.substr(0, request.path.size() - 1) : request.path;
  if (path == "/api" || path == "/apis") {
    const bool core = path == "/api";
    const std::string form = wanted_form(request.header("accept"), newest);
    if (form.empty()) {
      send(answer, core ? api_versions(address) : group_list(), "application/json", {{"Vary", "Accept"}});
      return true;
    }
    Arena arena;
    const std::string body = data::to_json(data::to_node(aggregated(core, form), arena)) + "\n";
    const std::string tag = "\"" + to_upper(sha256_hex(body)) + "\"";
    const Answer::Headers headers = {{"ETag", tag}, {"Vary", "Accept"}};
    if (request.header("if-none-match") == tag) {
      answer.send(304, "", "", headers);
    } else {
      answer.send(200, fmt::format("application/json;g=apidiscovery.k8s.io;v={};as=APIGroupDiscoveryList", form), body, headers);
    }
    return true;
  }
  const std::vector<std::string> parts = split(path.substr(std::min<std::size_t>(1, path.size())), '/');
  const bool core = parts.size() == 2 && parts[0] == "api";
  if (!core && !(parts[0] == "apis" && (parts.size() == 2 || parts.size() == 3))) return false;
  for (const GroupVersion& served : versions_served(core)) {
    if (core ? served.version != parts[1] : served.group != parts[1]) continue;
    if (!core && parts.size() == 2) {
      Json group = {{"kind", "APIGroup"}, {"apiVersion", "v1"}};
      group.update(group_of(served));
      send(answer, group);
      return true;
    }
    if (!core && served.version != parts[2]) continue;
    send(answer, resource_list(served));
    return true;
  }
  return false;
}

}  // namespace kpp::apiserver
