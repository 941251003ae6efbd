// See in_cluster.h.
#include "client/in_cluster.h"

#include <fmt/core.h>

#include "base/files.h"
#include "base/strings.h"

namespace kpp {

std::optional<InCluster> find_in_cluster(const Environment& env, const std::string& folder) {
  const std::string host = env.get("KUBERNETES_SERVICE_HOST").value_or("");
  const std::string port = env.get("KUBERNETES_SERVICE_PORT").value_or("");
  InCluster out;
  out.token_file = path_join(folder, "token");
  if (host.empty() || port.empty() || !file_exists(out.token_file) || is_folder(out.token_file)) return std::nullopt;
  out.server = fmt::format("https://{}:{}", host.find(':') == std::string::npos ? host : "[" + host + "]", port);
  out.ca_pem = read_file_if_exists(path_join(folder, "ca.crt")).value_or("");
  out.namespace_name = env.get("POD_NAMESPACE").value_or("");
  if (out.namespace_name.empty()) {
    out.namespace_name = trim(read_file_if_exists(path_join(folder, "namespace")).value_or(""));
  }
  if (out.namespace_name.empty()) out.namespace_name = "default";
  return out;
}

}  // namespace kpp
