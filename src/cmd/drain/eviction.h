// Taking pods off a node: by evictions that go on side by side, or by deletion, and waiting until the pods are gone.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "app/flags/change_flags.h"
#include "cmd/drain/node_pods.h"
#include "kpp/error.h"

namespace kpp::cmd {

struct EvictionRules {
  std::int64_t grace_period = -1;       ///< below 0: the pods' own
  std::chrono::nanoseconds timeout{0};  ///< 0: no end
  bool disable_eviction = false;
  std::int64_t skip_deleted_seconds = 0;
  resource::DryRun dry_run = resource::DryRun::none;
};

/// Why pods are still there; empty when they are not.
struct EvictionFailure {
  std::vector<std::shared_ptr<const Error>> errors = {};
  bool several = true;  ///< of each pod for itself, not of all at once
};

EvictionFailure take_pods_away(const std::string& node, const std::vector<DrainPod>& pods, const EvictionRules& rules,
                               app::Context& context);

}  // namespace kpp::cmd
