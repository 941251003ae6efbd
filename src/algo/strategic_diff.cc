// See strategic_merge.h: the patch that leads from one object to another.
//
// Differ walks both objects side by side, and the schema beside them, and writes down what a Merger needs to make the
// second of the first. What it writes comes in three parts, of which a caller may want some only (StrategicDiff):
// changes (members and elements that are new or other), deletions, and the order of lists.
//
// A list of objects is compared by merge key, whatever the order: both lists are sorted by the key's text and read like
// two sorted files. In the containers of a pod:
//   before  a:1, b                 after  c, a:2
//   sorted  a:1, b                 sorted a:2, c
//   a in both, differs             {"image": "2", "name": "a"}      only what differs, and the key to find it by
//   b before only                  {"$patch": "delete", "name": "b"}
//   c after only                   c as it is
// The changes are put in the order of `after`, deletions come last, and since something changed the order goes along:
//   {"$setElementOrder/containers": [{"name": "c"}, {"name": "a"}],
//    "containers": [{"name": "c"}, {"image": "2", "name": "a"}, {"$patch": "delete", "name": "b"}]}
// A list of plain values has no keys: what is new is listed, what is gone stands in "$deleteFromPrimitiveList/F".
//
// The parts are apart for a patch that is made of three objects: what was applied last, what is wanted, and what the
// server has. Changes are taken between the server's and the wanted object, deletions between the last applied and the
// wanted one: so an element that the server added by itself is in neither and stays. join_strategic_patches() makes one
// patch of both (test/algo/strategic_merge_test.cc, "two patches in one").
//
// Members of a patch are sorted, so that equal differences are equal bytes.
//
// Rejected:
// - Comparing lists by position: one container put in front would make a patch of every other.
// - Leaving the order out where only members of elements changed: the object comes out the same, unless somebody has
//   moved elements on the server in between; and kubectl's patch has it.
// - One patch of two objects alone: what another controller has added since would be deleted by every apply.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "algo/merge_patch.h"
#include "algo/strategic_lists.h"
#include "algo/strategic_merge.h"
#include "kpp/error.h"
#include "schema/merge_rules.h"

namespace kpp::algo {
namespace {

Json sorted_members(const Json& value) {
  if (!value.is_object()) return value;
  std::vector<std::string> names;
  for (const auto& [name, member] : value.items()) names.push_back(name);
  std::sort(names.begin(), names.end());
  Json out = Json::object();
  for (const std::string& name : names) out[name] = value[name];
  return out;
}

// As texts, which is how values of any kind are put in order.
Json sorted_elements(const Json& list) {
  std::vector<std::pair<std::string, const Json*>> elements;
  for (const Json& element : list) elements.emplace_back(as_go_text(element), &element);
  std::stable_sort(elements.begin(), elements.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Json out = Json::array();
  for (const auto& [text, element] : elements) out.push_back(*element);
  return out;
}

class Differ {
 public:
  explicit Differ(const StrategicDiff& parts) : parts_(parts) {}

  Json objects(const Json& original, const Json& modified, const schema::MergeRules& rules, bool retain_keys) const {
    Json patch = Json::object();
    for (const auto& [name, value] : modified.items()) {
      const auto before = original.find(name);
      if (before != original.end() && before->is_object() && value.is_object()) {
        member_object(name, *before, value, rules, patch);
      } else if (before != original.end() && before->is_array() && value.is_array()) {
        member_list(name, *before, value, rules, patch);
      } else if (parts_.changes && (before == original.end() || !same_value(*before, value))) {
        patch[name] = value;
      }
    }
    bool gone = false;
    for (const auto& [name, value] : original.items()) {
      if (modified.contains(name)) continue;
      gone = true;
      if (parts_.deletions) patch[name] = nullptr;
    }
    if (retain_keys && (!patch.empty() || gone)) {
      Json names = Json::array();
      for (const auto& [name, value] : modified.items()) {
        if (!value.is_null()) names.push_back(name);
      }
      if (!names.empty()) patch[std::string(kRetainKeysDirective)] = sorted_elements(names);
    }
    return sorted_members(patch);
  }

 private:
  void member_object(const std::string& name, const Json& before, const Json& value, const schema::MergeRules& rules,
                     Json& patch) const {
    const schema::MergeField field = rules.field(name);
    if (field.replace) {
      if (parts_.changes) patch[name] = value;
      return;
    }
    Json inner = objects(before, value, *field.type, field.retain_keys);
    if (!inner.empty()) patch[name] = std::move(inner);
  }

  void member_list(const std::string& name, const Json& before, const Json& value, const schema::MergeRules& rules,
                   Json& patch) const {
    const schema::MergeField field = rules.field(name);
    if (!field.merge) {
      if (parts_.changes && !same_value(before, value)) patch[name] = value;
      return;
    }
    if (before.empty()) {
      if (!value.empty() && parts_.changes) patch[name] = value;
      return;
    }
    if (MergeList::holds_objects(before, value)) list_of_objects(name, before, value, field, patch);
    else list_of_values(name, before, value, patch);
  }

  void list_of_objects(const std::string& name, const Json& before, const Json& value, const schema::MergeField& field,
                       Json& patch) const {
    const MergeList list(field.merge_key);
    const auto by_identity = [&](const Json& from) {
      std::vector<std::pair<std::string, const Json*>> out;
      for (const Json& element : from) out.emplace_back(as_go_text(list.identity(element)), &element);
      std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      return out;
    };
    const auto old_ones = by_identity(before);
    const auto new_ones = by_identity(value);
    Json changes = Json::array();
    Json deletions = Json::array();
    std::size_t o = 0;
    std::size_t n = 0;
    while (o < old_ones.size() || n < new_ones.size()) {
      if (o < old_ones.size() && n < new_ones.size() && old_ones[o].first == new_ones[n].first) {
        Json change = objects(*old_ones[o++].second, *new_ones[n].second, *field.type, field.retain_keys);
        if (!change.empty()) {
          change[std::string(field.merge_key)] = list.identity(*new_ones[n].second);
          changes.push_back(sorted_members(change));
        }
        ++n;
      } else if (o == old_ones.size() || (n < new_ones.size() && old_ones[o].first > new_ones[n].first)) {
        if (parts_.changes) changes.push_back(*new_ones[n].second);
        ++n;
      } else {
        if (parts_.deletions) {
          deletions.push_back(
              sorted_members({{kPatchDirective, "delete"}, {field.merge_key, list.identity(*old_ones[o].second)}}));
        }
        ++o;
      }
    }
    changes = list.ordered(changes, value);
    for (Json& deletion : deletions) changes.push_back(std::move(deletion));
    const bool same_order = std::equal(before.begin(), before.end(), value.begin(), value.end(),
                                       [&](const Json& a, const Json& b) { return list.same_identity(a, b); });
    if (parts_.order && (!changes.empty() || (parts_.changes && !same_order))) {
      Json order = Json::array();
      for (const Json& element : value) order.push_back({{field.merge_key, list.identity(element)}});
      if (!order.empty()) patch[fmt::format("{}/{}", kElementOrder, name)] = std::move(order);
    }
    if (!changes.empty()) patch[name] = std::move(changes);
  }

  void list_of_values(const std::string& name, const Json& before, const Json& value, Json& patch) const {
    const MergeList list("");
    Json added = Json::array();
    Json deleted = Json::array();
    for (const Json& element : sorted_elements(value)) {
      if (parts_.changes && list.index(before, element) < 0) added.push_back(element);
    }
    for (const Json& element : sorted_elements(before)) {
      if (parts_.deletions && list.index(value, element) < 0 && list.index(deleted, element) < 0) {
        deleted.push_back(element);
      }
    }
    if (parts_.order && !value.empty() && (!deleted.empty() || (parts_.changes && !same_value(before, value)))) {
      patch[fmt::format("{}/{}", kElementOrder, name)] = value;
    }
    if (!added.empty()) patch[name] = list.ordered(added, value);
    if (!deleted.empty()) patch[fmt::format("{}/{}", kDeleteFromList, name)] = std::move(deleted);
  }

  StrategicDiff parts_;
};

}  // namespace

Json create_strategic_patch(const Json& original, const Json& modified, const schema::MergeRules& rules,
                            const StrategicDiff& parts) {
  return Differ(parts).objects(original, modified, rules, false);
}

}  // namespace kpp::algo
