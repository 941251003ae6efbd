// See openapi.h.
#include "support/apiserver/openapi.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/strings.h"
#include "data/json.h"
#include "support/apiserver/kinds.h"

namespace kpp::apiserver {
namespace {

struct Field {
  std::string name;
  std::string type;
  std::string description;
  bool required;
};

struct Type {
  std::string name;
  std::string description;
  std::vector<Field> fields;
};

std::pair<std::string, std::string> cut_at(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return {text.substr(0, at), text.substr(at + mark.size())};
}

std::vector<Type> read_types() {
  std::vector<Type> out;
  bool begins = true;
  for (const std::string& line : split(schema_text(), '\n')) {
    if (line.empty()) {
      begins = true;
      continue;
    }
    const auto [left, description] = cut_at(line, ": ");
    if (begins) {
      out.push_back({left, description, {}});
    } else {
      auto [name, type] = cut_at(left, " ");
      const bool required = name.ends_with('!');
      if (required) name.pop_back();
      out.back().fields.push_back({name, type, description, required});
    }
    begins = false;
  }
  return out;
}

// Component names as a server has them: by where the type is declared.
std::string component_of(const std::string& type) {
  static const std::map<std::string, std::string, std::less<>> kElsewhere = {
      {"ObjectMeta", "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"},
      {"OwnerReference", "io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference"},
      {"LabelSelector", "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector"},
      {"LabelSelectorRequirement", "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement"},
      {"Order", "com.example.shop.v1.Order"},
      {"OrderSpec", "com.example.shop.v1.OrderSpec"},
      {"OrderStatus", "com.example.shop.v1.OrderStatus"}};
  if (const auto found = kElsewhere.find(type); found != kElsewhere.end()) return found->second;
  return (type.starts_with("Deployment") ? "io.k8s.api.apps.v1." : "io.k8s.api.core.v1.") + type;
}

Json schema_of(const std::string& type) {
  if (type.starts_with("[]")) return {{"type", "array"}, {"items", schema_of(type.substr(2))}};
  if (type.starts_with("map ")) return {{"type", "object"}, {"additionalProperties", schema_of(type.substr(4))}};
  if (type == "string" || type == "boolean") return {{"type", type}};
  if (type == "integer") return {{"type", type}, {"format", "int32"}};
  if (type == "time") return {{"type", "string"}, {"format", "date-time"}};
  if (type == "quantity") return {{"oneOf", Json::array({Json{{"type", "string"}}, Json{{"type", "number"}}})}};
  return {{"allOf", Json::array({Json{{"$ref", "#/components/schemas/" + component_of(type)}}})}};
}

Json kind_of(const Kind& kind) { return {{"group", kind.group}, {"version", kind.version}, {"kind", kind.kind}}; }

Json component(const Type& type, const Kind* kind) {
  Json out = {{"description", type.description}, {"type", "object"}};
  if (kind) {
    out["properties"]["apiVersion"] = {{"description", "The group and version of the object's form."},
                                       {"type", "string"}};
    out["properties"]["kind"] = {{"description", "What the object is."}, {"type", "string"}};
    out["x-kubernetes-group-version-kind"] = Json::array({kind_of(*kind)});
  }
  for (const Field& field : type.fields) {
    Json property = schema_of(field.type);
    property["description"] = field.description;
    out["properties"][field.name] = std::move(property);
    if (field.required) out["required"].push_back(field.name);
  }
  return out;
}

// Kinds without a paragraph of their own have metadata and nothing that is known.
Json components(const GroupVersion& version) {
  Json out = Json::object();
  std::vector<const Kind*> kinds;
  for (const Kind& kind : served_kinds()) {
    if (kind.group == version.group && kind.version == version.version) kinds.push_back(&kind);
  }
  for (const Type& type : read_types()) {
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const Kind* each) { return each->kind == type.name; });
    out[component_of(type.name)] = component(type, kind == kinds.end() ? nullptr : *kind);
  }
  for (const Kind* kind : kinds) {
    if (out.contains(component_of(kind->kind))) continue;
    const std::string name = kind->group.empty()
                                 ? component_of(kind->kind)
                                 : fmt::format("io.k8s.api.{}.{}.{}", kind->group, kind->version, kind->kind);
    out[name] = component({kind->kind,
                           "An object of kind " + kind->kind + ".",
                           {{"metadata", "ObjectMeta", "The object's name, labels and so on.", false}}},
                          kind);
  }
  return out;
}

Json operation(const Kind& kind, const char* action) {
  return {{"x-kubernetes-action", action}, {"x-kubernetes-group-version-kind", kind_of(kind)}};
}

Json paths(const GroupVersion& version) {
  Json out = Json::object();
  const std::string base = (version.group.empty() ? "/api/" : "/apis/" + version.group + "/") + version.version;
  for (const Kind& kind : served_kinds()) {
    if (kind.group != version.group || kind.version != version.version) continue;
    const std::string collection = base + (kind.namespaced ? "/namespaces/{namespace}/" : "/") + kind.resource;
    Json patch = operation(kind, "patch");
    for (const char* name : {"dryRun", "fieldManager", "fieldValidation", "force"}) {
      patch["parameters"].push_back({{"name", name}, {"in", "query"}, {"schema", {{"type", "string"}}}});
    }
    out[collection] = {{"get", operation(kind, "list")}, {"post", operation(kind, "post")}};
    out[collection + "/{name}"] = {{"get", operation(kind, "get")},
                                   {"put", operation(kind, "put")},
                                   {"patch", std::move(patch)},
                                   {"delete", operation(kind, "delete")}};
  }
  return out;
}

std::string document(const GroupVersion& version) {
  const Json json = {{"openapi", "3.0.0"},
                     {"info", {{"title", "Kubernetes"}, {"version", "v1.36.0"}}},
                     {"paths", paths(version)},
                     {"components", {{"schemas", components(version)}}}};
  Arena arena;
  return data::to_json(data::to_node(json, arena)) + "\n";
}

}  // namespace

bool answer_openapi(const Request& request, Answer& answer) {
  if (request.method != "GET" || !request.path.starts_with("/openapi/v3")) return false;
  const std::string wanted = request.path.substr(std::string_view("/openapi/v3").size());
  Json index = Json::object();
  for (const Kind& kind : served_kinds()) {
    const std::string key = (kind.group.empty() ? "api/" : "apis/" + kind.group + "/") + kind.version;
    if (index.contains(key)) continue;
    if (wanted == "/" + key) {
      answer.send(200, "application/json", document({kind.group, kind.version}));
      return true;
    }
    const std::string hash = wanted.empty() ? to_upper(sha256_hex(document({kind.group, kind.version}))) : "";
    index[key] = {{"serverRelativeURL", fmt::format("/openapi/v3/{}?hash={}", key, hash)}};
  }
  if (!wanted.empty() && wanted != "/") return false;
  Arena arena;
  answer.send(200, "application/json", data::to_json(data::to_node({{"paths", std::move(index)}}, arena)) + "\n");
  return true;
}

}  // namespace kpp::apiserver
