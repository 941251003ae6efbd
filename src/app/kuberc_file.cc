// Finding and reading the preferences: see kuberc.h.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "app/context.h"
#include "app/kuberc.h"
#include "base/files.h"
#include "base/log.h"
#include "base/quote.h"
#include "base/strings.h"
#include "client/plugin_policy.h"
#include "data/documents.h"
#include "io/output.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"
#include "schema/struct_type.h"

namespace kpp::app {
namespace {

using schema::FieldType;
using schema::StructField;
using schema::StructType;
using schema::UnknownMembers;
using schema::Written;

constexpr std::string_view kGroup = "kubectl.config.k8s.io/";

// The types of one version. They differ in the names of two members.
struct Types {
  StructType option, defaults, alias, entry, preference;

  Types(std::string_view defaults_name, std::string_view options_name, bool plugins)
      : option{.name = "CommandOptionDefault",
               .fields = {{"name", FieldType::text, Written::always}, {"default", FieldType::text, Written::always}},
               .package = package(plugins)},
        defaults{.name = "CommandDefaults",
                 .fields = {{"command", FieldType::text, Written::always},
                            {options_name, FieldType::object_list, Written::always, &option}},
                 .package = package(plugins)},
        alias{.name = "AliasOverride",
              .fields = {{"name", FieldType::text, Written::always},
                         {"command", FieldType::text, Written::always},
                         {"prependArgs", FieldType::texts},
                         {"appendArgs", FieldType::texts},
                         {options_name, FieldType::object_list, Written::filled, &option}},
              .package = package(plugins)},
        entry{.name = "AllowlistEntry", .fields = {{"name"}, {"command"}}, .package = package(plugins)},
        preference{.name = "Preference",
                   .fields = {{"kind"},
                              {"apiVersion"},
                              {defaults_name, FieldType::object_list, Written::always, &defaults},
                              {"aliases", FieldType::object_list, Written::always, &alias}},
                   .package = package(plugins)} {
    if (!plugins) return;
    preference.fields.push_back({"credentialPluginPolicy"});
    preference.fields.push_back({"credentialPluginAllowlist", FieldType::object_list, Written::set, &entry});
  }
  Types(const Types&) = delete;
  Types& operator=(const Types&) = delete;

 private:
  static std::string_view package(bool plugins) { return plugins ? "v1beta1" : "v1alpha1"; }
};

const Types& v1beta1() {
  static const Types types("defaults", "options", true);
  return types;
}

const Types& v1alpha1() {
  static const Types types("overrides", "flags", false);
  return types;
}

// Members nobody knows, as sigs.k8s.io/json names them.
void collect_unknown(Node node, const StructType& type, const std::string& path, std::vector<std::string>& out) {
  for (const Member& member : node.members()) {
    const std::string name = path.empty() ? std::string(member.key) : fmt::format("{}.{}", path, member.key);
    const StructField* field = type.find(member.key);
    if (!field) out.push_back(fmt::format("unknown field {}", go_quote(name)));
    if (!field || field->type != FieldType::object_list) continue;
    std::size_t index = 0;
    for (const Node item : member.value.items()) {
      collect_unknown(item, *field->of, fmt::format("{}[{}]", name, index++), out);
    }
  }
}

std::vector<std::string> texts(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::vector<std::string>()
                                                   : found->get<std::vector<std::string>>();
}

std::vector<FlagPreset> presets(const Json& object, const std::string& name) {
  std::vector<FlagPreset> out;
  if (object.contains(name)) {
    for (const Json& option : object[name]) {
      out.emplace_back(option["name"].get<std::string>(), option["default"].get<std::string>());
    }
  }
  return out;
}

struct Read {
  std::optional<Preferences> preferences;
  bool has_allowlist = false;  ///< an empty one is not none
  std::string strict_error;    ///< what could be passed over
};

Preferences to_preferences(const Json& json, const Types& types, const StructType& type) {
  Preferences out;
  const std::string options(types.defaults.fields[1].name);
  for (const Json& item : json[std::string(type.fields[2].name)]) {
    out.defaults.push_back({item["command"].get<std::string>(), presets(item, options)});
  }
  for (const Json& item : json["aliases"]) {
    out.aliases.push_back({item["name"].get<std::string>(), item["command"].get<std::string>(),
                           texts(item, "prependArgs"), texts(item, "appendArgs"), presets(item, options)});
  }
  out.plugin_policy.type = json.value("credentialPluginPolicy", "");
  if (json.contains("credentialPluginAllowlist")) {
    for (const Json& item : json["credentialPluginAllowlist"]) {
      const std::string name = item.value("name", "");
      const std::string command = item.value("command", "");
      if (!name.empty() && !command.empty() && name != command) {
        throw ParseError("an entry of the allowlist has a name and another command");
      }
      out.plugin_policy.allowlist.push_back(command.empty() ? name : command);
    }
  }
  return out;
}

// The documents of a file, as text: what stands between lines of "---" alone.
std::vector<std::string> document_texts(const std::string& text) {
  std::vector<std::string> out{std::string()};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string line = text.substr(begin, end - begin);
    if (line.starts_with("---") && trim(line.substr(3)).empty()) out.emplace_back();
    else out.back() += line;
    begin = end;
  }
  std::erase_if(out, [](const std::string& document) { return trim(document).empty(); });
  return out;
}

// One document. Throws Error for what is no Preference in a version that is known.
Read read_document(const std::string& text, std::string& group_version) {
  data::DocumentReader reader(text);
  Document document;
  (void)reader.next(document);
  const Node root = document.root;
  if (root.has_value() && !root.is_object()) {
    throw ParseError(
        "couldn't get version/kind; json parse error: json: cannot unmarshal into Go value of type struct");
  }
  if (root["kind"].str().empty()) throw ParseError(schema::missing_kind(text));
  group_version = root["apiVersion"].str();
  const Types* types = group_version == std::string(kGroup) + "v1beta1"    ? &v1beta1()
                       : group_version == std::string(kGroup) + "v1alpha1" ? &v1alpha1()
                                                                           : nullptr;
  if (!types || root["kind"].str() != "Preference") {
    throw ParseError(schema::not_registered(root["kind"].str(), group_version, "pkg/config/scheme/scheme.go:30"));
  }
  const Json json = schema::struct_document(root, types->preference, UnknownMembers::drop);
  Read out{to_preferences(json, *types, types->preference), json.contains("credentialPluginAllowlist"), {}};
  std::vector<std::string> unknown;
  collect_unknown(root, types->preference, "", unknown);
  if (!unknown.empty()) out.strict_error = "strict decoding error: " + join(unknown, ", ");
  return out;
}

// The first document that can be used.
Read read_preferences(const std::string& path, const std::string& text, const Log& log) {
  std::size_t entry = 0;
  for (const std::string& document : document_texts(text)) {
    ++entry;
    try {
      std::string version;
      Read out = read_document(document, version);
      log.info(5, fmt::format("kuberc: using entry {} ({}) in {}", entry, version, path));
      return out;
    } catch (const Error& error) {
      log.info(5, fmt::format("kuberc: strict decoding error for entry {} in {}: {}", entry, path, error.message()));
    }
  }
  // Comments alone are no preferences; blanks alone are no file.
  if (entry > 0) throw Error(fmt::format("no valid preferences found in {}, use --v=5 to see details", path));
  log.info(5, "kuberc: no preferences found in " + path);
  return {};
}

// -v, which is needed before flags can be read too: only in these forms, as kubectl looks for it.
int early_verbosity(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string& word = words[i];
    std::string value;
    if (word == "-v" || word == "--v") value = i + 1 < words.size() ? words[i + 1] : std::string();
    else if (word.starts_with("-v=") || word.starts_with("--v=")) value = word.substr(word.find('=') + 1);
    else continue;
    int out = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
    return error == std::errc() && end == value.data() + value.size() ? out : 0;
  }
  return 0;
}

// --kuberc is needed before flags can be read.
std::string kuberc_flag(const std::vector<std::string>& words) {
  constexpr std::string_view kFlag = "--kuberc=";
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    std::string value;
    if (words[i] == "--kuberc" && i + 1 < words.size()) return words[i + 1];  // an empty one is none
    if (words[i].starts_with(kFlag)) value = words[i].substr(kFlag.size());
    else if (words[i] != "--kuberc") continue;
    if (value.empty()) throw Error("kuberc file is not found");
    return value;
  }
  return {};
}

void check_flag_names(const std::vector<FlagPreset>& options) {
  for (const auto& [name, value] : options) {
    if (name.starts_with('-')) throw Error(fmt::format("flag name {} should be in long form without dashes", name));
  }
}

void validate(const Preferences& preferences, bool has_allowlist) {
  std::set<std::string_view> names;
  for (const CommandAlias& alias : preferences.aliases) {
    if (alias.name.empty() || !all_letters(alias.name)) {
      throw Error("invalid alias name, can only include alphabetical characters");
    }
    check_flag_names(alias.options);
    if (!names.insert(alias.name).second) throw Error("duplicate alias name " + alias.name);
  }
  for (const CommandDefaults& defaults : preferences.defaults) check_flag_names(defaults.options);
  validate_plugin_policy(preferences.plugin_policy, has_allowlist);
}

}  // namespace

const schema::StructType& preference_type() { return v1beta1().preference; }

KubercPlace kuberc_place(const std::string& flag, const Environment& env) {
  const std::string variable = env.get("KUBERC").value_or("");
  if (variable == "off") {
    if (!flag.empty()) throw Error("disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive");
    return {};
  }
  if (!flag.empty()) return {flag, true};
  if (!variable.empty()) return {variable, true};
  return {path_join(env.home(), ".kube/kuberc"), false};
}

std::optional<Preferences> load_preferences(Context& context, const std::vector<std::string>& words) {
  const std::string flag = kuberc_flag(words);
  const Log log(early_verbosity(words), [&context](std::string_view line) {
    context.err().write_foreign(line);
    context.err().flush();
  });
  Read read;
  try {
    const KubercPlace place = kuberc_place(flag, context.env());
    if (place.path.empty()) return std::nullopt;
    try {
      const std::optional<std::string> text = read_file_if_exists(place.path);
      if (!text && !place.is_explicit) return std::nullopt;
      if (!text) throw Error(fmt::format("open {}: no such file or directory", place.path));
      read = read_preferences(place.path, *text, log);
      if (!read.strict_error.empty()) {
        context.err().write_foreign(
            fmt::format("kuberc: ignoring strict decoding error in {}: {}", place.path, read.strict_error));
      }
    } catch (const Error& error) {
      if (place.is_explicit) throw Error("kuberc: " + error.message());
      context.err().write_foreign(
          fmt::format("kuberc: no preferences loaded from {}: {}", place.path, error.message()));
      return std::nullopt;
    }
  } catch (const Error& error) {
    throw Error("kuberc error " + error.message());
  }
  if (read.preferences) validate(*read.preferences, read.has_allowlist);
  return std::move(read.preferences);
}

}  // namespace kpp::app
