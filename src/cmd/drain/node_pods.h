// The pods of a node: which of them a drain takes away, which it leaves, and which stand in its way.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "data/json.h"
#include "kpp/error.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

struct PodRules {
  bool force = false;               ///< pods without a controller too
  bool ignore_daemon_sets = false;  ///< leave their pods
  bool delete_local_data = false;   ///< pods with an emptyDir too
  std::string pod_selector = {};
  std::int64_t chunk_size = 500;
  std::int64_t skip_deleted_seconds = 0;  ///< pods that are being deleted for longer are left; 0: none
};

struct DrainPod {
  std::string namespace_name = {};
  std::string name = {};
  std::string uid = {};
  bool terminating = false;  ///< it has a deletion timestamp
};

struct NodePods {
  std::vector<DrainPod> pods = {};                                 ///< to be taken away
  std::vector<std::pair<std::string, std::string>> warnings = {};  ///< what about which pods
  std::vector<std::pair<std::string, std::string>> blocked = {};   ///< why, and which pods

  std::string warning_text() const;
  std::vector<std::string> blocked_texts() const;
};

/// Throws when the pods cannot be listed.
NodePods pods_of_node(const std::string& node, const PodRules& rules, app::Context& context);
}  // namespace kpp::cmd
