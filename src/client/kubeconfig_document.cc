// See kubeconfig_document.h.
#include "client/kubeconfig_document.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "data/yaml.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"

namespace kpp {
namespace {

using schema::FieldType;
using schema::StructType;
using schema::UnknownMembers;
using schema::Written;

void set_exec_defaults(Json& exec) {
  const std::string version = exec.value("apiVersion", "");
  const bool before_v1 =
      version == "client.authentication.k8s.io/v1alpha1" || version == "client.authentication.k8s.io/v1beta1";
  if (exec.value("interactiveMode", "").empty() && before_v1) {
    exec["interactiveMode"] = "IfAvailable";
  }
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
                                {.name = "interactiveMode", .go_type = "v1.ExecInteractiveMode"}},
                               "v1",
                               set_exec_defaults};
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
  if (root.has_value() && !root.is_object()) {
    throw ConfigError(schema::no_type_meta(schema::go_json_type(root)));
  }
  for (const char* key : {"apiVersion", "kind"}) {
    const Node value = root[key];
    if (value.has_value() && !value.is_string()) {
      throw ConfigError(schema::no_type_meta_field(schema::go_json_type(value), key));
    }
  }
  const std::string_view kind = root["kind"].str().empty() ? "Config" : root["kind"].str();
  const std::string_view version = root["apiVersion"].str().empty() ? "v1" : root["apiVersion"].str();
  if (kind != "Config" || version != "v1") {
    throw ConfigError(
        schema::not_registered(kind, version, "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50"));
  }
  Json out = schema::struct_document(root, kubeconfig_type(), unknown);
  out["kind"] = "Config";
  out["apiVersion"] = "v1";
  schema::normalise_struct(out, kubeconfig_type());
  return out;
}

void check_kubeconfig(Node root) { kubeconfig_document(root, UnknownMembers::drop); }

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
  return (
      *list.insert(at, Json{{"name", name}, {value_name, schema::empty_struct(section_type(section))}}))[value_name];
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
