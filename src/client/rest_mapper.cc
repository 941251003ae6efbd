// The RestMapper over a client. Names of kubernetes' own types are known; anything else asks discovery, and a name
// that discovery does not know asks the server once more before it is an error.
//
// How a word finds its type (kubectl's rules): a plural or singular name wins over a short name; among several the
// first group in the server's order, its preferred version first; a group may be given by its beginning only when no
// group has exactly that name.
#include <set>

#include "base/quote.h"
#include "base/strings.h"
#include "client/discovery.h"

namespace kpp {
namespace {

using Types = std::vector<ResourceInfo>;

bool has_name(const ResourceInfo& type, const std::string& word) {
  return type.resource == word || (type.singular.empty() ? to_lower(type.kind) : type.singular) == word;
}

bool has_short_name(const ResourceInfo& type, const std::string& word) {
  return std::find(type.short_names.begin(), type.short_names.end(), word) != type.short_names.end();
}

template <class Suits>
std::optional<ResourceInfo> first(const Types& types, const Suits& suits) {
  const auto found = std::find_if(types.begin(), types.end(), suits);
  return found == types.end() ? std::nullopt : std::optional(*found);
}

// What a word says: RESOURCE, RESOURCE.GROUP or RESOURCE.VERSION.GROUP (where the group may be empty: "pods.v1.").
struct Typed {
  explicit Typed(std::string_view word) {
    const std::size_t dot = word.find('.');
    as_typed = word.substr(0, dot);
    name = to_lower(as_typed);
    if (dot == std::string_view::npos) return;
    group = word.substr(dot + 1);
    const std::size_t second = group.find('.');
    if (second == std::string::npos) return;
    version = group.substr(0, second);
    versioned_group = group.substr(second + 1);
  }
  std::string name{};             ///< lower case: plurals and singulars may be spelt as the kind is
  std::string as_typed{};         ///< short names may not
  std::string group{};
  std::string version{};          ///< when there are two dots and more
  std::string versioned_group{};  ///< the group then
};

// The type a short name stands for, in its preferred version whatever version was typed with it.
template <class Suits>
std::optional<ResourceInfo> by_short_name(const Types& types, const Typed& typed, const Suits& suits) {
  return first(types, [&](const ResourceInfo& type) { return suits(type) && has_short_name(type, typed.as_typed); });
}

// Exact names only.
std::optional<ResourceInfo> find_exact(const Types& types, const Typed& typed) {
  if (!typed.version.empty()) {
    auto found = first(types, [&](const ResourceInfo& type) {
      return type.version == typed.version && type.group == typed.versioned_group && has_name(type, typed.name);
    });
    if (found) return found;
    const auto suits = [&](const ResourceInfo& type) { return typed.versioned_group.empty() || type.group == typed.versioned_group; };
    if ((found = by_short_name(types, typed, suits))) return found;
  }
  const auto suits = [&](const ResourceInfo& type) { return typed.group.empty() || type.group == typed.group; };
  if (auto found = first(types, [&](const ResourceInfo& type) { return suits(type) && has_name(type, typed.name); })) return found;
  return by_short_name(types, typed, suits);
}

std::optional<ResourceInfo> find_in(const Types& types, const Typed& typed) {
  if (auto found = find_exact(types, typed)) return found;
  if (typed.group.empty()) return std::nullopt;
  const auto suits = [&](const ResourceInfo& type) { return type.group.starts_with(typed.group); };
  if (auto found = first(types, [&](const ResourceInfo& type) { return suits(type) && has_name(type, typed.name); })) return found;
  return by_short_name(types, typed, suits);
}

// Kind.group or Kind.version.group, spelt as the kind is.
std::optional<ResourceInfo> find_kind(const Types& types, std::string_view word) {
  return first(types, [&](const ResourceInfo& type) {
    return word == type.kind + "." + type.group || word == type.kind + "." + type.version + "." + type.group;
  });
}

class ClientRestMapper final : public RestMapper {
 public:
  ClientRestMapper(Client& client, std::string cache_folder, Clock& clock, std::function<void(std::string_view)> warn)
      : discovery_(client, std::move(cache_folder), clock), warn_(std::move(warn)) {}

  std::optional<ResourceInfo> resource_for(std::string_view word) override {
    const Typed typed(word);
    if (typed.name.empty()) return std::nullopt;
    if (auto found = find_exact(builtin_resources(), typed)) {
      warn_of_others(builtin_resources(), typed, *found);
      return found;
    }
    auto found = with_refresh([&] {
      const Types types = discovered();
      auto by_name = find_in(types, typed);
      return by_name ? by_name : find_kind(types, word);
    });
    if (found) warn_of_others(discovered(), typed, *found);
    return found;
  }

  std::optional<ResourceInfo> resource_for(const GroupVersionKind& gvk) override {
    // A kind in lower case is found too: so old manifests spelt it.
    const auto suits = [&](const ResourceInfo& type) {
      return type.group == gvk.group && type.version == gvk.version && (type.kind == gvk.kind || to_lower(type.kind) == gvk.kind);
    };
    if (auto found = first(builtin_resources(), suits)) return found;
    return with_refresh([&] { return first(discovered(), suits); });
  }

  std::optional<ResourceInfo> confirm(const ResourceInfo& type) override {
    discovery_.refresh();
    const auto exact = [&](const ResourceInfo& known) { return known.gvr() == type.gvr(); };
    if (auto found = first(discovered(), exact)) return found;
    return first(discovered(), [&](const ResourceInfo& known) { return known.group == type.group && known.resource == type.resource; });
  }

  std::vector<ResourceInfo> category(std::string_view name) override {
    // A type's own name is no category: most words are answered here, without a request.
    const Typed typed(name);
    if (name.find('.') != std::string_view::npos || find_exact(builtin_resources(), typed)) return {};
    Types out = members_of(name);
    // A name that is neither a type nor a category may be new.
    if (out.empty() && !find_in(discovered(), typed) && discovery_.refresh()) out = members_of(name);
    return out;
  }

  std::vector<ResourceInfo> all(bool fresh, std::vector<std::string>* failed) override {
    if (fresh) discovery_.refresh();
    Types out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      // Of each resource the first version that has it: the preferred one is first.
      std::set<std::string> seen;
      for (const ResourceInfo& type : group.resources) {
        if (seen.insert(type.resource).second) out.push_back(type);
      }
      if (!failed) continue;
      for (const auto& [version, why] : group.failed) {
        failed->push_back(fmt::format("{}: {}", GroupVersion{group.name, version}.str(), why));
      }
    }
    return out;
  }

  std::vector<GroupVersion> group_versions() override {
    discovery_.refresh();
    std::vector<GroupVersion> out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      for (const std::string& version : group.versions) out.push_back({group.name, version});
    }
    return out;
  }

 private:
  template <class Look>
  std::optional<ResourceInfo> with_refresh(const Look& look) {
    std::optional<ResourceInfo> found = look();
    if (!found && discovery_.refresh()) found = look();
    return found;
  }

  // Two types may have one short name: kubectl says which one it did not take.
  void warn_of_others(const Types& types, const Typed& typed, const ResourceInfo& taken) {
    const bool with_group = typed.version.empty() ? !typed.group.empty() : !typed.versioned_group.empty();
    if (!warn_ || with_group || has_name(taken, typed.name)) return;
    for (const ResourceInfo& other : types) {
      const std::string name = other.gvr().group_resource();
      if (!has_short_name(other, typed.as_typed) || name == taken.gvr().group_resource()) continue;
      if (warned_.insert(typed.name + "/" + name).second) {
        warn_(fmt::format("short name {} could also match lower priority resource {}", go_quote(typed.name), name));
      }
    }
  }

  // Every type in every version, in the server's order; the core group is always first.
  Types discovered() {
    Types out;
    for (const DiscoveredGroup& group : discovery_.known()) out.insert(out.end(), group.resources.begin(), group.resources.end());
    return out;
  }

  Types members_of(std::string_view category) {
    Types out;
    for (ResourceInfo& type : all(false, nullptr)) {
      if (std::find(type.categories.begin(), type.categories.end(), category) != type.categories.end()) out.push_back(std::move(type));
    }
    return out;
  }

  Discovery discovery_;
  std::function<void(std::string_view)> warn_;
  std::set<std::string> warned_;
};

}  // namespace

std::unique_ptr<RestMapper> make_rest_mapper(Client& client, std::string cache_folder, Clock& clock,
                                             std::function<void(std::string_view)> warn) {
  return std::make_unique<ClientRestMapper>(client, std::move(cache_folder), clock, std::move(warn));
}

}  // namespace kpp
