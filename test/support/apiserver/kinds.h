// The kinds that are served.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kpp/gvk.h"
#include "support/apiserver/status.h"

namespace kpp::apiserver {

struct Kind {
  std::string group{};
  std::string version{};
  std::string resource{};  ///< plural
  std::string singular{};
  std::string kind{};
  bool namespaced = true;
  std::vector<std::string> short_names{};
  std::vector<std::string> categories{};
  bool status = false;    ///< has a status subresource
  bool scale = false;     ///< has a scale subresource
  bool eviction = false;  ///< has an eviction subresource
  bool custom = false;    ///< stands for what a CustomResourceDefinition would define
  bool made = false;      ///< not stored, but made of other objects when it is asked for

  std::string api_version() const { return GroupVersion{group, version}.str(); }
  Named named() const { return {group, resource}; }
};

/// What is stored: by group, in the order a server lists them.
const std::vector<Kind>& served_kinds();
/// What metrics.k8s.io serves. These are made, all others are stored.
const std::vector<Kind>& metric_kinds();
/// Of both; null when it is in neither.
const Kind* find_kind(std::string_view group, std::string_view version, std::string_view resource);
/// A stored kind by the words of an object.
const Kind* find_kind_of_object(std::string_view api_version, std::string_view kind);
/// Of one kind, as discovery lists them.
std::vector<std::string> verbs_of(const Kind& kind);

}  // namespace kpp::apiserver
