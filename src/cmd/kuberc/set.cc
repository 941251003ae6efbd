// kuberc set: one command's defaults, an alias, or the policy for credential plugins.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/kuberc.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/kuberc/kuberc.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {
namespace {

Json* find_by(Json& list, const char* member, const std::string& value) {
  for (Json& item : list) {
    if (item[member] == value) return &item;
  }
  return nullptr;
}

Json& list_of(Json& preferences, const char* name) {
  Json& list = preferences[name];
  if (!list.is_array()) list = Json::array();
  return list;
}

struct KubercSetOptions {
  app::KubercPlace place;
  std::string section, command, name, policy;
  std::vector<std::string> options, prepend_args, append_args, allowlist;
  bool overwrite = false;

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "section",
               .target = &section,
               .help = "What to change: defaults, aliases or credentialplugin.",
               .choices = {"defaults", "aliases", "credentialplugin"},
               .completes = cli::Completes::choices,
               .required = true});
    flags.add({.name = "command", .target = &command, .help = "The command, such as get or \"set env\"."});
    flags.add({.name = "name", .target = &name, .help = "The alias's name."});
    flags.add({.name = "policy",
               .target = &policy,
               .help = "Which credential plugins may run: AllowAll, DenyAll or Allowlist.",
               .choices = {"AllowAll", "DenyAll", "Allowlist"},
               .completes = cli::Completes::choices});
    flags.add({.name = "option",
               .target = &options,
               .help = "A flag and its value, as FLAG=VALUE; may be repeated.",
               .repeated = true});
    flags.add({.name = "prependarg",
               .target = &prepend_args,
               .help = "An argument that an alias puts first; may be repeated.",
               .repeated = true});
    flags.add({.name = "appendarg",
               .target = &append_args,
               .help = "An argument that an alias puts last; may be repeated.",
               .repeated = true});
    flags.add({.name = "allowlist-entry",
               .target = &allowlist,
               .help = "A plugin that may run, as command=PATH or command=NAME; may be repeated.",
               .repeated = true});
    flags.add({.name = "overwrite", .target = &overwrite, .help = "Change what is there already."});
  }

  void complete(app::Context& context, const cli::Args&) {
    place = app::kuberc_place(context.globals().kuberc, context.env());
  }

  void validate() const {
    if (place.path.empty()) throw Error("KUBERC is disabled via KUBERC=off environment variable");
    if (section != "defaults" && section != "aliases" && section != "credentialplugin") {
      throw Error("--section must be \"defaults\", \"aliases\", or \"credentialplugin\", got: " + section);
    }
    if (section == "aliases" && name.empty()) throw Error("--name is required when --section=aliases");
    if (section == "defaults" && !name.empty()) throw Error("--name should not be specified when --section=defaults");
    if (section == "defaults" && !(prepend_args.empty() && append_args.empty())) {
      throw Error("--prependarg and --appendarg are only valid for --section=aliases");
    }
    if (section == "credentialplugin") return validate_policy();
    if (command.empty()) throw Error("--command is required when --section=aliases or --section=defaults");
  }

  void validate_policy() const {
    if (policy.empty()) throw Error("--policy is required when --section=credentialplugin");
    if (policy == "Allowlist") {
      if (allowlist.empty()) {
        throw Error("--allowlist-entry is required when --section=credentialplugin and --policy=Allowlist");
      }
    } else if (policy == "AllowAll" || policy == "DenyAll") {
      if (!allowlist.empty()) {
        throw Error("--allowlist-entry may only be used when --section=credentialplugin and --policy=Allowlist");
      }
    } else {
      throw Error(" --policy must be  \"AllowAll\", \"DenyAll\", or \"Allowlist\", got: " + policy);
    }
  }

  Json option_list() const {
    Json out = Json::array();
    for (const std::string& option : options) {
      const std::size_t equals = option.find('=');
      if (equals == std::string::npos) {
        throw Error(fmt::format("invalid option format {}, expected flag=value", go_quote(option)));
      }
      out.push_back(Json{{"name", std::string(trim_left(option.substr(0, equals), "-"))},
                         {"default", option.substr(equals + 1)}});
    }
    return out;
  }

  Json entries() const {
    Json out = Json::array();
    std::vector<std::shared_ptr<const Error>> errors;
    const auto wrong = [&](const std::string& text) { errors.push_back(std::make_shared<Error>(text)); };
    for (const std::string& pairs : allowlist) {
      for (const std::string& pair : split(pairs, ',')) {
        const std::size_t equals = pair.find('=');
        const std::string field = pair.substr(0, equals);
        if (equals == std::string::npos) wrong("improperly formatted allowlist entry: " + go_quote(pair));
        else if (field == "name") wrong("allowlist entry field \"name\" is deprecated, use \"command\" instead");
        else if (field != "command") wrong("unrecognized allowlist entry field: " + go_quote(field));
        else if (trim(pair.substr(equals + 1)).empty()) wrong("empty value in allowlist entry for field \"command\"");
        else out.push_back(Json{{"command", pair.substr(equals + 1)}});
      }
    }
    if (!errors.empty()) throw Aggregate(std::move(errors));
    return out;
  }

  void run(app::Context& context) {
    const std::string text = read_file_if_exists(place.path).value_or("");
    Json preferences = parse_kuberc(text, schema::UnknownMembers::keep);
    if (text.empty()) {
      preferences["kind"] = "Preference";
      preferences["apiVersion"] = "kubectl.config.k8s.io/v1beta1";
    }
    const Json list = option_list();
    if (section == "defaults") set_defaults(preferences, list);
    else if (section == "aliases") set_alias(preferences, list);
    else set_policy(preferences);
    schema::normalise_struct(preferences, app::preference_type());
    save_kuberc(context, preferences, place.path);
  }

  void set_defaults(Json& preferences, const Json& list) const {
    Json& all = list_of(preferences, "defaults");
    Json* found = find_by(all, "command", command);
    if (!found) {
      all.push_back(Json{{"command", command}, {"options", list.empty() ? Json() : list}});
      return;
    }
    if (!overwrite) {
      throw Error(fmt::format("defaults for command {} already exist, use --overwrite to replace", go_quote(command)));
    }
    if (!list.empty()) (*found)["options"] = list;
  }

  void set_alias(Json& preferences, const Json& list) const {
    Json& all = list_of(preferences, "aliases");
    Json* found = find_by(all, "name", name);
    if (found && !overwrite) {
      throw Error(fmt::format("alias {} already exists, use --overwrite to replace", go_quote(name)));
    }
    if (!found) found = &all.emplace_back(Json{{"name", name}});
    (*found)["command"] = command;
    if (!prepend_args.empty()) (*found)["prependArgs"] = prepend_args;
    if (!append_args.empty()) (*found)["appendArgs"] = append_args;
    if (!list.empty()) (*found)["options"] = list;
  }

  void set_policy(Json& preferences) const {
    if (policy == "Allowlist") preferences["credentialPluginAllowlist"] = entries();
    preferences["credentialPluginPolicy"] = policy;
  }
};

}  // namespace

cli::Command kuberc_set_command() {
  return cli::make_command<KubercSetOptions>(
      {.name = "set",
       .usage = "kuberc set --section (defaults|aliases) --command COMMAND",
       .summary = "Change the preferences",
       .description = "Sets, in the preferences file, what a command's flags are by "
                      "default, an alias of a command, or which credential "
                      "plugins may run.",
       .examples = "# get prints wide tables from now on\nPROGRAM kuberc set "
                   "--section defaults --command get --option output=wide\n\n"
                   "# \"getn\" is \"get nodes\"\nPROGRAM kuberc set --section aliases "
                   "--name getn --command get --prependarg nodes\n\n"
                   "# Only one credential plugin may run\n"
                   "PROGRAM kuberc set --section credentialplugin --policy Allowlist "
                   "--allowlist-entry command=cloud-credential-helper\n\n"
                   "# In another file\nPROGRAM kuberc set --kuberc ./team.kuberc "
                   "--section defaults --command delete --option interactive=true"});
}

}  // namespace kpp::cmd
