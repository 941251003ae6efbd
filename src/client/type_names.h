// Which type a word names, among those a server has: kubectl's rules, as pure functions.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/discovery.h"

namespace kpp {

/// May a group be given by its beginning ("deployments.app")? Where not all of a server's groups are known, it may not.
enum class Groups { whole, beginnings };

/// The type that `word` (TYPE, TYPE.GROUP, TYPE.VERSION.GROUP) names among `types`, which are in the server's order,
/// preferred versions first. A plural or singular name wins over every short name, whatever their groups; kinds come
/// last, and only with their group. `other` is told of each further type, RESOURCE.GROUP, that has the short name which
/// was taken.
std::optional<ResourceInfo> find_type(const std::vector<ResourceInfo>& types, std::string_view word, Groups groups,
                                      const std::function<void(const ResourceInfo& other)>& other = {});

/// The first of `types` that suits.
template <class Suits>
std::optional<ResourceInfo> first_type(const std::vector<ResourceInfo>& types, const Suits& suits) {
  const auto found = std::find_if(types.begin(), types.end(), suits);
  return found == types.end() ? std::nullopt : std::optional(*found);
}

/// Does the word name `type` as a resource, by plural, singular or short name, and not only as a kind?
bool names_resource(const ResourceInfo& type, std::string_view word);

/// Is what was typed before the first dot only a short name of `type`?
bool is_short_name(const ResourceInfo& type, std::string_view word);

/// The short names of built-in types that mean something else on a server with these `types`: not that type, or more
/// than the table knows.
std::vector<std::string> claimed_short_names(const std::vector<ResourceInfo>& types);

}  // namespace kpp
