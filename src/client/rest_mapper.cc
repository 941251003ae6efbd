// The RestMapper over a client. Names of kubernetes' own types are known; anything else asks discovery, and a name
// that discovery does not know asks the server once more before it is an error.
#include <set>

#include "base/strings.h"
#include "client/discovery.h"

namespace kpp {
namespace {

// What a word says: RESOURCE, RESOURCE.GROUP or RESOURCE.VERSION.GROUP.
struct Typed {
  std::string name;
  std::string rest;  ///< behind the first dot
  bool dotted = false;
};

Typed take_apart(std::string_view word) {
  const std::size_t dot = word.find('.');
  if (dot == std::string_view::npos) return {std::string(word), {}, false};
  return {std::string(word.substr(0, dot)), std::string(word.substr(dot + 1)), true};
}

bool has_name(const ResourceInfo& type, const std::string& lower, bool kinds_too) {
  if (type.resource == lower || type.singular == lower) return true;
  if (std::find(type.short_names.begin(), type.short_names.end(), lower) != type.short_names.end()) return true;
  return kinds_too && to_lower(type.kind) == lower && type.singular == lower;
}

bool in_group(const ResourceInfo& type, const Typed& typed) {
  if (!typed.dotted) return true;
  const std::size_t dot = typed.rest.find('.');
  // RESOURCE.VERSION.GROUP, with an empty group for the core: "pods.v1."
  if (dot != std::string::npos && type.version == typed.rest.substr(0, dot) && type.group == typed.rest.substr(dot + 1)) return true;
  // A group may be shortened at its end: "deployments.apps", "widgets.shop".
  return type.group == typed.rest || (!typed.rest.empty() && typed.rest.back() != '.' && type.group.starts_with(typed.rest + "."));
}

class ClientRestMapper final : public RestMapper {
 public:
  ClientRestMapper(Client& client, std::string cache_folder, Clock& clock, std::function<void(std::string_view)> warn)
      : discovery_(client, std::move(cache_folder), clock), warn_(std::move(warn)) {}

  std::optional<ResourceInfo> resource_for(std::string_view word) override {
    if (word.empty()) return std::nullopt;
    const Typed typed = take_apart(word);
    const bool versioned = typed.rest.find('.') != std::string::npos;
    if (!versioned) {
      if (const auto found = find_in(builtin_resources(), typed)) {
        warn_of_others(builtin_resources(), typed, *found);
        return found;
      }
    }
    return with_refresh([&] { return find_discovered(typed); });
  }

  std::optional<ResourceInfo> resource_for(const GroupVersionKind& gvk) override {
    for (const ResourceInfo& type : builtin_resources()) {
      if (type.gvk() == gvk) return type;
    }
    return with_refresh([&]() -> std::optional<ResourceInfo> {
      for (const DiscoveredGroup& group : discovery_.known()) {
        for (const ResourceInfo& type : group.resources) {
          if (type.gvk() == gvk) return type;
        }
      }
      return std::nullopt;
    });
  }

  std::vector<ResourceInfo> category(std::string_view name) override {
    // A type's own name is no category: most words are answered here.
    const Typed typed = take_apart(name);
    if (typed.dotted || find_in(builtin_resources(), typed)) return {};
    std::vector<ResourceInfo> out = members_of(name);
    // A name that is neither a type nor a category may be new.
    if (out.empty() && !find_discovered(typed) && discovery_.refresh()) out = members_of(name);
    return out;
  }

  std::vector<ResourceInfo> all(bool fresh, std::vector<std::string>* failed) override {
    if (fresh) discovery_.refresh();
    std::vector<ResourceInfo> out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      // Of each resource the first version that has it: the preferred one is first.
      std::vector<std::string> seen;
      for (const ResourceInfo& type : group.resources) {
        if (std::find(seen.begin(), seen.end(), type.resource) != seen.end()) continue;
        seen.push_back(type.resource);
        out.push_back(type);
      }
      for (const std::string& version : group.stale) {
        if (failed) failed->push_back(fmt::format("{}: stale GroupVersion discovery: {}", GroupVersion{group.name, version}.str(), GroupVersion{group.name, version}.str()));
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
  void warn_of_others(const std::vector<ResourceInfo>& types, const Typed& typed, const ResourceInfo& taken) {
    const std::string lower = to_lower(typed.name);
    if (typed.dotted || taken.resource == lower || taken.singular == lower || !warn_) return;
    for (const ResourceInfo& other : types) {
      const bool same_name = std::find(other.short_names.begin(), other.short_names.end(), lower) != other.short_names.end();
      if (!same_name || other.gvr().group_resource() == taken.gvr().group_resource()) continue;
      const std::string text = fmt::format("short name \"{}\" could also match lower priority resource {}", lower, other.gvr().group_resource());
      if (warned_.insert(text).second) warn_(text);
    }
  }

  static std::optional<ResourceInfo> find_in(const std::vector<ResourceInfo>& types, const Typed& typed) {
    const std::string lower = to_lower(typed.name);
    // The plural first, then other names, as one word may be the short name of another type.
    for (const ResourceInfo& type : types) {
      if (type.resource == lower && in_group(type, typed)) return type;
    }
    for (const ResourceInfo& type : types) {
      if (has_name(type, lower, true) && in_group(type, typed)) return preferred(types, type, lower);
    }
    return std::nullopt;
  }

  // A short name stands for the type in its preferred version, whatever version was typed with it.
  static ResourceInfo preferred(const std::vector<ResourceInfo>& types, const ResourceInfo& found, const std::string& lower) {
    if (found.resource == lower || found.singular == lower) return found;
    for (const ResourceInfo& type : types) {
      if (type.group == found.group && type.resource == found.resource) return type;
    }
    return found;
  }

  std::optional<ResourceInfo> find_discovered(const Typed& typed) {
    std::vector<ResourceInfo> types;
    for (const DiscoveredGroup& group : discovery_.known()) types.insert(types.end(), group.resources.begin(), group.resources.end());
    return find_in(types, typed);
  }

  std::vector<ResourceInfo> members_of(std::string_view category) {
    std::vector<ResourceInfo> out;
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
