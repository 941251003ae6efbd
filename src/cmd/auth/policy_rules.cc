// See policy_rules.h.
#include "cmd/auth/policy_rules.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/quote.h"
#include "base/strings.h"

namespace kpp::cmd {
namespace {

using Texts = std::vector<std::string>;

Texts texts(Node list) {
  Texts out;
  for (const Node item : list.items()) out.emplace_back(item.str());
  return out;
}

bool has_all(const Texts& set, const Texts& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& text) { return contains(set, text); });
}

// "*/scale" allows the subresource of every resource.
bool allows_resource(const Texts& set, const std::string& wanted) {
  if (contains(set, "*") || contains(set, wanted)) return true;
  const std::size_t slash = wanted.find('/');
  return slash != std::string::npos && contains(set, "*" + wanted.substr(slash));
}

bool allows_url(const std::string& pattern, const std::string& url) {
  return pattern == url || (pattern.ends_with('*') && url.starts_with(trim_right(pattern, "*")));
}

// `part` is of one verb, one resource and so on.
bool covers(const PolicyRule& rule, const PolicyRule& part) {
  const bool verbs = contains(rule.verbs, "*") || has_all(rule.verbs, part.verbs);
  const bool groups = contains(rule.api_groups, "*") || has_all(rule.api_groups, part.api_groups);
  const bool resources = std::all_of(part.resources.begin(), part.resources.end(), [&](const std::string& wanted) {
    return allows_resource(rule.resources, wanted);
  });
  const bool urls = std::all_of(part.urls.begin(), part.urls.end(), [&](const std::string& url) {
    return std::any_of(rule.urls.begin(), rule.urls.end(),
                       [&](const std::string& pattern) { return allows_url(pattern, url); });
  });
  const bool names = rule.resource_names.empty() ||
                     (!part.resource_names.empty() && has_all(rule.resource_names, part.resource_names));
  return verbs && groups && resources && names && urls;
}

}  // namespace

PolicyRule to_rule(Node rule) {
  return {.verbs = texts(rule["verbs"]),
          .api_groups = texts(rule["apiGroups"]),
          .resources = texts(rule["resources"]),
          .resource_names = texts(rule["resourceNames"]),
          .urls = texts(rule["nonResourceURLs"])};
}

std::vector<PolicyRule> to_rules(Node rules) {
  std::vector<PolicyRule> out;
  for (const Node rule : rules.items()) out.push_back(to_rule(rule));
  return out;
}

Json to_json(const PolicyRule& rule) {
  Json out = Json::object();
  out["verbs"] = rule.verbs;
  if (!rule.api_groups.empty()) out["apiGroups"] = rule.api_groups;
  if (!rule.resources.empty()) out["resources"] = rule.resources;
  if (!rule.resource_names.empty()) out["resourceNames"] = rule.resource_names;
  if (!rule.urls.empty()) out["nonResourceURLs"] = rule.urls;
  return out;
}

std::string go_text(const PolicyRule& rule) {
  return fmt::format("{{Verbs:{} APIGroups:{} Resources:{} ResourceNames:{} NonResourceURLs:{}}}", go_list(rule.verbs),
                     go_list(rule.api_groups), go_list(rule.resources), go_list(rule.resource_names),
                     go_list(rule.urls));
}

std::vector<PolicyRule> broken_down(const std::vector<PolicyRule>& rules) {
  std::vector<PolicyRule> out;
  for (const PolicyRule& rule : rules) {
    for (const std::string& group : rule.api_groups) {
      for (const std::string& resource : rule.resources) {
        for (const std::string& verb : rule.verbs) {
          const PolicyRule part{.verbs = {verb}, .api_groups = {group}, .resources = {resource}};
          if (rule.resource_names.empty()) out.push_back(part);
          for (const std::string& name : rule.resource_names) {
            out.push_back(part);
            out.back().resource_names = {name};
          }
        }
      }
    }
    for (const std::string& url : rule.urls) {
      for (const std::string& verb : rule.verbs) out.push_back({.verbs = {verb}, .urls = {url}});
    }
  }
  return out;
}

std::vector<PolicyRule> joined_by_verb(const std::vector<PolicyRule>& rules) {
  std::vector<PolicyRule> out;
  std::map<std::tuple<Texts, Texts, Texts>, std::size_t> places;  // URLs stay as they are, as in kubectl
  for (const PolicyRule& rule : rules) {
    if (!rule.urls.empty()) {
      out.push_back(rule);
      continue;
    }
    const auto [place, fresh] = places.try_emplace({rule.api_groups, rule.resources, rule.resource_names}, out.size());
    if (fresh) {
      out.push_back(rule);
      continue;
    }
    Texts& verbs = out[place->second].verbs;
    for (const std::string& verb : rule.verbs) {
      if (!contains(verbs, verb)) verbs.push_back(verb);
    }
  }
  return out;
}

std::vector<PolicyRule> not_covered(const std::vector<PolicyRule>& wanted, const std::vector<PolicyRule>& rules) {
  std::vector<PolicyRule> out = broken_down(wanted);
  std::erase_if(out, [&](const PolicyRule& part) {
    return std::any_of(rules.begin(), rules.end(), [&](const PolicyRule& rule) { return covers(rule, part); });
  });
  return out;
}

}  // namespace kpp::cmd
