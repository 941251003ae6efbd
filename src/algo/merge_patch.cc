// See merge_patch.h.
#include "algo/merge_patch.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "kpp/error.h"

namespace kpp::algo {
namespace {

// What is new to the target comes without its nulls; elements of arrays that are null stay.
Json without_nulls(const Json& value) {
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& item : value) out.push_back(without_nulls(item));
    return out;
  }
  if (!value.is_object()) return value;
  Json out = Json::object();
  for (const auto& [key, member] : value.items()) {
    if (!member.is_null()) out[key] = without_nulls(member);
  }
  return out;
}

void merge_members(Json& target, const Json& patch) {
  for (const auto& [key, value] : patch.items()) {
    if (value.is_null()) {
      target.erase(key);
      continue;
    }
    const auto found = target.find(key);
    if (found == target.end()) {
      target[key] = without_nulls(value);
    } else if (found->is_object() && value.is_object()) {
      merge_members(*found, value);
    } else {
      *found = found->is_object() ? value : without_nulls(value);
    }
  }
}

}  // namespace

bool same_value(const Json& a, const Json& b) {
  if (a.is_object() && b.is_object()) {
    return a.size() == b.size() && std::all_of(a.items().begin(), a.items().end(), [&](const auto& member) {
             const auto found = b.find(member.key());
             return found != b.end() && same_value(member.value(), *found);
           });
  }
  if (a.is_array() && b.is_array()) return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_value);
  if (a.is_number() && b.is_number() && a.is_number_float() != b.is_number_float()) return false;
  return a == b;
}

Json apply_merge_patch(Json target, const Json& patch) {
  if (!patch.is_object() && !patch.is_array()) throw Error("Invalid JSON Patch");
  if (!patch.is_object() || !target.is_object()) return without_nulls(patch);
  merge_members(target, patch);
  return target;
}

Json create_merge_patch(const Json& original, const Json& modified) {
  Json patch = Json::object();
  for (const auto& [key, value] : modified.items()) {
    const auto before = original.find(key);
    if (before != original.end() && before->is_object() && value.is_object()) {
      Json inner = create_merge_patch(*before, value);
      if (!inner.empty()) patch[key] = std::move(inner);
    } else if (before == original.end() || !same_value(*before, value)) {
      patch[key] = value;
    }
  }
  for (const auto& [key, value] : original.items()) {
    if (!modified.contains(key)) patch[key] = nullptr;
  }
  return patch;
}

}  // namespace kpp::algo
