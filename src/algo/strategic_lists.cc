// See strategic_lists.h.
#include "algo/strategic_lists.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "algo/merge_patch.h"
#include "data/go_value.h"
#include "kpp/error.h"

namespace kpp::algo {

std::string as_go_text(const Json& value) {
  Arena arena;
  std::string out;
  data::append_go_value(out, data::to_node(value, arena, KeyOrder::sorted));
  return out;
}

void throw_wrong_type(std::string_view expected, const Json& found) {
  Arena arena;
  const std::string_view type = found.is_null() ? "%!s(<nil>)" : data::go_type(data::to_node(found, arena));
  throw Error(fmt::format("expected a {}, but received a {}", expected, type));
}

bool is_deletion(const Json& element) {
  if (!element.is_object()) return false;
  const auto directive = element.find(kPatchDirective);
  return directive != element.end() && *directive == "delete";
}

bool MergeList::holds_objects(const Json& a, const Json& b) {
  const Json* first = nullptr;
  for (const Json* list : {&a, &b}) {
    for (const Json& element : *list) {
      if (!first) first = &element;
      if (element.is_array()) throw Error("lists of lists are not supported");
      if (element.type_name() != std::string_view(first->type_name())) {
        throw Error(fmt::format("list element types are not identical: {}",
                                "[" + as_go_text(a) + (b.is_array() ? " " + as_go_text(b) : "") + "]"));
      }
    }
  }
  if (!first) throw Error("no elements in any of the given slices");
  return first->is_object();
}

const Json& MergeList::identity(const Json& element) const {
  if (key_.empty()) return element;
  if (!element.is_object()) throw_wrong_type("map[string]interface {}", element);
  const auto found = element.find(key_);
  if (found == element.end()) {
    throw Error(fmt::format("map: {} does not contain declared merge key: {}", as_go_text(element), key_));
  }
  return *found;
}

std::ptrdiff_t MergeList::index(const Json& list, const Json& identity) const {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (key_.empty()) {
      if (same_value(list[i], identity)) return static_cast<std::ptrdiff_t>(i);
      continue;
    }
    if (!list[i].is_object()) throw Error(fmt::format("value for key {} is not a map", i));
    const auto found = list[i].find(key_);
    if (found != list[i].end() && same_value(*found, identity)) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

bool MergeList::same_identity(const Json& a, const Json& b) const { return same_value(identity(a), identity(b)); }

Json MergeList::ordered(const Json& list, const Json& order) const {
  std::vector<std::pair<std::ptrdiff_t, const Json*>> kept;
  std::vector<const Json*> deletions;
  for (const Json& element : list) {
    if (is_deletion(element)) deletions.push_back(&element);
    else kept.emplace_back(index(order, identity(element)), &element);
  }
  // What the order does not name stays where it is, before what comes next.
  std::stable_sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Json out = Json::array();
  for (const auto& [place, element] : kept) out.push_back(*element);
  for (const Json* element : deletions) out.push_back(*element);
  return out;
}

Json MergeList::arranged(const Json& merged, const Json& patch_order, const Json& server_order) const {
  Json patched = Json::array();
  Json servers = Json::array();
  for (const Json& element : merged) {
    (index(patch_order, identity(element)) >= 0 ? patched : servers).push_back(element);
  }
  patched = ordered(patched, patch_order);
  servers = ordered(servers, server_order);
  Json out = Json::array();
  std::size_t s = 0;
  std::size_t p = 0;
  while (s < servers.size() || p < patched.size()) {
    bool server_first = p == patched.size();
    if (s < servers.size() && p < patched.size()) {
      const std::ptrdiff_t left = index(server_order, identity(servers[s]));
      const std::ptrdiff_t right = index(server_order, identity(patched[p]));
      server_first = left >= 0 && right >= 0 && left < right;
    }
    out.push_back(server_first ? servers[s++] : patched[p++]);
  }
  return out;
}

}  // namespace kpp::algo
