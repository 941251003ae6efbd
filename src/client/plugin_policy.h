// Which credential plugins the user lets run (kuberc's credentialPluginPolicy). Source: KEP-3104.
#pragma once

#include <optional>
#include <string>

#include "kpp/kubeconfig.h"
#include "kpp/seams.h"

namespace kpp {

/// Throws Error, in client-go's words, for a policy that cannot be meant. `has_allowlist` tells an empty list from
/// none.
void validate_plugin_policy(const PluginPolicy& policy, bool has_allowlist);
/// Throws Error when the policy forbids the program: `command` is it as configured, `found` what ProcessRunner::find
/// has for it.
void check_plugin_policy(const PluginPolicy& policy, const std::string& command,
                         const std::optional<std::string>& found, const ProcessRunner& processes);

}  // namespace kpp
