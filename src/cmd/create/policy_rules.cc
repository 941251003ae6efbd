// See policy_rules.h.
#include "base/strings.h"
#include "client/type_names.h"
#include "cmd/create/policy_rules.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "io/output.h"
#include "kpp/discovery.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr std::array<std::string_view, 14> kGrantedVerbs = {
    "*",     "get",   "delete",           "list", "create", "update",   "patch",
    "watch", "proxy", "deletecollection", "use",  "bind",   "escalate", "impersonate"};

struct SpecialVerb {
  std::string_view verb;
  std::string_view group;
  std::string_view resource;
};

// Verbs that mean something for these resources only, which need not be ones that the server lists.
constexpr std::array<SpecialVerb, 10> kSpecialVerbs = {{
    {"use", "policy", "podsecuritypolicies"},
    {"use", "extensions", "podsecuritypolicies"},
    {"bind", "rbac.authorization.k8s.io", "roles"},
    {"bind", "rbac.authorization.k8s.io", "clusterroles"},
    {"escalate", "rbac.authorization.k8s.io", "roles"},
    {"escalate", "rbac.authorization.k8s.io", "clusterroles"},
    {"impersonate", "", "users"},
    {"impersonate", "", "serviceaccounts"},
    {"impersonate", "", "groups"},
    {"impersonate", "authentication.k8s.io", "userextras"},
}};

RuleResource parse_resource(std::string_view word) {
  RuleResource out;
  const std::size_t slash = word.find('/');
  if (slash != std::string_view::npos) out.subresource = word.substr(slash + 1);
  word = word.substr(0, slash);
  const std::size_t dot = word.find('.');
  if (dot != std::string_view::npos) out.group = word.substr(dot + 1);
  out.resource = word.substr(0, dot);
  return out;
}

struct Resolved {
  std::string group;
  std::string resource;
  bool known = false;  ///< the server has it; else the words are as they were typed
};

Resolved resolve(RestMapper& mapper, const RuleResource& typed) {
  const std::string word = typed.group.empty() ? typed.resource : typed.resource + "." + typed.group;
  // Here no version can stand before the group.
  const std::optional<ResourceInfo> found = mapper.resource_for(word);
  if (found && found->group.starts_with(typed.group) && names_resource(*found, word)) {
    return {found->group, found->resource, true};
  }
  return {typed.group, typed.resource, false};
}

// Whether a special verb is among the verbs; throws when it means nothing for the resource.
bool has_special_verb(const std::vector<std::string>& verbs, const Resolved& resource) {
  bool special = false;
  for (const std::string& verb : verbs) {
    const auto of_verb = [&](const SpecialVerb& one) { return one.verb == verb; };
    if (std::none_of(kSpecialVerbs.begin(), kSpecialVerbs.end(), of_verb)) continue;
    const bool fits = std::any_of(kSpecialVerbs.begin(), kSpecialVerbs.end(), [&](const SpecialVerb& one) {
      return of_verb(one) && one.resource == resource.resource && one.group == resource.group;
    });
    if (!fits) {
      throw Error(fmt::format("can not perform '{}' on '{}' in group '{}'", verb, resource.resource, resource.group));
    }
    special = true;
  }
  return special;
}

}  // namespace

std::vector<std::string> unique_words(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    if (!contains(out, word)) out.push_back(word);
  }
  return out;
}

void RuleFlags::bind(cli::FlagSet& flags) {
  flags.add({.name = "verb", .target = &verbs, .help = "What may be done: get, list, …; \"*\" for all."});
  flags.add({.name = "resource",
             .target = &resource_words,
             .help = "With what: RESOURCE, RESOURCE.GROUP, RESOURCE/SUBRESOURCE; \"*\" for all."});
  flags.add({.name = "resource-name",
             .target = &resource_names,
             .help = "Only with objects of this name; may be given several times.",
             .repeated = true});
}

void RuleFlags::complete() {
  verbs = contains(verbs, "*") ? std::vector<std::string>{"*"} : unique_words(verbs);
  resource_names = unique_words(resource_names);
  if (contains(resource_words, "*")) resource_words = {"*"};
  for (const std::string& word : resource_words) resources.push_back(parse_resource(word));
}

void RuleFlags::warn_of_verbs(app::Context& context) const {
  for (const std::string& verb : verbs) {
    if (contains(kGrantedVerbs, verb)) continue;
    context.err().write_foreign(fmt::format("Warning: '{}' is not a standard resource verb\n", verb));
  }
}

void RuleFlags::check_resources(app::Context& context) const {
  for (const RuleResource& typed : resources) {
    if (typed.resource.empty()) throw Error("resource must be specified if apiGroup/subresource specified");
    if (typed.resource == "*") return;
    const Resolved found = resolve(context.mapper(), typed);
    if (has_special_verb(verbs, found) || found.known) continue;
    const std::string in_group =
        typed.group.empty() ? std::string() : fmt::format(" in group {}", go_quote(typed.group));
    throw VerbatimError(
        fmt::format("the server doesn't have a resource type {}{}", go_quote(typed.resource), in_group));
  }
}

Json RuleFlags::rules(RestMapper& mapper, const std::vector<std::string>& urls) const {
  std::map<std::string, std::vector<std::string>> by_group;
  for (const RuleResource& typed : resources) {
    Resolved found = resolve(mapper, typed);
    if (!typed.subresource.empty()) found.resource += "/" + typed.subresource;
    std::vector<std::string>& of_group = by_group[found.group];
    if (!contains(of_group, found.resource)) of_group.push_back(found.resource);
  }
  Json out = Json::array();
  for (const auto& [group, names] : by_group) {
    Json rule = {{"verbs", verbs}, {"apiGroups", Json::array({group})}, {"resources", names}};
    if (!resource_names.empty()) rule["resourceNames"] = resource_names;
    out.push_back(std::move(rule));
  }
  if (!urls.empty()) out.push_back({{"verbs", verbs}, {"nonResourceURLs", urls}});
  return out;
}

}  // namespace kpp::cmd
