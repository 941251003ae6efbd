// Names of kinds and resources: group, version, and a kind or a resource.
// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kpp {

struct GroupVersion {
  std::string group;  ///< "" for the core group
  std::string version;

  /// "apps/v1" or "v1".
  std::string str() const { return group.empty() ? version : group + "/" + version; }
  /// Reads an apiVersion; throws ParseError("unexpected GroupVersion string: …") on more than one slash.
  static GroupVersion parse(std::string_view api_version);
  auto operator<=>(const GroupVersion&) const = default;
};

struct GroupVersionKind {
  std::string group;
  std::string version;
  std::string kind;

  GroupVersion group_version() const { return {group, version}; }
  auto operator<=>(const GroupVersionKind&) const = default;
};

struct GroupVersionResource {
  std::string group;
  std::string version;
  std::string resource;  ///< plural, lower case

  GroupVersion group_version() const { return {group, version}; }
  /// "deployments.apps", "pods".
  std::string group_resource() const { return group.empty() ? resource : resource + "." + group; }
  auto operator<=>(const GroupVersionResource&) const = default;
};

}  // namespace kpp
