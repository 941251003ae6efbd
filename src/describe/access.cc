// Roles, and who has them.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/quote.h"
#include "describe/describer.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

/// What may be done with one resource (of a group, perhaps of one name) or with one URL.
struct Rule {
  std::vector<std::string> verbs = {};
  std::vector<std::string> groups = {};
  std::vector<std::string> resources = {};
  std::vector<std::string> names = {};
  std::vector<std::string> urls = {};

  /// The order in which rules are shown: that of their texts in Go.
  std::string order() const {
    return fmt::format("Verbs:{},APIGroups:{},Resources:{},ResourceNames:{},NonResourceURLs:{},", go_list(verbs),
                       go_list(groups), go_list(resources), go_list(names), go_list(urls));
  }

  /// "deployments.apps/scale"
  std::string resource_text() const {
    if (resources.empty()) return "";
    const std::string& resource = resources.front();
    const std::size_t slash = std::min(resource.find('/'), resource.size());
    std::string text = resource.substr(0, slash);
    if (!groups.front().empty()) text += "." + groups.front();
    return text + resource.substr(slash);
  }
};

/// A role's rules, one for each resource and name; those of URLs are shown one for each verb, too.
class Rules {
 public:
  explicit Rules(Node rules) {
    for (const Node rule : rules.items()) add(rule);
  }

  std::vector<Rule> sorted() const {
    std::vector<Rule> out = of_urls_;
    for (const auto& [key, rule] : of_resources_) out.push_back(rule);
    std::stable_sort(out.begin(), out.end(), [](const Rule& a, const Rule& b) { return a.order() < b.order(); });
    return out;
  }

 private:
  void add(Node rule) {
    const std::vector<std::string> verbs = texts(rule["verbs"]);
    std::vector<std::vector<std::string>> names;
    for (const std::string& name : texts(rule["resourceNames"])) names.push_back({name});
    if (names.empty()) names.emplace_back();
    for (const std::string& group : texts(rule["apiGroups"])) {
      for (const std::string& resource : texts(rule["resources"])) {
        for (const auto& some : names) allow(group, resource, some, verbs);
      }
    }
    for (const std::string& url : texts(rule["nonResourceURLs"])) {
      for (const std::string& verb : verbs) {
        of_urls_.push_back({.verbs = {verb}, .groups = {}, .resources = {}, .names = {}, .urls = {url}});
      }
    }
  }

  void allow(const std::string& group, const std::string& resource, const std::vector<std::string>& names,
             const std::vector<std::string>& verbs) {
    if (verbs.empty()) return;
    Rule& rule = of_resources_[{group, resource, names}];
    rule.groups = {group};
    rule.resources = {resource};
    rule.names = names;
    for (const std::string& verb : verbs) {
      if (std::find(rule.verbs.begin(), rule.verbs.end(), verb) == rule.verbs.end()) rule.verbs.push_back(verb);
    }
  }

  std::map<std::tuple<std::string, std::string, std::vector<std::string>>, Rule> of_resources_;
  std::vector<Rule> of_urls_;
};

void write_role(Writer& writer, Node object) {
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.write(0, "PolicyRule:\n");
  writer.write(1, "Resources\tNon-Resource URLs\tResource Names\tVerbs\n");
  writer.write(1, "---------\t-----------------\t--------------\t-----\n");
  for (const Rule& rule : Rules(object["rules"]).sorted()) {
    writer.write(1, "{}\t{}\t{}\t{}\n", rule.resource_text(), go_list(rule.urls), go_list(rule.names),
                 go_list(rule.verbs));
  }
}

void write_binding(Writer& writer, Node object) {
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.write(0, "Role:\n");
  writer.field(1, "Kind", object["roleRef"]["kind"].str());
  writer.field(1, "Name", object["roleRef"]["name"].str());
  writer.write(0, "Subjects:\n");
  writer.write(1, "Kind\tName\tNamespace\n");
  writer.write(1, "----\t----\t---------\n");
  for (const Node subject : object["subjects"].items()) {
    writer.write(1, "{}\t{}\t{}\n", subject["kind"].str(), subject["name"].str(), subject["namespace"].str());
  }
}

Description prepare_role(Node object, Source&) { return only(object, write_role); }
Description prepare_binding(Node object, Source&) { return only(object, write_binding); }

constexpr std::string_view kGroup = "rbac.authorization.k8s.io";

constexpr Describer kAccess[] = {
    {kGroup, "ClusterRole", "v1", "clusterroles", prepare_role},
    {kGroup, "ClusterRoleBinding", "v1", "clusterrolebindings", prepare_binding},
    {kGroup, "Role", "v1", "roles", prepare_role},
    {kGroup, "RoleBinding", "v1", "rolebindings", prepare_binding},
};

}  // namespace

std::span<const Describer> access_describers() { return kAccess; }

}  // namespace kpp::describe
