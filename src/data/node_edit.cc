// See node_edit.h.
#include "data/node_edit.h"

#include <algorithm>
#include <vector>

namespace kpp::data {

Node with_members(Node object, std::span<const Member> given, KeyOrder order, Arena& arena) {
  std::vector<Member> members(given.begin(), given.end());
  for (const Member& member : object.members()) {
    const auto same_key = [&](const Member& one) { return one.key == member.key; };
    if (std::none_of(given.begin(), given.end(), same_key)) members.push_back(member);
  }
  if (order == KeyOrder::sorted) {
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  }
  return arena.make_object(members);
}

Node with_member_at(Node object, std::span<const std::string_view> path, Node value, Arena& arena) {
  const Node inner = path.size() == 1 ? value : with_member_at(object[path.front()], path.subspan(1), value, arena);
  const Member given[] = {{path.front(), inner}};
  return with_members(object, given, KeyOrder::sorted, arena);
}

Node without_member_at(Node object, std::span<const std::string_view> path, Arena& arena) {
  if (!object[path.front()].exists()) return object;
  std::vector<Member> members;
  for (const Member& member : object.members()) {
    if (member.key != path.front()) members.push_back(member);
    else if (path.size() > 1) {
      members.push_back({member.key, without_member_at(member.value, path.subspan(1), arena)});
    }
  }
  return arena.make_object(members);
}

}  // namespace kpp::data
