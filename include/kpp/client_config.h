// ClientConfig: which server, which user, which namespace; resolved from kubeconfig, flags and surroundings.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/http.h"
#include "kpp/kubeconfig.h"
#include "kpp/seams.h"

namespace kpp {

class Kubeconfig;

/// What the command line may override; empty means not given.
struct ConfigOverrides {
  std::string context = {}, cluster = {}, user = {}, namespace_name = {}, server = {}, tls_server_name = {};
  std::optional<bool> insecure_skip_tls_verify = {};
  std::string certificate_authority = {}, client_certificate = {}, client_key = {}, token = {}, username = {},
              password = {};
  std::string as = {}, as_uid = {};
  std::vector<std::string> as_groups = {};
  std::vector<std::string> as_user_extra = {};  ///< "key=value"
  std::string request_timeout = {};             ///< as typed; "" or "0": none
  std::string proxy_url = {};                   ///< wins over the kubeconfig's, which wins over the environment
  bool disable_compression = false;
  PluginPolicy plugin_policy = {};
};

/// Impersonation headers' material.
struct Impersonation {
  std::string user, uid;
  std::vector<std::string> groups;
  std::map<std::string, std::vector<std::string>> extra;
};

/// Makes the Authorization header and, where a plugin gives one, a client certificate.
class Credentials {
 public:
  struct Material {
    std::string authorization;  ///< value of the header, "" for none
    std::string client_cert_pem, client_key_pem;
  };
  virtual ~Credentials() = default;
  /// May run a plugin or refresh a token; cached inside. Throws ConfigError.
  virtual Material material(Transport& transport) = 0;
  /// The server answered 401: forget what is cached. False when asking again is no use.
  virtual bool refresh() = 0;
  /// From now on nobody may be asked on standard input, which `user` reads: "used by stdin resource manifest reader".
  virtual void deny_input(const std::string& user) { (void)user; }
};

class ClientConfig {
 public:
  std::string server;  ///< "https://host:port[/prefix]" without a trailing slash
  std::string namespace_name = "default";
  bool namespace_from_flag = false;
  std::string context_name, cluster_name, user_name;
  bool in_cluster = false;
  std::shared_ptr<ConnectionOptions> connection;
  std::shared_ptr<Credentials> credentials;  ///< never null
  Impersonation impersonate;
  std::optional<std::chrono::nanoseconds> request_timeout;
  bool disable_compression = false;

  /// "host:port" as kubectl shows it in connection errors.
  std::string host() const;
};

/// Resolves everything; reads certificate and token files, runs nothing, asks no network. Who it is may be asked of the
/// user (`io`), when nothing else says it. What is passed must outlive the credentials.
/// Throws ConfigError in kubectl's words.
ClientConfig resolve_client_config(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides,
                                   const Environment& env, Clock& clock, ProcessRunner& processes, const IoStreams& io);

/// The namespace alone, which commands want first: as in kubectl, parts that cannot be used are told here in other
/// words than resolve_client_config() has for a context or cluster that a flag names.
std::string resolve_namespace(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides, const Environment& env);

}  // namespace kpp
