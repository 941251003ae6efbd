// See patch.h. Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
#include "support/apiserver/patch.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "data/yaml.h"
#include "kpp/error.h"
#include "support/apiserver/resource_api.h"
#include "support/apiserver/status.h"

namespace kpp::apiserver {
namespace {

// Lists whose items have a key of their own, by the list's name.
const std::map<std::string, std::string, std::less<>>& merge_keys() {
  static const std::map<std::string, std::string, std::less<>> kKeys = {
      {"containers", "name"},
      {"initContainers", "name"},
      {"ephemeralContainers", "name"},
      {"env", "name"},
      {"volumes", "name"},
      {"volumeMounts", "mountPath"},
      {"volumeDevices", "devicePath"},
      {"imagePullSecrets", "name"},
      {"hostAliases", "ip"},
      {"topologySpreadConstraints", "topologyKey"},
      {"conditions", "type"},
      {"addresses", "type"},
      {"taints", "key"},
      {"ownerReferences", "uid"},
      {"secrets", "name"},
  };
  return kKeys;
}

// The key of a list's items; "" for lists that are replaced.
std::string key_of_list(const std::string& name, const Json& items) {
  if (items.empty() || !items.front().is_object()) return "";
  if (name == "ports") return items.front().contains("containerPort") ? "containerPort" : "port";
  const auto found = merge_keys().find(name);
  return found == merge_keys().end() ? "" : found->second;
}

void merge_list(Json& list, const Json& patch, const std::string& key) {
  for (const Json& item : patch) {
    if (item.contains("$patch") && item["$patch"] == "replace") {
      list = Json::array();
      for (const Json& kept : patch) {
        if (!kept.contains("$patch")) list.push_back(kept);
      }
      return;
    }
  }
  for (const Json& item : patch) {
    if (!item.contains(key)) throw bad_request(fmt::format("map: does not contain declared merge key: {}", key));
    const auto same = std::find_if(list.begin(), list.end(),
                                   [&](const Json& have) { return have.contains(key) && have[key] == item[key]; });
    if (item.contains("$patch") && item["$patch"] == "delete") {
      if (same != list.end()) list.erase(same);
    } else if (same != list.end()) {
      merge_strategically(*same, item);
    } else {
      Json added = Json::object();
      merge_strategically(added, item);
      list.push_back(std::move(added));
    }
  }
}

}  // namespace

void merge_strategically(Json& object, const Json& patch) {
  if (patch.contains("$patch") && patch["$patch"] == "replace") object = Json::object();
  for (const auto& [name, value] : patch.items()) {
    if (name == "$patch" || name.starts_with("$setElementOrder/") || name == "$retainKeys") continue;
    if (name.starts_with("$deleteFromPrimitiveList/")) {
      Json& list = object[name.substr(name.find('/') + 1)];
      for (const Json& gone : value) {
        for (std::size_t at = list.size(); at-- > 0;) {
          if (list[at] == gone) list.erase(at);
        }
      }
      continue;
    }
    if (value.is_null()) {
      object.erase(name);
    } else if (value.is_object()) {
      if (value.contains("$patch") && value["$patch"] == "delete") {
        object.erase(name);
        continue;
      }
      if (!object.contains(name) || !object[name].is_object()) object[name] = Json::object();
      merge_strategically(object[name], value);
    } else if (const std::string key = value.is_array() ? key_of_list(name, value) : ""; !key.empty()) {
      if (!object.contains(name) || !object[name].is_array()) object[name] = Json::array();
      merge_list(object[name], value, key);
    } else if (name == "finalizers" && value.is_array() && object.contains(name)) {
      for (const Json& entry : value) {
        if (std::find(object[name].begin(), object[name].end(), entry) == object[name].end()) {
          object[name].push_back(entry);
        }
      }
    } else {
      object[name] = value;
    }
  }
  if (!patch.contains("$retainKeys")) return;
  const Json& keep = patch["$retainKeys"];
  std::vector<std::string> gone;
  for (const auto& [name, value] : object.items()) {
    if (std::find(keep.begin(), keep.end(), name) == keep.end()) gone.push_back(name);
  }
  for (const std::string& name : gone) object.erase(name);
}

Json read_apply_body(const Request& request) {
  try {
    Arena arena;
    return data::to_json_value(data::parse_yaml(request.body, arena));
  } catch (const ParseError& error) {
    throw bad_request(fmt::format("error decoding YAML: {}", error.what()));
  }
}

Patch::Patch(const Request& request, bool custom) {
  const std::string header = request.header("content-type");
  const std::string type = header.substr(0, header.find(';'));
  if (type == "application/json-patch+json") {
    type_ = Type::json;
  } else if (type == "application/merge-patch+json") {
    type_ = Type::merge;
  } else if (type == "application/strategic-merge-patch+json" && !custom) {
    type_ = Type::strategic;
  } else if (type == "application/apply-patch+yaml") {
    type_ = Type::apply;
  } else {
    const std::string known =
        custom ? "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
               : "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, "
                 "application/apply-patch+yaml";
    throw Failure(415, "UnsupportedMediaType",
                  "the body of the request was in an unknown format - accepted media types include: " + known);
  }
  patch_ = std::make_unique<Json>(type_ == Type::apply ? read_apply_body(request) : read_body(request));
  if ((type_ == Type::json) != patch_->is_array()) {
    throw bad_request("the patch is not of the kind its content type says");
  }
}

Patch::~Patch() = default;

Json Patch::applied(Json object) const {
  switch (type_) {
    case Type::json: try { return object.patch(*patch_);
      } catch (const Json::exception&) {
        throw Failure(422, "Invalid", "the server rejected our request due to an error in our request");
      }
    case Type::merge: object.merge_patch(*patch_); break;
    // Of those who own fields nothing is known: what is applied is merged, and never missed.
    case Type::strategic:
    case Type::apply: merge_strategically(object, *patch_); break;
  }
  return object;
}

}  // namespace kpp::apiserver
