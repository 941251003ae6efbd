// See kpp/client_config.h. This file is an order of steps: much can be wrong with a configuration at once, one message
// is told, and it has to be the one that client-go comes to first.
//
//   merge_config      flags over files; a flag that names an absent user, then context, then cluster
//   confirm_usable    all that is wrong with the context, user and cluster to be used, in one message
//   the timeout       --request-timeout as a duration
//   the server        its URL; in a pod, and where neither a file nor a flag names a server, the pod's own cluster
//   set_trust         certificates of authority are read
//   set_credentials   certificates and keys are read, the user chosen, roots and key pairs checked
//
// Example: the user has a client certificate, a token and an exec plugin; the cluster is https://h:6443 with a
// certificate-authority file that is not there. confirm_usable tells of the file and nothing else is looked at. With
// the file in place: the certificate is part of the connection (it is offered in the TLS handshake), the token becomes
// the Authorization header, and the plugin is made but not asked, since somebody is named already. Made it is all the
// same, for a plugin whose own settings are wrong is told of even where it is not used.
//
// Who the user is, the first that there is: token file, token, name and password, auth provider or plugin, and else a
// question at the terminal. A certificate goes beside any of them, but keeps a plugin and the terminal from being
// asked. Over plain HTTP nothing of all this is sent.
//
// An empty file is not "no file": certificates of authority that are named and empty must not become the system's, so
// they turn into a line break: a text that names nobody.
//
// Rejected:
// - Checking the whole kubeconfig when it is read: a broken entry nobody uses would stop every command.
// - Reading files late, when a request needs them: a missing file is an error before the first request, in the words
//   confirm_usable has for it. Whether what is in a client's certificate file is any good is told only when the server
//   asks for it, as by kubectl; what stands in the kubeconfig itself is checked here.
// - One place for credentials that knows all kinds: each is a class of its own behind Credentials (credentials.h,
//   exec_credential.h, oidc.h), and this file only picks.
#include "kpp/client_config.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "client/credentials.h"
#include "client/exec_credential.h"
#include "client/in_cluster.h"
#include "client/kubeconfig_document.h"
#include "client/kubeconfig_write.h"
#include "client/merged_config.h"
#include "client/oidc.h"
#include "client/resolve.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "net/tls.h"
#include "net/url.h"

namespace kpp {
namespace {

using std::chrono::nanoseconds;

nanoseconds parse_timeout(const std::string& text) {
  if (text.empty()) return nanoseconds(0);
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  try {
    return parse_duration(digits ? text + "s" : text);
  } catch (const ParseError&) {
    throw ConfigError(
        "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding "
        "time unit "
        "(e.g. 1s | 2m | 3h)");
  }
}

// A URL as it was written, without a query; "host:port" is plain HTTP.
std::string server_url(std::string server) {
  if (!net::url_problem(server).empty() || net::parse_url(server).host.empty()) {
    const std::string typed = server;
    server.insert(0, "http://");
    if (const std::string problem = net::url_problem(server); !problem.empty()) {
      throw TransportError(TransportError::Kind::other, problem);
    }
    const std::string target = net::parse_url(server).target;
    if (target.substr(0, target.find('?')) != "/") {
      throw ConfigError(fmt::format("host must be a URL or a host:port pair: {}", go_quote(typed)));
    }
  }
  server.resize(std::min(server.find_first_of("?#"), server.size()));
  const std::size_t scheme_end = server.find("://");
  const std::string scheme = to_lower(server.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") {
    throw TransportError(TransportError::Kind::other, fmt::format("unsupported protocol scheme {}", go_quote(scheme)));
  }
  return scheme + server.substr(scheme_end);
}

class Resolver {
 public:
  Resolver(const Kubeconfig& files, const ConfigOverrides& flags, const Surroundings& around)
      : files_(files), flags_(flags), around_(around) {}

  ClientConfig resolve() {
    const MergedConfig merged = merge_config(files_, flags_, around_.env);
    confirm_usable(files_, flags_, around_.env);
    out_.context_name = merged.context_name;
    out_.cluster_name = merged.context.cluster;
    out_.user_name = merged.context.user;
    const std::optional<InCluster> pod = find_in_cluster(around_.env, around_.service_account);
    out_.namespace_from_flag = !flags_.namespace_name.empty();
    out_.namespace_name = namespace_of(merged, flags_, pod);
    if (const nanoseconds timeout = parse_timeout(flags_.request_timeout); timeout.count() > 0) {
      out_.request_timeout = timeout;
    }
    out_.disable_compression = merged.cluster.disable_compression;
    out_.connection = std::make_shared<ConnectionOptions>();
    out_.connection->proxy_url = merged.cluster.proxy_url;
    const KubeUser& user = merged.user;
    out_.impersonate = {user.impersonate, user.impersonate_uid, user.impersonate_groups, user.impersonate_extra};
    // No file and no flag says where a server is: a pod may be asked for its own cluster.
    if (!merged.server_named && pod) {
      use_own_cluster(*pod);
      return std::move(out_);
    }
    const std::string url = server_url(merged.cluster.server);
    out_.server = url;
    while (out_.server.ends_with('/')) out_.server.pop_back();
    out_.credentials = static_credentials("");
    // Over plain HTTP no credentials are sent.
    if (url.starts_with("https://")) {
      set_trust(merged.cluster);
      set_credentials(merged, url);
    }
    return std::move(out_);
  }

  static std::string namespace_of(const MergedConfig& merged, const ConfigOverrides& flags,
                                  const std::optional<InCluster>& pod) {
    if (!flags.namespace_name.empty()) return flags.namespace_name;
    if (!merged.context.namespace_name.empty()) return merged.context.namespace_name;
    return pod ? pod->namespace_name : "default";
  }

 private:
  void use_own_cluster(const InCluster& pod) {
    out_.server = pod.server;
    out_.in_cluster = true;
    out_.connection->ca_pem =
        flags_.certificate_authority.empty() ? pod.ca_pem : read_file(flags_.certificate_authority);
    net::check_roots(out_.connection->ca_pem);
    out_.credentials = flags_.token.empty() ? token_file_credentials(pod.token_file, "", around_.clock)
                                            : bearer_credentials(flags_.token);
  }

  void set_trust(const KubeCluster& cluster) {
    ConnectionOptions& connection = *out_.connection;
    connection.insecure_skip_tls_verify = cluster.insecure_skip_tls_verify;
    connection.tls_server_name = cluster.tls_server_name;
    connection.ca_pem = cluster.certificate_authority_data;
    if (connection.ca_pem.empty() && !cluster.certificate_authority.empty()) {
      connection.ca_pem = read_file(cluster.certificate_authority);
    }
    const bool has_ca = !connection.ca_pem.empty() || !cluster.certificate_authority.empty();
    if (cluster.insecure_skip_tls_verify && has_ca) {
      throw ConfigError("specifying a root certificates file with the insecure flag is not allowed");
    }
  }

  void set_credentials(const MergedConfig& merged, const std::string& url) {
    const KubeUser& user = merged.user;
    ConnectionOptions& connection = *out_.connection;
    if (!user.client_certificate_data.empty() || !user.client_certificate.empty()) {
      connection.client_cert_pem =
          user.client_certificate_data.empty() ? read_file(user.client_certificate) : user.client_certificate_data;
      connection.client_key_pem = user.client_key_data.empty() ? read_file(user.client_key) : user.client_key_data;
      if (connection.client_cert_pem.empty()) {
        connection.client_cert_pem = "\n";  // an empty file, which is told when it is needed
      }
    }
    const bool token = !user.token.empty() || !user.token_file.empty();
    if (!user.token_file.empty()) {
      out_.credentials = token_file_credentials(user.token_file, user.token, around_.clock);
      if (!user.username.empty()) throw ConfigError("username/password or bearer token may be set, but not both");
    } else if (token) {
      out_.credentials = bearer_credentials(user.token);
    } else if (!user.username.empty()) {
      out_.credentials = basic_credentials(user.username, user.password);
    } else if (!user.exec && !user.auth_provider && connection.client_cert_pem.empty()) {
      out_.credentials = prompted_credentials(user.password, around_.io);
    }
    net::check_roots(connection.ca_pem);
    // An empty file is not "no file", which would mean the system's certificates: a line break trusts nobody.
    if (connection.ca_pem.empty() && !merged.cluster.certificate_authority.empty()) connection.ca_pem = "\n";
    // A certificate and key from files are looked at only when a server asks for them, as by kubectl; those that stand
    // in the kubeconfig are checked now.
    const bool from_data = !user.client_certificate_data.empty() || !user.client_key_data.empty();
    if (from_data && !connection.client_cert_pem.empty()) {
      net::check_key_pair(connection.client_cert_pem, connection.client_key_pem);
    }
    // Both are made, and so fail, even where the user is named otherwise. Then neither is asked; beside a certificate
    // alone a provider is, and a plugin is not.
    const bool named = token || !user.username.empty();
    if (user.auth_provider) {
      std::shared_ptr<Credentials> provider = auth_provider(user, merged.context.user);
      if (!named) out_.credentials = std::move(provider);
    }
    if (user.exec) {
      std::shared_ptr<Credentials> plugin = plugin_credentials(*user.exec, merged.cluster, url);
      if (!named && connection.client_cert_pem.empty()) out_.credentials = std::move(plugin);
    }
  }

  std::shared_ptr<Credentials> plugin_credentials(KubeExec exec, KubeCluster cluster, const std::string& url) const {
    cluster.server = url;
    cluster.certificate_authority_data = out_.connection->ca_pem;
    exec.policy = flags_.plugin_policy;
    return exec_credentials(exec, cluster, around_.env, around_.clock, around_.processes, around_.io);
  }

  std::shared_ptr<Credentials> auth_provider(const KubeUser& user, const std::string& user_name) const {
    const std::string& name = *user.auth_provider;
    if (name == "oidc") {
      return oidc_credentials(
          user.auth_provider_config, around_.clock,
          [origin = user.origin, user_name, &clock = around_.clock](const OidcSettings& tokens) {
            change_kubeconfig(origin, clock, [&](Json& document) {
              Json* entry = find_entry(document, KubeconfigSection::users, user_name);
              if (!entry) throw ConfigError(fmt::format("user {} is no longer in {}", go_quote(user_name), origin));
              for (const auto& [setting, value] : tokens) (*entry)["auth-provider"]["config"][setting] = value;
            });
          });
    }
    if (name == "gcp" || name == "azure") {
      const bool gcp = name == "gcp";
      throw ConfigError(
          fmt::format("The {} auth plugin has been removed.\nPlease use the {} kubectl/client-go credential plugin "
                      "instead.\nSee {} for "
                      "further details",
                      name, gcp ? "\"gke-gcloud-auth-plugin\"" : "https://github.com/Azure/kubelogin",
                      gcp ? "https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke"
                          : "https://kubernetes.io/docs/reference/access-authn-authz/authentication/"
                            "#client-go-credential-plugins"));
    }
    throw ConfigError(fmt::format("no Auth Provider found for name {}", go_quote(name)));
  }

  const Kubeconfig& files_;
  const ConfigOverrides& flags_;
  const Surroundings& around_;
  ClientConfig out_;
};

}  // namespace

std::string ClientConfig::host() const {
  const std::size_t scheme = server.find("://");
  const std::string rest = scheme == std::string::npos ? server : server.substr(scheme + 3);
  return rest.substr(0, rest.find('/'));
}

ClientConfig resolve_client_config(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides,
                                   const Surroundings& around) {
  return Resolver(kubeconfig, overrides, around).resolve();
}

ClientConfig resolve_client_config(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides,
                                   const Environment& env, Clock& clock, ProcessRunner& processes,
                                   const IoStreams& io) {
  return resolve_client_config(kubeconfig, overrides, {env, clock, processes, io});
}

std::string resolve_namespace(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides, const Environment& env) {
  if (!overrides.namespace_name.empty()) return overrides.namespace_name;
  confirm_usable(kubeconfig, overrides, env);
  return Resolver::namespace_of(merge_config(kubeconfig, overrides, env), overrides, find_in_cluster(env));
}

}  // namespace kpp
