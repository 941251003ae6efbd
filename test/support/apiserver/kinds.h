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
  bool status = false;  ///< has a status subresource
  bool scale = false;   ///< has a scale subresource
  bool custom = false;  ///< stands for what a CustomResourceDefinition would define

  std::string api_version() const { return GroupVersion{group, version}.str(); }
  Named named() const { return {group, resource}; }
};

/// By group, in the order a server lists them.
const std::vector<Kind>& served_kinds();
/// Null when it is not served.
const Kind* find_kind(std::string_view group, std::string_view version, std::string_view resource);
/// By the words of an object.
const Kind* find_kind_of_object(std::string_view api_version, std::string_view kind);
/// Of one kind, as discovery lists them.
std::vector<std::string> verbs_of(const Kind& kind);

}  // namespace kpp::apiserver
