// Kubeconfig: clusters, users and contexts, merged from the files that say them.
// Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kpp/seams.h"

namespace kpp {

struct KubeCluster {
  std::string server, tls_server_name, proxy_url;
  std::string certificate_authority;       ///< a file
  std::string certificate_authority_data;  ///< PEM, decoded
  bool insecure_skip_tls_verify = false;
  bool disable_compression = false;
  std::string exec_config;  ///< JSON of the extension client.authentication.k8s.io/exec; "" without one
  std::string origin;       ///< the file it came from
};

struct KubeContext {
  std::string cluster, user, namespace_name;
  std::string origin;
};

/// Which programs may be run for credentials.
struct PluginPolicy {
  std::string type;                    ///< "" or AllowAll, DenyAll, Allowlist
  std::vector<std::string> allowlist;  ///< paths, or names to be looked up on PATH
};

/// users[].user.exec: a program that gives credentials.
struct KubeExec {
  std::string api_version, command, install_hint, interactive_mode;
  std::vector<std::string> args;
  std::vector<std::pair<std::string, std::string>> env;
  bool provide_cluster_info = false;
  PluginPolicy policy = {};  ///< the user's, of no kubeconfig
};

struct KubeUser {
  std::string client_certificate, client_certificate_data;
  std::string client_key, client_key_data;
  std::string token, token_file, username, password;
  std::string impersonate, impersonate_uid;
  std::vector<std::string> impersonate_groups;
  std::map<std::string, std::vector<std::string>> impersonate_extra;
  std::optional<std::string> auth_provider;  ///< its name
  std::map<std::string, std::string> auth_provider_config;
  std::optional<KubeExec> exec;
  std::string origin;
};

class Kubeconfig {
 public:
  std::map<std::string, KubeCluster> clusters;
  std::map<std::string, KubeContext> contexts;
  std::map<std::string, KubeUser> users;
  std::string current_context;
  std::vector<std::string> files;  ///< those that were read

  /// `explicit_path` (--kubeconfig) alone, else the list in $KUBECONFIG, else ~/.kube/config. Of several files the
  /// first to name an entry has it. Throws ConfigError in kubectl's words.
  static Kubeconfig load(const std::string& explicit_path, const Environment& env);
  /// One file's text; relative paths in it are below `path`'s folder. Throws ConfigError.
  static Kubeconfig parse(std::string_view text, const std::string& path, const std::string& working_directory = {});
  /// Adds what `other` says and this does not.
  void merge(Kubeconfig other);
};

}  // namespace kpp
