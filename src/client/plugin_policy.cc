// See plugin_policy.h.
#include "client/plugin_policy.h"

#include "base/files.h"
#include "base/quote.h"
#include "kpp/error.h"

namespace kpp {

void validate_plugin_policy(const PluginPolicy& policy, bool has_allowlist) {
  const std::string& type = policy.type;
  if (type.empty() || type == "AllowAll" || type == "DenyAll") {
    if (!has_allowlist) return;
    throw Error(fmt::format("misconfigured credential plugin allowlist: plugin policy is {} but allowlist is non-nil", go_quote(type)));
  }
  if (type != "Allowlist") throw Error("unknown plugin policy: " + go_quote(type));
  if (!has_allowlist) throw Error("credential plugin policy set to \"Allowlist\", but allowlist is unspecified");
  if (policy.allowlist.empty()) {
    throw Error("credential plugin policy set to \"Allowlist\", but allowlist is empty; use \"DenyAll\" policy instead");
  }
  for (std::size_t i = 0; i < policy.allowlist.size(); ++i) {
    const std::string& command = policy.allowlist[i];
    if (command.empty()) throw Error(fmt::format("misconfigured credential plugin allowlist: empty allowlist entry #{}", i + 1));
    const std::string clean = path_clean(command);
    if (clean != command) throw Error(fmt::format("non-normalized file path: {} vs {}", go_quote(command), go_quote(clean)));
  }
}

void check_plugin_policy(const PluginPolicy& policy, const std::string& command, const std::string& path, const ProcessRunner& processes) {
  if (policy.type.empty() || policy.type == "AllowAll") return;
  if (policy.type == "DenyAll") throw Error(fmt::format("plugin {} not allowed: policy set to \"DenyAll\"", go_quote(path_clean(command))));
  for (const std::string& allowed : policy.allowlist) {
    if (allowed == path_clean(command) || allowed == path) return;
    if (path_base(allowed) == path_base(path) && processes.find(allowed) == path) return;
  }
  throw Error(fmt::format("plugin path {} is not permitted by the credential plugin allowlist", go_quote(path)));
}

}  // namespace kpp
