// See role_changes.h.
#include "cmd/auth/role_changes.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "cmd/auth/policy_rules.h"
#include "describe/values.h"

namespace kpp::cmd {
namespace {

constexpr std::string_view kMetadata[] = {"name",
                                          "generateName",
                                          "namespace",
                                          "selfLink",
                                          "uid",
                                          "resourceVersion",
                                          "generation",
                                          "creationTimestamp",
                                          "deletionTimestamp",
                                          "deletionGracePeriodSeconds",
                                          "labels",
                                          "annotations",
                                          "ownerReferences",
                                          "finalizers",
                                          "managedFields"};

// Json values as Nodes, for as long as this lives.
class Nodes {
 public:
  Node operator()(const Json& json) { return data::to_node(json, arena_, KeyOrder::sorted); }

 private:
  Arena arena_;
};

struct Subject {
  std::string kind = {};
  std::string api_group = {};
  std::string name = {};
  std::string namespace_name = {};

  bool operator==(const Subject&) const = default;
  std::string text() const {
    return fmt::format("{{Kind:{} APIGroup:{} Name:{} Namespace:{}}}", kind, api_group, name, namespace_name);
  }
  Json json() const {
    Json out = {{"kind", kind}};
    if (!api_group.empty()) out["apiGroup"] = api_group;
    out["name"] = name;
    if (!namespace_name.empty()) out["namespace"] = namespace_name;
    return out;
  }
};

Subject to_subject(Node node) {
  return {.kind = std::string(node["kind"].str()),
          .api_group = std::string(node["apiGroup"].str()),
          .name = std::string(node["name"].str()),
          .namespace_name = std::string(node["namespace"].str())};
}

std::vector<Subject> to_subjects(Node list) {
  std::vector<Subject> out;
  for (const Node item : list.items()) out.push_back(to_subject(item));
  return out;
}

// Those of the first list that the second lacks, each once.
std::vector<Subject> lacking(const std::vector<Subject>& some, const std::vector<Subject>& others) {
  std::vector<Subject> out;
  for (const Subject& subject : some) {
    const auto in = [&](const std::vector<Subject>& list) {
      return std::find(list.begin(), list.end(), subject) != list.end();
    };
    if (!in(others) && !in(out)) out.push_back(subject);
  }
  return out;
}

template <class Things, class Text>
std::vector<std::string> texts_of(const Things& things, const Text& text) {
  std::vector<std::string> out;
  for (const auto& thing : things) out.push_back(text(thing));
  return out;
}

std::vector<std::string> texts_of(const std::vector<Subject>& subjects) {
  return texts_of(subjects, [](const Subject& subject) { return subject.text(); });
}
std::vector<std::string> texts_of(const std::vector<PolicyRule>& rules) { return texts_of(rules, go_text); }

Json rules_json(const std::vector<PolicyRule>& rules) {
  Json out = Json::array();
  for (const PolicyRule& rule : rules) out.push_back(to_json(rule));
  return out;
}

// Labels or annotations that are wanted and not there; what is there stays. True when that changes anything.
bool merge_texts(RoleChange& change, Node wanted, Node existing, const char* key) {
  if (!wanted.is_object()) return false;
  bool changed = !existing.is_object();
  Json merged = existing.is_object() ? data::to_json_value(existing) : Json::object();
  for (const Member& member : wanted.members()) {
    if (describe::has_key(existing, member.key)) continue;
    merged[std::string(member.key)] = data::to_json_value(member.value);
    changed = true;
  }
  if (changed) (*change.object)["metadata"][key] = std::move(merged);
  return changed;
}

RoleChange begin(Node wanted, const Json& existing, Node existing_node) {
  RoleChange out{.object = std::make_shared<Json>(existing)};
  const Node before = existing_node["metadata"];
  out.opted_out = before["annotations"]["rbac.authorization.kubernetes.io/autoupdate"].str() == "false";
  const bool annotated = merge_texts(out, wanted["metadata"]["annotations"], before["annotations"], "annotations");
  const bool labelled = merge_texts(out, wanted["metadata"]["labels"], before["labels"], "labels");
  if (annotated || labelled) out.operation = RoleChange::Operation::update;
  return out;
}

// The selectors of an aggregated role: added, replaced or taken away, as rules are.
void change_aggregation(RoleChange& change, Node wanted, Node existing, bool remove_extra) {
  const auto selectors_lacking = [](Node some, Node others) {
    std::vector<Node> out;
    for (const Node selector : some["clusterRoleSelectors"].items()) {
      const auto there = others["clusterRoleSelectors"].items();
      if (std::find(there.begin(), there.end(), selector) == there.end()) out.push_back(selector);
    }
    return out;
  };
  const std::vector<Node> missing = selectors_lacking(wanted, existing);
  const std::vector<Node> extra = wanted ? selectors_lacking(existing, wanted) : std::vector<Node>();
  if (!wanted && existing) {
    change.object->erase("aggregationRule");
  } else if (!remove_extra && !missing.empty()) {
    Json& selectors = (*change.object)["aggregationRule"]["clusterRoleSelectors"];
    if (!selectors.is_array()) selectors = Json::array();
    for (const Node selector : missing) selectors.push_back(data::to_json_value(selector));
  } else if (remove_extra && (!missing.empty() || !extra.empty())) {
    (*change.object)["aggregationRule"] = data::to_json_value(wanted);
  } else {
    return;
  }
  change.operation = RoleChange::Operation::update;
}

}  // namespace

Json known_fields(Node object) {
  const std::string_view kind = object["kind"].str();
  Json metadata = Json::object();
  for (const std::string_view key : kMetadata) {
    const Node value = object["metadata"][key];
    if (value.has_value() && !(value.is_object() && value.empty())) {
      metadata[std::string(key)] = data::to_json_value(value);
    }
  }
  Json out = {{"kind", kind}, {"apiVersion", object["apiVersion"].str()}, {"metadata", std::move(metadata)}};
  if (kind.ends_with("Binding")) {
    Json subjects = Json::array();
    for (const Subject& subject : to_subjects(object["subjects"])) subjects.push_back(subject.json());
    if (!subjects.empty()) out["subjects"] = std::move(subjects);
    const Node ref = object["roleRef"];
    out["roleRef"] = {{"apiGroup", ref["apiGroup"].str()}, {"kind", ref["kind"].str()}, {"name", ref["name"].str()}};
    return out;
  }
  out["rules"] = object["rules"].is_array() ? rules_json(to_rules(object["rules"])) : Json(nullptr);
  if (kind == "ClusterRole" && object["aggregationRule"].is_object()) {
    out["aggregationRule"] = data::to_json_value(object["aggregationRule"]);
  }
  return out;
}

RoleChange creation(const Json& wanted) {
  Nodes nodes;
  const Node node = nodes(wanted);
  return {.object = std::make_shared<Json>(wanted),
          .operation = RoleChange::Operation::create,
          .missing_subjects = texts_of(to_subjects(node["subjects"])),
          .missing_rules = texts_of(to_rules(node["rules"]))};
}

RoleChange role_change(const Json& wanted_json, const Json& existing_json, bool remove_extra) {
  Nodes nodes;
  const Node wanted = nodes(wanted_json);
  const Node existing = nodes(existing_json);
  RoleChange out = begin(wanted, existing_json, existing);
  const std::vector<PolicyRule> wanted_rules = to_rules(wanted["rules"]);
  const std::vector<PolicyRule> existing_rules = to_rules(existing["rules"]);
  // The rules of an aggregated role are the server's to fill in.
  const bool aggregated = wanted["aggregationRule"] && existing["aggregationRule"];
  const std::vector<PolicyRule> extra =
      aggregated ? std::vector<PolicyRule>() : not_covered(existing_rules, wanted_rules);
  const std::vector<PolicyRule> missing = not_covered(wanted_rules, existing_rules);
  out.extra_rules = texts_of(extra);
  out.missing_rules = texts_of(missing);
  if (!remove_extra && !missing.empty()) {
    std::vector<PolicyRule> all = existing_rules;
    all.insert(all.end(), missing.begin(), missing.end());
    (*out.object)["rules"] = rules_json(all);
    out.operation = RoleChange::Operation::update;
  } else if (remove_extra && (!missing.empty() || !extra.empty())) {
    (*out.object)["rules"] = wanted_json.at("rules");
    out.operation = RoleChange::Operation::update;
  }
  change_aggregation(out, wanted["aggregationRule"], existing["aggregationRule"], remove_extra);
  return out;
}

RoleChange binding_change(const Json& wanted_json, const Json& existing_json, bool remove_extra) {
  Nodes nodes;
  const Node wanted = nodes(wanted_json);
  const Node existing = nodes(existing_json);
  for (const char* key : {"apiGroup", "kind", "name"}) {
    if (wanted["roleRef"][key].str() == existing["roleRef"][key].str()) continue;
    RoleChange anew = begin(wanted, existing_json, existing);
    anew.object = std::make_shared<Json>(wanted_json);
    anew.operation = RoleChange::Operation::recreate;
    return anew;
  }
  RoleChange out = begin(wanted, existing_json, existing);
  const std::vector<Subject> wanted_subjects = to_subjects(wanted["subjects"]);
  const std::vector<Subject> existing_subjects = to_subjects(existing["subjects"]);
  const std::vector<Subject> missing = lacking(wanted_subjects, existing_subjects);
  const std::vector<Subject> extra = lacking(existing_subjects, wanted_subjects);
  out.missing_subjects = texts_of(missing);
  out.extra_subjects = texts_of(extra);
  const bool replace = remove_extra && (!missing.empty() || !extra.empty());
  if (!replace && (remove_extra || missing.empty())) return out;
  Json subjects = Json::array();
  if (!replace) {
    for (const Subject& subject : existing_subjects) subjects.push_back(subject.json());
  }
  for (const Subject& subject : replace ? wanted_subjects : missing) subjects.push_back(subject.json());
  (*out.object)["subjects"] = std::move(subjects);
  out.operation = RoleChange::Operation::update;
  return out;
}

}  // namespace kpp::cmd
