// Leaving managedFields out by copying two short arrays of members.
#include "print/managed_fields.h"

#include <algorithm>
#include <vector>

namespace kpp::print {
namespace {

constexpr std::string_view kManagedFields = "managedFields";

Node replace_member(Node object, std::string_view key, Node value, Arena& scratch) {
  std::vector<Member> members(object.members().begin(), object.members().end());
  for (Member& member : members) {
    if (member.key == key) member.value = value;
  }
  return scratch.make_object(members);
}

Node without_in_item(Node object, Arena& scratch) {
  const Node metadata = object["metadata"];
  if (!metadata[kManagedFields].exists()) return object;
  std::vector<Member> kept;
  kept.reserve(metadata.size());
  for (const Member& member : metadata.members()) {
    if (member.key != kManagedFields) kept.push_back(member);
  }
  return replace_member(object, "metadata", scratch.make_object(kept), scratch);
}

}  // namespace

Node without_managed_fields(Node object, Arena& scratch) {
  const Node items = object["items"];
  if (!items.is_array()) return without_in_item(object, scratch);
  const auto has_fields = [](Node item) { return item["metadata"][kManagedFields].exists(); };
  if (std::none_of(items.items().begin(), items.items().end(), has_fields)) return object;
  std::vector<Node> shown;
  shown.reserve(items.size());
  for (const Node item : items.items()) shown.push_back(without_in_item(item, scratch));
  return replace_member(object, "items", scratch.make_array(shown), scratch);
}

}  // namespace kpp::print
