// create clusterrole.
#include <fmt/core.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/policy_rules.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr std::array<std::string_view, 8> kGrantedUrlVerbs = {"*",      "get",   "post", "put",
                                                              "delete", "patch", "head", "options"};

struct CreateClusterRoleOptions {
  CreateFlags create;
  RuleFlags rules;
  std::vector<std::string> urls;
  std::vector<std::string> aggregation_words;
  std::map<std::string, std::string> aggregation;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    rules.bind(flags);
    flags.add({.name = "non-resource-url",
               .target = &urls,
               .help = "Path on the server that may be asked for; \"*\" at its end stands for any rest."});
    flags.add({.name = "aggregation-rule",
               .target = &aggregation_words,
               .help = "Take the rules of all cluster roles with these labels: key=value, joined by commas.",
               .type_name = "mapStringString",
               .repeated = true,
               .check = [this](const std::string& value) { add_aggregation(value); },
               .shown_default = ""});
  }

  void add_aggregation(const std::string& value) {
    for (const std::string& pair : split(value, ',')) {
      if (pair.empty()) continue;
      const std::size_t equals = pair.find('=');
      if (equals == std::string::npos) throw Error("malformed pair, expect string=string");
      aggregation[std::string(trim(std::string_view(pair).substr(0, equals)))] =
          trim(std::string_view(pair).substr(equals + 1));
    }
  }

  void complete(app::Context& context, const cli::Args& args) {
    urls = unique_words(urls);
    name = create.complete(context, args);
    rules.complete();
  }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    if (!aggregation.empty()) {
      if (urls.empty() && rules.verbs.empty() && rules.resources.empty() && rules.resource_names.empty()) return;
      throw UsageError("aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames");
    }
    if (rules.verbs.empty()) throw UsageError("at least one verb must be specified");
    if (rules.resources.empty() && urls.empty()) {
      throw UsageError("one of resource or nonResourceURL must be specified");
    }
  }

  void check_urls() const {
    if (urls.empty()) return;
    for (const std::string& verb : rules.verbs) {
      if (!contains(kGrantedUrlVerbs, verb)) {
        throw UsageError(fmt::format("invalid verb: '{}' for nonResourceURL", verb));
      }
    }
    for (const std::string& url : urls) {
      if (url == "*") continue;
      if (!url.starts_with('/')) throw UsageError("nonResourceURL should start with /");
      if (url.find('*') < url.size() - 1) {
        throw UsageError("nonResourceURL only supports wildcard matches when '*' is at the end");
      }
    }
  }

  void run(app::Context& context) {
    Json object = app::new_object("ClusterRole", "rbac.authorization.k8s.io/v1", name);
    if (aggregation.empty()) {
      if (!rules.resources.empty()) {
        rules.warn_of_verbs(context);
        rules.check_resources(context);
      }
      check_urls();
      object["rules"] = rules.rules(context.mapper(), urls);
    } else {
      object["rules"] = nullptr;
      object["aggregationRule"] = {
          {"clusterRoleSelectors", Json::array({{{"matchLabels", app::string_map(aggregation)}}})}};
    }
    create.create(context, std::move(object),
                  {.type = {"rbac.authorization.k8s.io", "v1", "clusterroles"}, .namespaced = false});
  }
};

}  // namespace

cli::Command create_clusterrole_command() {
  return cli::make_command<CreateClusterRoleOptions>(
      {.name = "clusterrole",
       .usage = "create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] "
                "[--dry-run=server|client|none]",
       .summary = "Create a cluster role",
       .description = "Creates a cluster role: what may be done with which resources of all namespaces, with resources "
                      "outside of them, "
                      "and with paths of the server.",
       .examples =
           "# To read pods everywhere\nPROGRAM create clusterrole reader --verb=get,list,watch --resource=pods\n\n"
           "# Of an API group, with a part of an object\nPROGRAM create clusterrole scaler --verb=update "
           "--resource=deployments.apps/scale\n\n"
           "# Paths of the server\nPROGRAM create clusterrole watcher --verb=get "
           "--non-resource-url=/metrics,/logs/*\n\n"
           "# The rules of others\nPROGRAM create clusterrole all-monitors "
           "--aggregation-rule=example.com/to-monitors=true"});
}

}  // namespace kpp::cmd
