// A pod's own cluster: what the kubelet puts into each container.
// Source: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
#pragma once

#include <optional>
#include <string>

#include "kpp/seams.h"

namespace kpp {

struct InCluster {
  std::string server;  ///< "https://host:port"
  std::string token_file;
  std::string ca_pem;  ///< "" without ca.crt
  std::string namespace_name;
};

inline constexpr const char* kServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/// nullopt outside a pod: no service address in the environment, or no token in `folder`.
std::optional<InCluster> find_in_cluster(const Environment& env, const std::string& folder = kServiceAccountFolder);

}  // namespace kpp
