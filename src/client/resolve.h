// resolve_client_config() for tests, which can say where the files of a pod's service account are.
#pragma once

#include <string>

#include "client/in_cluster.h"
#include "kpp/client_config.h"

namespace kpp {

struct Surroundings {
  const Environment& env;
  Clock& clock;
  ProcessRunner& processes;
  const IoStreams& io;
  std::string service_account = kServiceAccountFolder;
};

ClientConfig resolve_client_config(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides,
                                   const Surroundings& around);

}  // namespace kpp
