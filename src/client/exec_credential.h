// Credentials from a program (exec plugins). Source: KEP-541,
// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
#pragma once

#include <memory>
#include <string>

#include "kpp/client_config.h"
#include "kpp/kubeconfig.h"
#include "kpp/seams.h"

namespace kpp {

/// Throws ConfigError for an apiVersion that is not known. Nothing runs before material() is asked for.
std::shared_ptr<Credentials> exec_credentials(const KubeExec& exec, const KubeCluster& cluster, const Environment& env,
                                              Clock& clock, ProcessRunner& processes, const IoStreams& io);

}  // namespace kpp
