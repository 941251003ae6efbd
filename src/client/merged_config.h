// What the kubeconfig files and the command line say together, and what is wrong with it.
#pragma once

#include <string>

#include "kpp/client_config.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"

namespace kpp {

struct MergedConfig {
  std::string context_name;
  KubeContext context;
  KubeUser user;
  KubeCluster cluster;
  bool server_named = false;  ///< by a file or a flag; else it is $KUBERNETES_MASTER or localhost:8080
};

/// Flags win over files. Throws ConfigError when a flag names a user, context or cluster that is not there.
MergedConfig merge_config(const Kubeconfig& files, const ConfigOverrides& flags, const Environment& env);

/// Thrown where exactly one thing is wrong with the user or cluster that would be used.
class UnusableConfig : public ConfigError {
 public:
  using ConfigError::ConfigError;
};

/// Throws UnusableConfig, or VerbatimError for an absent context or several things at once, when the parts that would
/// be used cannot be.
void confirm_usable(const Kubeconfig& files, const ConfigOverrides& flags, const Environment& env);

}  // namespace kpp
