// See strategic_merge.h: merging a patch into an object, or into another patch.
//
// Merger walks the patch and the object side by side, and the schema beside them. For each member of the patch there is
// one question: is it merged, or does it take the old one's place?
//   null                  the member goes
//   an object on both     merged member by member, unless the schema says "replace"
//   a list on both        merged where the schema has a merge key (or merges plain values), else replaced
//   all else              replaced
// Directives ("$…") are carried out in the object or list where they stand, before its other members: "$patch" first,
// then "$retainKeys", then "$setElementOrder/F" together with the list F it is about.
//
// The hard part is where a merged element ends up (MergeList::arranged). Say the server has three containers, of which
// `proxy` was put in by an admission webhook:
//   server  app:1, proxy:1, log:1
//   patch   {"$setElementOrder/containers": [{"name": "log"}, {"name": "app"}],
//            "containers": [{"name": "app", "image": "app:2"}]}
//   result  proxy:1, log:1, app:2
// `app` and `log` are the patch's elements (its order names them) and come in its order. `proxy` is the server's alone:
// it keeps its place before `log`, which it stood in front of. The two lines are merged like sorted lists: the server's
// element goes first only where it stood before the patch's next one on the server.
//
// `into_patch` merges into another patch, for the two halves of a three-way patch (see strategic_diff.cc). Then nulls
// and directives are still to be carried out, later and on an object, so they are kept instead of obeyed.
//
// Rejected:
// - A merge patch (merge_patch.h) that holds the whole list: it would delete `proxy`, which its author never saw.
// - Carrying out all directives first and merging plain values then: an order needs the list before and the list after,
//   and a directive inside an element is found only once the walk has paired the element with its old self.
// - Cleaning nulls out of everything that is new. A member that is new loses its nulls; an element that is new keeps
//   them ({"name": "c", "image": null} is appended as it is). That is uneven, and it is what kubectl prints with `patch
//   --local`.
#include "algo/strategic_merge.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "algo/merge_patch.h"
#include "algo/strategic_lists.h"
#include "kpp/error.h"
#include "schema/merge_rules.h"

namespace kpp::algo {
namespace {

constexpr std::string_view kBadOrder = "invalid patch format of setElementOrder list";

// "$setElementOrder/ports" -> "ports".
std::string field_behind(const std::string& key, std::string_view prefix, std::string_view problem) {
  if (key.size() <= prefix.size() || key[prefix.size()] != '/') throw Error(std::string(problem));
  return key.substr(prefix.size() + 1);
}

// Objects with a "$patch" are directives, no values: false for what is to go as a whole.
bool drop_directives(Json& value) {
  if (value.is_object()) {
    if (value.contains(kPatchDirective)) return false;
    for (auto member = value.begin(); member != value.end();) {
      if (drop_directives(member.value())) ++member;
      else member = value.erase(member);
    }
  } else if (value.is_array()) {
    Json kept = Json::array();
    for (Json& element : value) {
      if (drop_directives(element)) kept.push_back(std::move(element));
    }
    value = std::move(kept);
  }
  return true;
}

void drop_nulls(Json& value) {
  if (value.is_object()) {
    for (auto member = value.begin(); member != value.end();) {
      if (member.value().is_null()) {
        member = value.erase(member);
      } else {
        drop_nulls(member.value());
        ++member;
      }
    }
  } else if (value.is_array()) {
    for (Json& element : value) drop_nulls(element);
  }
}

// Of the same kind, as Go's decoded values are.
bool same_type(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return a.is_number_float() == b.is_number_float();
  return a.type() == b.type();
}

class Merger {
 public:
  /// `into_patch`: the original is a patch itself, so nulls and directives are not carried out but kept.
  explicit Merger(bool into_patch) : into_patch_(into_patch) {}

  Json objects(Json original, Json patch, const schema::MergeRules& rules) const {
    if (const auto directive = patch.find(kPatchDirective); directive != patch.end()) {
      return directed(*directive, patch);
    }
    if (!original.is_object()) original = Json::object();
    retain_keys(original, patch);
    set_orders(original, patch, rules);
    for (const auto& [name, value] : patch.items()) {
      if (!name.starts_with(kDeleteFromList)) {
        member(original, name, value, rules);
      } else if (into_patch_) {
        original[name] = value;
      } else {
        delete_from(original, field_behind(name, kDeleteFromList, "invalid patch format of primitive list"), value);
      }
    }
    return original;
  }

 private:
  static Json directed(const Json& directive, const Json& patch) {
    if (directive == "delete") return Json::object();
    if (directive != "replace") {
      throw Error(fmt::format("unknown patch type: {} in map: {}", as_go_text(directive), as_go_text(patch)));
    }
    Json out = patch;
    out.erase(kPatchDirective);
    return out;
  }

  void member(Json& original, const std::string& name, Json value, const schema::MergeRules& rules) const {
    if (value.is_null()) {
      original.erase(name);
      if (!into_patch_) return;
    }
    const auto found = original.find(name);
    if (found != original.end() && same_type(*found, value)) {
      const schema::MergeField field = rules.field(name);
      if (value.is_object()) {
        *found = field.replace ? std::move(value) : objects(std::move(*found), std::move(value), *field.type);
        return;
      }
      if (value.is_array()) {
        *found = field.merge ? lists(*found, value, field) : std::move(value);
        return;
      }
    } else if (!into_patch_) {
      drop_nulls(value);
    }
    if (drop_directives(value)) original[name] = std::move(value);
    else original.erase(name);
  }

  static void delete_from(Json& original, const std::string& name, const Json& values) {
    const auto found = original.find(name);
    if (values.is_null()) original.erase(name);
    if (values.is_null() || found == original.end() || !found->is_array() || !values.is_array()) return;
    if (found->empty() && values.empty()) return;
    if (MergeList::holds_objects(*found, values)) throw Error("cannot merge lists without merge key for " + name);
    Json kept = Json::array();
    for (const Json& element : *found) {
      if (MergeList("").index(values, element) < 0) kept.push_back(element);
    }
    *found = std::move(kept);
  }

  // Members that "$retainKeys" does not name go.
  void retain_keys(Json& original, Json& patch) const {
    const auto directive = patch.find(kRetainKeysDirective);
    if (directive == patch.end()) return;
    const Json names = std::move(*directive);
    patch.erase(kRetainKeysDirective);
    if (into_patch_) {
      if (const auto other = original.find(kRetainKeysDirective); other == original.end()) {
        original[std::string(kRetainKeysDirective)] = names;
      } else if (!same_value(*other, names)) {
        throw Error(fmt::format("{} and {} are not deep equal: this may happen when calculating the 3-way diff patch",
                                as_go_text(*other), as_go_text(names)));
      }
      return;
    }
    constexpr std::string_view kProblem = "invalid patch format of retainKeys";
    if (!names.is_array()) throw Error(std::string(kProblem));
    const auto named = [&](const std::string& name) { return MergeList("").index(names, name) >= 0; };
    for (const auto& [name, value] : patch.items()) {
      if (value.is_null() || name.starts_with(kDeleteFromList) || name.starts_with(kElementOrder)) continue;
      if (!named(name)) throw Error(std::string(kProblem));
    }
    for (auto member = original.begin(); member != original.end();) {
      if (named(member.key())) ++member;
      else member = original.erase(member);
    }
  }

  // Lists that come with an order are merged here, and taken out of the patch.
  void set_orders(Json& original, Json& patch, const schema::MergeRules& rules) const {
    std::vector<std::string> directives;
    for (const auto& [name, value] : patch.items()) {
      if (name.starts_with(kElementOrder)) directives.push_back(name);
    }
    for (const std::string& directive : directives) {
      const Json order = patch[directive];
      patch.erase(directive);
      if (into_patch_) {
        if (const auto other = original.find(directive); other == original.end()) original[directive] = order;
        else if (!same_value(*other, order)) throw Error(std::string(kBadOrder));
      }
      if (!order.is_array()) throw_wrong_type("[]interface {}", order);
      const std::string name = field_behind(directive, kElementOrder, kBadOrder);
      const Json before = list_at(original, name);
      Json change = list_at(patch, name);
      const schema::MergeField field = rules.field(name);
      const MergeList list(field.merge_key);
      check_order(change, order, field.merge_key);
      const Json asked = change;
      Json merged = before;
      if (patch.contains(name)) {
        if (!original.contains(name)) {
          drop_directives(change);
          merged = change;
        } else {
          merged = field.merge ? lists(before, change, field) : change;
        }
      } else if (!original.contains(name)) {
        continue;
      }
      patch.erase(name);
      original[name] = list.arranged(merged, order, before);
      // An order for nothing is refused, and so is one for elements of several kinds.
      MergeList::holds_objects(before, asked);
    }
  }

  static Json list_at(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found == object.end()) return Json::array();
    if (!found->is_array()) throw_wrong_type("[]interface {}", *found);
    return *found;
  }

  // The patch's elements must come in the order it gives itself. Deletions may stand anywhere; what has another
  // directive needs a place before the last of the order.
  static void check_order(const Json& change, const Json& order, std::string_view merge_key) {
    if (change.empty() || order.empty()) return;
    const MergeList list(merge_key);
    std::vector<const Json*> elements;
    for (const Json& element : change) {
      if (!merge_key.empty() && !element.is_object()) throw_wrong_type("map[string]interface {}", element);
      if (merge_key.empty() || !is_deletion(element)) elements.push_back(&element);
    }
    auto element = elements.begin();
    for (auto place = order.begin(); element != elements.end() && place != order.end();) {
      const bool directive = (*element)->is_object() && (*element)->contains(kPatchDirective);
      if (directive || list.same_identity(**element, *place)) ++element;
      if (!directive) ++place;
    }
    if (element == elements.end()) return;
    throw Error(fmt::format("The order in patch list:\n{}\n doesn't match {} list:\n{}\n", as_go_text(change),
                            kElementOrder, as_go_text(order)));
  }

  Json lists(const Json& original, const Json& patch, const schema::MergeField& field) const {
    if (original.empty() && patch.empty()) return original;
    const MergeList list(field.merge_key);
    Json merged = Json::array();
    Json plain = patch;
    Json before = original;
    if (!MergeList::holds_objects(original, patch)) {
      for (const Json* from : {&original, &patch}) {
        for (const Json& element : *from) {
          if (MergeList("").index(merged, element) < 0) merged.push_back(element);
        }
      }
    } else {
      if (field.merge_key.empty()) throw Error("cannot merge lists without merge key for list");
      plain = carry_out_directives(before, patch, field.merge_key);
      merged = before;
      for (const Json& element : plain) {
        const std::ptrdiff_t found = list.index(merged, list.identity(element));
        if (found < 0) {
          merged.push_back(element);
        } else {
          Json& target = merged[static_cast<std::size_t>(found)];
          target = objects(std::move(target), element, *field.type);
        }
      }
    }
    return list.arranged(merged, plain, before);
  }

  // Deletes from `list` (or empties it) and returns the patch's other elements.
  static Json carry_out_directives(Json& list, const Json& patch, std::string_view merge_key) {
    const MergeList elements(merge_key);
    Json plain = Json::array();
    bool replace = false;
    for (const Json& element : patch) {
      const auto directive = element.find(kPatchDirective);
      if (directive == element.end()) {
        plain.push_back(element);
      } else if (*directive == "replace") {
        replace = true;
      } else if (*directive == "delete") {
        const Json& identity = elements.identity(element);
        for (std::ptrdiff_t at = elements.index(list, identity); at >= 0; at = elements.index(list, identity)) {
          list.erase(static_cast<std::size_t>(at));
        }
      } else if (*directive == "merge") {
        throw Error("merging lists cannot yet be specified in the patch");
      } else {
        throw Error(fmt::format("unknown patch type: {} in map: {}", as_go_text(*directive), as_go_text(element)));
      }
    }
    if (!replace) return plain;
    list = std::move(plain);
    return Json::array();
  }

  bool into_patch_;
};

}  // namespace

Json apply_strategic_patch(Json original, Json patch, const schema::MergeRules& rules) {
  if (!original.is_object() || !(patch.is_object() || patch.is_null())) throw Error("invalid JSON document");
  if (patch.is_null()) patch = Json::object();
  return Merger(false).objects(std::move(original), std::move(patch), rules);
}

Json join_strategic_patches(Json first, Json second, const schema::MergeRules& rules) {
  return Merger(true).objects(std::move(first), std::move(second), rules);
}

}  // namespace kpp::algo
