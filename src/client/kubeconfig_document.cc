// See kubeconfig_document.h.
#include "client/kubeconfig_document.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/base64.h"
#include "base/quote.h"
#include "data/yaml.h"
#include "kpp/error.h"

namespace kpp {
namespace {

std::string_view kind_of(Node value) {
  if (value.is_boolean()) return "bool";
  if (value.is_string()) return "string";
  if (value.is_array()) return "array";
  return value.is_object() ? "object" : "number";
}

// Where a value stands, for encoding/json's words.
struct Place {
  std::string_view owner;
  std::string path;

  [[noreturn]] void refuse(Node value, std::string_view wanted) const {
    throw ConfigError(fmt::format("json: cannot unmarshal {} into Go struct field {}.{} of type {}", kind_of(value),
                                  owner, path, wanted));
  }
  std::string text(Node value, std::string_view go_type = "string") const {
    if (value.has_value() && !value.is_string()) refuse(value, go_type);
    return std::string(value.str());
  }
};

class Decoder {
 public:
  explicit Decoder(UnknownMembers unknown) : unknown_(unknown) {}

  Json object(Node node, const StructType& type, const std::string& path) const {
    Json out = Json::object();
    for (const StructField& field : type.fields) {
      const Node value = node[field.name];
      const Place place{type.name, path.empty() ? std::string(field.name) : fmt::format("{}.{}", path, field.name)};
      Json decoded = value.has_value() ? this->value(value, field, place) : Json();
      if (!decoded.is_null()) out[std::string(field.name)] = std::move(decoded);
    }
    if (unknown_ == UnknownMembers::keep) {
      for (const Member& member : node.members()) {
        if (!type.find(member.key)) out[std::string(member.key)] = data::to_json_value(member.value);
      }
    }
    if (type.name == "ExecConfig") set_exec_defaults(out);
    normalise_struct(out, type);
    return out;
  }

 private:
  Json value(Node value, const StructField& field, const Place& place) const {
    switch (field.type) {
      case FieldType::text: return place.text(value, field.go_type);
      case FieldType::flag:
        if (!value.is_boolean()) place.refuse(value, "bool");
        return value.as_bool();
      case FieldType::bytes:
        if (!value.is_string()) place.refuse(value, "[]uint8");
        return base64_encode(base64_decode_or_throw(value.str()));
      case FieldType::texts: return texts(value, place);
      case FieldType::text_map:
        if (!value.is_object()) place.refuse(value, "map[string]string");
        return each(value, [&](Node member) { return Json(place.text(member)); });
      case FieldType::texts_map:
        if (!value.is_object()) place.refuse(value, "map[string][]string");
        return each(value, [&](Node member) { return member.has_value() ? texts(member, place) : Json(); });
      case FieldType::object:
        if (!value.is_object()) place.refuse(value, fmt::format("{}.{}", field.of->package, field.of->name));
        return object(value, *field.of, place.path);
      case FieldType::object_list: return list(value, field, place);
      case FieldType::extensions: return extensions(value, place);
    }
    return {};
  }

  template <class Make>
  static Json each(Node value, Make make) {
    Json out = Json::object();
    for (const Member& member : value.members()) out[std::string(member.key)] = make(member.value);
    return out;
  }

  static Json texts(Node value, const Place& place) {
    if (!value.is_array()) place.refuse(value, "[]string");
    Json out = Json::array();
    for (const Node item : value.items()) out.push_back(place.text(item));
    return out;
  }

  Json list(Node value, const StructField& field, const Place& place) const {
    if (!value.is_array()) place.refuse(value, fmt::format("[]{}.{}", field.of->package, field.of->name));
    Json out = Json::array();
    for (const Node item : value.items()) {
      if (item.has_value() && !item.is_object()) {
        place.refuse(item, fmt::format("{}.{}", field.of->package, field.of->name));
      }
      out.push_back(object(item, *field.of, place.path));
    }
    if (field.named) sort_by_name(out, field.of->name, field.of->fields[1].of->name);
    return out;
  }

  static Json extensions(Node value, const Place& place) {
    if (!value.is_array()) place.refuse(value, "[]v1.NamedExtension");
    Json out = Json::array();
    for (const Node item : value.items()) {
      if (item.has_value() && !item.is_object()) place.refuse(item, "v1.NamedExtension");
      const Place name{"NamedExtension", place.path + ".name"};
      out.push_back({{"name", name.text(item["name"])},
                     {"extension", item["extension"].exists() ? data::to_json_value(item["extension"]) : Json()}});
    }
    sort_by_name(out, "NamedExtension", "");
    return out;
  }

  // client-go keeps named lists as maps: sorted when written, each name once.
  static void sort_by_name(Json& list, std::string_view item_type, std::string_view value_type) {
    std::vector<std::string> names;
    for (const Json& item : list) names.push_back(item["name"].get<std::string>());
    std::set<std::string_view> seen;
    for (const std::string& name : names) {
      if (seen.insert(name).second) continue;
      const std::string map =
          value_type.empty() ? "map[string]runtime.Object" : fmt::format("map[string]*api.{}", value_type);
      throw ConfigError(fmt::format("error converting *[]{} into *{}: duplicate name {} in list: {}", item_type, map,
                                    go_quote(name), go_list(names)));
    }
    std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) {
      return a["name"].get_ref<const std::string&>() < b["name"].get_ref<const std::string&>();
    });
  }

  static void set_exec_defaults(Json& exec) {
    const std::string version = exec.value("apiVersion", "");
    const bool before_v1 =
        version == "client.authentication.k8s.io/v1alpha1" || version == "client.authentication.k8s.io/v1beta1";
    if (exec.value("interactiveMode", "").empty() && before_v1) {
      exec["interactiveMode"] = "IfAvailable";
    }
  }

  UnknownMembers unknown_;
};

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_boolean() && !value.get<bool>()) ||
         (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         ((value.is_array() || value.is_object()) && value.empty());
}

// What Go writes for a member that nobody set.
Json zero(const StructField& field) {
  if (field.type == FieldType::text) return "";
  if (field.type == FieldType::flag) return false;
  return field.type == FieldType::object ? empty_struct(*field.of) : Json();
}

std::vector<Json>::difference_type place_of(const Json& list, std::string_view name) {
  std::vector<Json>::difference_type at = 0;
  for (const Json& item : list) {
    if (item["name"].get_ref<const std::string&>() >= name) break;
    ++at;
  }
  return at;
}

}  // namespace

std::string_view section_name(KubeconfigSection section) {
  constexpr std::string_view kNames[] = {"clusters", "contexts", "users"};
  return kNames[static_cast<std::size_t>(section)];
}

std::string_view section_value_name(KubeconfigSection section) {
  constexpr std::string_view kNames[] = {"cluster", "context", "user"};
  return kNames[static_cast<std::size_t>(section)];
}

const StructField* StructType::find(std::string_view member) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const StructField& field) { return field.name == member; });
  return found == fields.end() ? nullptr : &*found;
}

const StructType& section_type(KubeconfigSection section) {
  static const StructType provider{
      "AuthProviderConfig",
      {{"name", FieldType::text, Written::always}, {"config", FieldType::text_map, Written::always}}};
  static const StructType variable{
      "ExecEnvVar", {{"name", FieldType::text, Written::always}, {"value", FieldType::text, Written::always}}};
  static const StructType exec{"ExecConfig",
                               {{"command", FieldType::text, Written::always},
                                {"args", FieldType::texts, Written::always},
                                {"env", FieldType::object_list, Written::always, &variable},
                                {"apiVersion"},
                                {"installHint"},
                                {"provideClusterInfo", FieldType::flag, Written::always},
                                {.name = "interactiveMode", .go_type = "v1.ExecInteractiveMode"}}};
  static const StructType types[] = {{"Cluster",
                                      {{"server", FieldType::text, Written::always},
                                       {"tls-server-name"},
                                       {"insecure-skip-tls-verify", FieldType::flag},
                                       {"certificate-authority"},
                                       {"certificate-authority-data", FieldType::bytes},
                                       {"proxy-url"},
                                       {"disable-compression", FieldType::flag},
                                       {"extensions", FieldType::extensions}}},
                                     {"Context",
                                      {{"cluster", FieldType::text, Written::always},
                                       {"user", FieldType::text, Written::always},
                                       {"namespace"},
                                       {"extensions", FieldType::extensions}}},
                                     {"AuthInfo",
                                      {{"client-certificate"},
                                       {"client-certificate-data", FieldType::bytes},
                                       {"client-key"},
                                       {"client-key-data", FieldType::bytes},
                                       {"token"},
                                       {"tokenFile"},
                                       {"as"},
                                       {"as-uid"},
                                       {"as-groups", FieldType::texts},
                                       {"as-user-extra", FieldType::texts_map},
                                       {"username"},
                                       {"password"},
                                       {"auth-provider", FieldType::object, Written::set, &provider},
                                       {"exec", FieldType::object, Written::set, &exec},
                                       {"extensions", FieldType::extensions}}}};
  return types[static_cast<std::size_t>(section)];
}

const StructType& kubeconfig_type() {
  static const StructType preferences{"Preferences",
                                      {{"colors", FieldType::flag}, {"extensions", FieldType::extensions}}};
  static const auto named = [](KubeconfigSection section, std::string_view name) {
    return StructType{name,
                      {{"name", FieldType::text, Written::always},
                       {section_value_name(section), FieldType::object, Written::always, &section_type(section)}}};
  };
  static const StructType cluster = named(KubeconfigSection::clusters, "NamedCluster");
  static const StructType context = named(KubeconfigSection::contexts, "NamedContext");
  static const StructType user = named(KubeconfigSection::users, "NamedAuthInfo");
  static const StructType config{"Config",
                                 {{"kind"},
                                  {"apiVersion"},
                                  {"preferences", FieldType::object, Written::filled, &preferences},
                                  {"clusters", FieldType::object_list, Written::always, &cluster, true},
                                  {"users", FieldType::object_list, Written::always, &user, true},
                                  {"contexts", FieldType::object_list, Written::always, &context, true},
                                  {"current-context", FieldType::text, Written::always},
                                  {"extensions", FieldType::extensions}}};
  return config;
}

Json kubeconfig_document(Node root, UnknownMembers unknown) {
  constexpr std::string_view kHead = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (root.has_value() && !root.is_object()) {
    throw ConfigError(fmt::format(
        "{} {} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
        "\"json:\\\"kind,omitempty\\\"\" }}",
        kHead, kind_of(root)));
  }
  for (const char* key : {"apiVersion", "kind"}) {
    const Node value = root[key];
    if (value.has_value() && !value.is_string()) {
      throw ConfigError(fmt::format("{} {} into Go struct field .{} of type string", kHead, kind_of(value), key));
    }
  }
  const std::string_view kind = root["kind"].str().empty() ? "Config" : root["kind"].str();
  const std::string_view version = root["apiVersion"].str().empty() ? "v1" : root["apiVersion"].str();
  if (kind != "Config" || version != "v1") {
    throw ConfigError(
        fmt::format("no kind {} is registered for version {} in scheme "
                    "\"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"",
                    go_quote(kind), go_quote(version)));
  }
  Json out = Decoder(unknown).object(root, kubeconfig_type(), "");
  out["kind"] = "Config";
  out["apiVersion"] = "v1";
  normalise_struct(out, kubeconfig_type());
  return out;
}

void check_kubeconfig(Node root) { kubeconfig_document(root, UnknownMembers::drop); }
Json struct_document(Node root, const StructType& type, UnknownMembers unknown) {
  return Decoder(unknown).object(root, type, "");
}

Json empty_struct(const StructType& type) {
  Json out = Json::object();
  normalise_struct(out, type);
  return out;
}

void normalise_struct(Json& value, const StructType& type) {
  Json out = Json::object();
  for (const StructField& field : type.fields) {
    const std::string name(field.name);
    Json member = value.contains(name) ? std::move(value[name]) : Json();
    if (member.is_null() && field.written == Written::always) member = zero(field);
    if (field.type == FieldType::object && member.is_object()) normalise_struct(member, *field.of);
    if (field.type == FieldType::object_list && member.is_array()) {
      for (Json& item : member) normalise_struct(item, *field.of);
    }
    // Lists of names are maps to client-go, which it writes as null when they are empty.
    if (field.named && member.is_array() && member.empty()) member = nullptr;
    const bool keep =
        field.written == Written::always || (field.written == Written::set && !member.is_null()) || !is_empty(member);
    if (keep) out[name] = std::move(member);
  }
  for (auto& [name, member] : value.items()) {
    if (!type.find(name)) out[name] = std::move(member);
  }
  value = std::move(out);
}

Json parse_kubeconfig_document(std::string_view text, UnknownMembers unknown) {
  Arena arena;
  return kubeconfig_document(data::parse_yaml(text, arena, KeyOrder::sorted, data::BigIntegers::kept), unknown);
}

std::string kubeconfig_text(const Json& document) {
  Arena arena;
  std::string out;
  data::write_yaml(data::to_node(document, arena, data::KeyOrder::sorted), out);
  return out;
}

Json* find_entry(Json& document, KubeconfigSection section, std::string_view name) {
  Json& list = document[std::string(section_name(section))];
  for (Json& item : list) {
    if (item["name"].get_ref<const std::string&>() == name) return &item[std::string(section_value_name(section))];
  }
  return nullptr;
}

Json& make_entry(Json& document, KubeconfigSection section, const std::string& name) {
  if (Json* found = find_entry(document, section, name)) return *found;
  Json& list = document[std::string(section_name(section))];
  if (!list.is_array()) list = Json::array();
  const std::string value_name(section_value_name(section));
  const auto at = list.begin() + place_of(list, name);
  return (*list.insert(at, Json{{"name", name}, {value_name, empty_struct(section_type(section))}}))[value_name];
}

bool erase_entry(Json& document, KubeconfigSection section, std::string_view name) {
  Json& list = document[std::string(section_name(section))];
  if (!list.is_array()) return false;
  for (auto item = list.begin(); item != list.end(); ++item) {
    if ((*item)["name"].get_ref<const std::string&>() != name) continue;
    list.erase(item);
    if (list.empty()) list = nullptr;
    return true;
  }
  return false;
}

}  // namespace kpp
