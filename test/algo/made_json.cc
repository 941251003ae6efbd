// See made_json.h.
#include "algo/made_json.h"
#include "schema/merge_rules.h"

#include <algorithm>

namespace kpp::test {
namespace {

constexpr std::string_view kNames[] = {"a", "b", "c", "d", "x/y", "e~f", "", "g.h"};
constexpr std::string_view kTexts[] = {"", "a", "b", "two words", "a/b", "é"};
constexpr std::string_view kKeys[] = {"a", "b", "c", "d", "e"};
// Members that some type has a rule for, and some that none has.
constexpr std::string_view kMembers[] = {"metadata",
                                         "spec",
                                         "status",
                                         "template",
                                         "jobTemplate",
                                         "strategy",
                                         "selector",
                                         "containers",
                                         "env",
                                         "ports",
                                         "volumes",
                                         "volumeMounts",
                                         "labels",
                                         "finalizers",
                                         "webhooks",
                                         "conditions",
                                         "ownerReferences",
                                         "tolerations",
                                         "secrets",
                                         "hostIPs",
                                         "imagePullSecrets",
                                         "image",
                                         "replicas",
                                         "matchConditions",
                                         "args",
                                         "variables",
                                         "podIPs",
                                         "topologySpreadConstraints"};

// Has the type rules of its own? Then it has metadata, too.
bool has_rules(const schema::MergeRules& type) { return type.field("metadata").type->field("finalizers").merge; }

}  // namespace

Json JsonMaker::scalar() {
  switch (chance_.below(4)) {
    case 0: return static_cast<int>(chance_.below(5)) - 2;
    case 1: return chance_.one_in(2);
    case 2: return static_cast<double>(chance_.below(4)) + 0.5;
    default: return std::string(chance_.of(kTexts));
  }
}

Json JsonMaker::value(int depth, bool nulls) {
  if (depth <= 0 || chance_.one_in(3)) return scalar();
  if (chance_.one_in(2)) return object(depth, nulls);
  Json out = Json::array();
  for (std::size_t i = chance_.below(4); i > 0; --i) out.push_back(value(depth - 1));
  return out;
}

Json JsonMaker::object(int depth, bool nulls) {
  Json out = Json::object();
  for (std::size_t i = chance_.below(5); i > 0; --i) {
    const std::string name(chance_.of(kNames));
    out[name] = nulls && chance_.one_in(4) ? Json() : value(depth - 1, nulls);
  }
  return out;
}

Json JsonMaker::changed(const Json& value, int depth) {
  if (!value.is_object() || chance_.one_in(6)) {
    if (!value.is_array() || chance_.one_in(3)) return chance_.one_in(2) ? value : this->value(depth);
    Json out = Json::array();
    for (const Json& element : value) {
      if (!chance_.one_in(4)) out.push_back(changed(element, depth - 1));
    }
    if (chance_.one_in(3)) out.push_back(this->value(depth - 1));
    return out;
  }
  Json out = Json::object();
  for (const auto& [name, member] : value.items()) {
    if (chance_.one_in(4)) continue;
    out[name] = chance_.one_in(2) ? member : changed(member, depth - 1);
  }
  if (chance_.one_in(2)) out[std::string(chance_.of(kNames))] = this->value(depth - 1);
  return out;
}

Json JsonMaker::shuffled(const Json& value) {
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& element : value) out.push_back(shuffled(element));
    return out;
  }
  if (!value.is_object()) return value;
  std::vector<std::string> names;
  for (const auto& [name, member] : value.items()) names.push_back(name);
  chance_.shuffle(names);
  Json out = Json::object();
  for (const std::string& name : names) out[name] = shuffled(value[name]);
  return out;
}

Json JsonMaker::key(std::string_view merge_key) {
  if (merge_key == "port" || merge_key == "containerPort") return 8 + static_cast<int>(chance_.below(5));
  return std::string(chance_.of(kKeys));
}

bool JsonMaker::knows(const Json& list, std::string_view merge_key, const Json& key) const {
  return std::any_of(list.begin(), list.end(),
                     [&](const Json& element) { return (merge_key.empty() ? element : element[merge_key]) == key; });
}

Json JsonMaker::keyed_element(const schema::MergeField& field, const Json& key, int depth) {
  if (field.merge_key.empty()) return key;
  Json out = typed(*field.type, depth - 1);
  out[std::string(field.merge_key)] = key;
  return out;
}

Json JsonMaker::typed_member(const schema::MergeField& field, int depth) {
  if (field.merge) {
    Json out = Json::array();
    for (std::size_t i = chance_.below(4); i > 0; --i) {
      const Json key = this->key(field.merge_key);
      if (!knows(out, field.merge_key, key)) out.push_back(keyed_element(field, key, depth));
    }
    return out;
  }
  if (field.replace || field.retain_keys) return object(2);
  if (has_rules(*field.type)) return typed(*field.type, depth - 1);
  return value(2);
}

Json JsonMaker::typed(const schema::MergeRules& rules, int depth) {
  Json out = Json::object();
  if (depth <= 0) return out;
  std::vector<std::string_view> ruled;
  for (const std::string_view name : kMembers) {
    const schema::MergeField field = rules.field(name);
    // Metadata has no metadata, though the rules would say so of any type.
    if (name == "metadata" && rules.field("finalizers").merge) continue;
    if (field.merge || field.replace || field.retain_keys || has_rules(*field.type)) ruled.push_back(name);
  }
  for (const std::string_view name : ruled) {
    if (!chance_.one_in(3)) out[std::string(name)] = typed_member(rules.field(name), depth);
  }
  for (std::size_t i = chance_.below(3); i > 0; --i) {
    const std::string name(chance_.of(kMembers));
    if (!out.contains(name)) out[name] = typed_member(rules.field(name), depth);
  }
  return out;
}

Json JsonMaker::typed_member_change(const Json& member, const schema::MergeField& field, int depth) {
  if (field.merge && member.is_array()) {
    Json out = Json::array();
    for (const Json& element : member) {
      if (chance_.one_in(4)) continue;
      if (field.merge_key.empty() || chance_.one_in(2)) {
        out.push_back(element);
        continue;
      }
      Json other = typed_change(element, *field.type, depth - 1);
      other[std::string(field.merge_key)] = element[field.merge_key];
      out.push_back(std::move(other));
    }
    for (std::size_t i = chance_.below(3); i > 0; --i) {
      const Json key = this->key(field.merge_key);
      if (!knows(out, field.merge_key, key)) out.push_back(keyed_element(field, key, depth));
    }
    if (chance_.one_in(2)) chance_.shuffle(out);
    return out;
  }
  if (member.is_object() && !field.replace && !field.retain_keys) return typed_change(member, *field.type, depth - 1);
  return changed(member, 2);
}

Json JsonMaker::typed_change(const Json& object, const schema::MergeRules& rules, int depth) {
  Json out = Json::object();
  for (const auto& [name, member] : object.items()) {
    if (chance_.one_in(6)) continue;
    const schema::MergeField field = rules.field(name);
    if (chance_.one_in(2)) out[name] = member;
    else if (chance_.one_in(6)) out[name] = typed_member(field, depth);
    else out[name] = typed_member_change(member, field, depth);
  }
  if (chance_.one_in(2)) {
    const std::string name(chance_.of(kMembers));
    if (!out.contains(name)) out[name] = typed_member(rules.field(name), depth);
  }
  return out;
}

}  // namespace kpp::test
