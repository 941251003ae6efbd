// What a path of the resource API names.
#pragma once

#include <optional>
#include <string>

#include "support/apiserver/kinds.h"

namespace kpp::apiserver {

struct Target {
  const Kind* kind = nullptr;
  std::string ns{};    ///< "" for cluster kinds and for all namespaces
  std::string name{};  ///< "" for a collection
  std::string subresource{};
};

/// nullopt for a path that is none of the resource API.
std::optional<Target> read_target(const std::string& path);

}  // namespace kpp::apiserver
