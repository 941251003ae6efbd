// A RestMapper over a few types, for tests of what stands on it.
#pragma once

#include "base/strings.h"
#include "kpp/discovery.h"

namespace kpp::test {

class FakeMapper final : public RestMapper {
 public:
  std::vector<ResourceInfo> types = {
      {"", "v1", "pods", "pod", "Pod", true, {"po"}, {"all"}, {"get", "list"}},
      {"", "v1", "services", "service", "Service", true, {"svc"}, {"all"}, {"get", "list"}},
      {"", "v1", "nodes", "node", "Node", false, {"no"}, {}, {"get", "list"}},
      {"apps", "v1", "deployments", "deployment", "Deployment", true, {"deploy"}, {"all"}, {"get", "list"}},
  };
  int asked = 0;

  std::optional<ResourceInfo> resource_for(std::string_view typed) override {
    ++asked;
    const std::string name = to_lower(typed.substr(0, typed.find('.')));
    for (const ResourceInfo& type : types) {
      const bool short_name =
          std::find(type.short_names.begin(), type.short_names.end(), name) != type.short_names.end();
      const bool named = name == type.resource || name == type.singular || short_name;
      const std::size_t dot = typed.find('.');
      const bool grouped = dot == std::string_view::npos || typed.substr(dot + 1) == type.group;
      if (named && grouped) return type;
    }
    return std::nullopt;
  }
  std::optional<ResourceInfo> resource_for(const GroupVersionKind& gvk) override {
    for (const ResourceInfo& type : types) {
      if (type.gvk() == gvk) return type;
    }
    return std::nullopt;
  }
  std::vector<ResourceInfo> category(std::string_view name) override {
    std::vector<ResourceInfo> out;
    for (const ResourceInfo& type : types) {
      if (std::find(type.categories.begin(), type.categories.end(), name) != type.categories.end()) out.push_back(type);
    }
    return out;
  }
  std::vector<ResourceInfo> all(bool, std::vector<std::string>*) override { return types; }
  std::vector<GroupVersion> group_versions() override { return {{"", "v1"}, {"apps", "v1"}}; }
};

}  // namespace kpp::test
