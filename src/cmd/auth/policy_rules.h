// PolicyRule: what a role allows; and what of one set of rules another does not cover.
// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole
#pragma once

#include <string>
#include <vector>

#include "data/json.h"
#include "kpp/node.h"

namespace kpp::cmd {

struct PolicyRule {
  std::vector<std::string> verbs = {};
  std::vector<std::string> api_groups = {};
  std::vector<std::string> resources = {};
  std::vector<std::string> resource_names = {};
  std::vector<std::string> urls = {};  ///< nonResourceURLs
};

PolicyRule to_rule(Node rule);
std::vector<PolicyRule> to_rules(Node rules);
/// In the order of the API's types; empty lists but that of the verbs are left out.
Json to_json(const PolicyRule& rule);
/// {Verbs:[get] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}
std::string go_text(const PolicyRule& rule);

/// The same rights as rules of one verb and one resource, resource name or URL each.
std::vector<PolicyRule> broken_down(const std::vector<PolicyRule>& rules);
/// Rules that differ only in their verb become one. Of rules that were broken down.
std::vector<PolicyRule> joined_by_verb(const std::vector<PolicyRule>& rules);
/// What of `wanted`, broken down, no single one of `rules` allows.
std::vector<PolicyRule> not_covered(const std::vector<PolicyRule>& wanted, const std::vector<PolicyRule>& rules);

}  // namespace kpp::cmd
