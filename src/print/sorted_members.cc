// See sorted_members.h.
#include "print/sorted_members.h"

#include <algorithm>
#include <vector>

namespace kpp::print {
namespace {

bool by_key(const Member& a, const Member& b) { return a.key < b.key; }

bool is_sorted(Node node) {
  if (node.is_array()) return std::all_of(node.items().begin(), node.items().end(), is_sorted);
  return std::is_sorted(node.members().begin(), node.members().end(), by_key) &&
         std::all_of(node.members().begin(), node.members().end(),
                     [](const Member& member) { return is_sorted(member.value); });
}

Node sorted_copy(Node node, Arena& scratch) {
  if (node.is_array()) {
    std::vector<Node> items;
    items.reserve(node.size());
    for (const Node item : node.items()) items.push_back(sorted_copy(item, scratch));
    return scratch.make_array(items);
  }
  if (!node.is_object()) return node;
  std::vector<Member> members(node.members().begin(), node.members().end());
  for (Member& member : members) member.value = sorted_copy(member.value, scratch);
  std::sort(members.begin(), members.end(), by_key);
  return scratch.make_object(members);
}

}  // namespace

Node sorted_members(Node object, Arena& scratch) { return is_sorted(object) ? object : sorted_copy(object, scratch); }

}  // namespace kpp::print
