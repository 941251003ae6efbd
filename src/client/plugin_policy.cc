// See plugin_policy.h.
#include "client/plugin_policy.h"

#include <fmt/core.h>

#include "base/files.h"
#include "base/quote.h"
#include "kpp/error.h"

namespace kpp {

void validate_plugin_policy(const PluginPolicy& policy, bool has_allowlist) {
  const std::string& type = policy.type;
  if (type.empty() || type == "AllowAll" || type == "DenyAll") {
    if (!has_allowlist) return;
    throw Error(fmt::format("misconfigured credential plugin allowlist: plugin policy is {} but allowlist is non-nil",
                            go_quote(type)));
  }
  if (type != "Allowlist") throw Error("unknown plugin policy: " + go_quote(type));
  if (!has_allowlist) throw Error("credential plugin policy set to \"Allowlist\", but allowlist is unspecified");
  if (policy.allowlist.empty()) {
    throw Error(
        "credential plugin policy set to \"Allowlist\", but allowlist is empty; use \"DenyAll\" policy instead");
  }
  for (std::size_t i = 0; i < policy.allowlist.size(); ++i) {
    const std::string& command = policy.allowlist[i];
    if (command.empty()) {
      throw Error(fmt::format("misconfigured credential plugin allowlist: empty allowlist entry #{}", i + 1));
    }
    const std::string clean = path_clean(command);
    if (clean != command) {
      throw Error(fmt::format("non-normalized file path: {} vs {}", go_quote(command), go_quote(clean)));
    }
  }
}

namespace {

// Why a command cannot be run, in the words of Go's exec.LookPath.
std::string unresolved(const std::string& command, const std::optional<std::string>& found) {
  const std::string head = fmt::format("exec: {}: ", go_quote(command));
  if (command.find('/') == std::string::npos) {
    return head +
           (found ? "cannot run executable found relative to current directory" : "executable file not found in $PATH");
  }
  return head +
         (file_exists(command) ? "permission denied" : fmt::format("stat {}: no such file or directory", command));
}

bool is_full(const std::optional<std::string>& path) { return path && path->starts_with('/'); }

}  // namespace

void check_plugin_policy(const PluginPolicy& policy, const std::string& command,
                         const std::optional<std::string>& found, const ProcessRunner& processes) {
  if (policy.type.empty() || policy.type == "AllowAll") return;
  if (policy.type == "DenyAll") {
    throw Error(fmt::format("plugin {} not allowed: policy set to \"DenyAll\"", go_quote(path_clean(command))));
  }
  const std::string path = found.value_or(command);
  for (const std::string& allowed : policy.allowlist) {
    if (allowed == path_clean(command) || allowed == path) return;
  }
  if (!is_full(found)) {
    throw Error(fmt::format("plugin path {} cannot be resolved for credential plugin allowlist check: {}",
                            go_quote(path), unresolved(command, found)));
  }
  for (const std::string& allowed : policy.allowlist) {
    if (path_base(allowed) == path_base(path) && processes.find(allowed) == path) return;
  }
  throw Error(fmt::format("plugin path {} is not permitted by the credential plugin allowlist", go_quote(path)));
}

}  // namespace kpp
