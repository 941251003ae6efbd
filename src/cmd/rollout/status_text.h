// How far a rollout has come, in kubectl's words.
#pragma once

#include <cstdint>
#include <string>

#include "kpp/node.h"

namespace kpp::cmd {

struct RolloutStatus {
  std::string text = {};  ///< with its newline
  bool done = false;
};

/// Of a Deployment, DaemonSet or StatefulSet. `revision`: it must be this one; 0 takes any. Throws Error for a rollout
/// that has failed, and for an object that has none.
RolloutStatus rollout_status(Node object, std::int64_t revision);

}  // namespace kpp::cmd
