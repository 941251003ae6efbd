// See json_members.h.
#include "data/json_members.h"

#include <algorithm>
#include <unordered_map>

namespace kpp::data {
namespace {

using Place = std::vector<Member>::iterator;

// Stable. Most objects are small, and std::stable_sort asks for memory each time.
void sort_by_key(Place begin, Place end) {
  constexpr std::ptrdiff_t kSmall = 32;
  const auto by_key = [](const Member& a, const Member& b) { return a.key < b.key; };
  if (end - begin > kSmall) {
    std::stable_sort(begin, end, by_key);
    return;
  }
  for (Place next = begin; next != end; ++next) {
    const Member moving = *next;
    Place hole = next;
    for (; hole != begin && by_key(moving, *(hole - 1)); --hole) *hole = *(hole - 1);
    *hole = moving;
  }
}

}  // namespace

void arrange_members(std::vector<Member>& members, std::size_t first, KeyOrder order) {
  const auto begin = members.begin() + static_cast<std::ptrdiff_t>(first);
  if (order == KeyOrder::sorted) {
    sort_by_key(begin, members.end());
    // Of equal keys the last one counts.
    auto to = begin;
    for (auto from = begin; from != members.end(); ++from) {
      if (to != begin && (to - 1)->key == from->key) *(to - 1) = *from;
      else *to++ = *from;
    }
    members.erase(to, members.end());
    return;
  }
  // A small object is scanned; a large one sorted beside itself to find out whether any key repeats.
  const auto count = static_cast<std::size_t>(members.end() - begin);
  bool repeated = false;
  if (count <= 16) {
    for (auto a = begin; a != members.end() && !repeated; ++a) {
      repeated = std::any_of(begin, a, [&](const Member& earlier) { return earlier.key == a->key; });
    }
  } else {
    std::vector<std::string_view> keys;
    keys.reserve(count);
    for (auto a = begin; a != members.end(); ++a) keys.push_back(a->key);
    std::sort(keys.begin(), keys.end());
    repeated = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  }
  if (!repeated) return;
  std::unordered_map<std::string_view, std::size_t> place;
  std::vector<Member> kept;
  for (auto a = begin; a != members.end(); ++a) {
    const auto [found, fresh] = place.emplace(a->key, kept.size());
    if (fresh) kept.push_back(*a);
    else kept[found->second].value = a->value;
  }
  members.erase(begin, members.end());
  members.insert(members.end(), kept.begin(), kept.end());
}

}  // namespace kpp::data
