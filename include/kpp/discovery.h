// RestMapper: from what a user types (pods, po, Pod, deployments.v1.apps) or a manifest says to a resource.
//
// Kubernetes' own types are known and need no request. Anything else asks the server, whose answer is kept; a type that
// it did not have then is asked for once more. A Connection (connect.h) has one. Not thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/gvk.h"

namespace kpp {

/// How long an answer about types may take where --request-timeout is not set. Source: client-go, discovery client.
inline constexpr std::chrono::nanoseconds kDiscoveryTimeout = std::chrono::seconds(32);

/// One resource as discovery describes it.
struct ResourceInfo {
  std::string group;
  std::string version;
  std::string resource;  ///< plural
  std::string singular;
  std::string kind;
  bool namespaced = false;
  std::vector<std::string> short_names;
  std::vector<std::string> categories;
  std::vector<std::string> verbs;

  GroupVersionResource gvr() const { return {group, version, resource}; }
  GroupVersionKind gvk() const { return {group, version, kind}; }
};

class RestMapper {
 public:
  virtual ~RestMapper() = default;
  /// TYPE, TYPE.GROUP, TYPE.VERSION.GROUP in any spelling kubectl takes. nullopt: no such type
  /// (message: `the server doesn't have a resource type "x"`).
  virtual std::optional<ResourceInfo> resource_for(std::string_view typed) = 0;
  /// The resource of a manifest's apiVersion and kind.
  virtual std::optional<ResourceInfo> resource_for(const GroupVersionKind& gvk) = 0;
  /// The same by what the server itself says, which is asked now (once): for a type it answered with 404. nullopt: it
  /// has none; else the type as the server has it, perhaps in another group, version or scope.
  virtual std::optional<ResourceInfo> confirm(std::string_view typed) { return resource_for(typed); }
  virtual std::optional<ResourceInfo> confirm(const GroupVersionKind& gvk) { return resource_for(gvk); }
  /// The group-resources of a category ("all"), in kubectl's order; empty when there is no such category.
  virtual std::vector<ResourceInfo> category(std::string_view name) = 0;
  /// Everything the server has, group by group in its order (api-resources). With `fresh` the cache is
  /// revalidated. Groups that failed are named in `failed` (if given) instead of failing the call.
  virtual std::vector<ResourceInfo> all(bool fresh, std::vector<std::string>* failed = nullptr) = 0;
  /// The group/versions of which the server itself has no answer: nobody can tell their types.
  virtual std::vector<GroupVersion> unanswered() { return {}; }
  /// Every group/version the server has.
  virtual std::vector<GroupVersion> group_versions() = 0;
};

}  // namespace kpp
