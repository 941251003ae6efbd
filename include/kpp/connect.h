// Connection: a Client with everything it stands on, for programs that link libkpp.
#pragma once

#include <memory>
#include <string>

#include "kpp/client.h"
#include "kpp/client_config.h"
#include "kpp/seams.h"

namespace kpp {

struct ConnectOptions {
  std::string kubeconfig{};     ///< a file; "": $KUBECONFIG, ~/.kube/config, or the pod's own service account
  ConfigOverrides overrides{};  ///< as the flags of kubectl: context, namespace, server, token, …
  std::string user_agent = "libkpp";
};

/// Owns the real clock, environment and HTTP transport. Nothing is asked before the first request.
class Connection {
 public:
  /// Reads the kubeconfig. Throws ConfigError.
  explicit Connection(const ConnectOptions& options = {});
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  Client& client();
  const ClientConfig& config() const;
  Clock& clock();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kpp
