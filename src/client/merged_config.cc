// See merged_config.h. The order of the checks is client-go's: the first that fails is the message users know.
#include "client/merged_config.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "net/url.h"

namespace kpp {
namespace {

class Merger {
 public:
  Merger(const Kubeconfig& files, const ConfigOverrides& flags, const Environment& env)
      : files_(files), flags_(flags), env_(env) {}

  std::string context_name() const { return flags_.context.empty() ? files_.current_context : flags_.context; }

  // Each gives what flags and files say; nullopt when a flag names what is not there.
  std::optional<KubeContext> context() const {
    const auto found = files_.contexts.find(context_name());
    if (found == files_.contexts.end() && !flags_.context.empty()) return std::nullopt;
    KubeContext out = found == files_.contexts.end() ? KubeContext() : found->second;
    if (!flags_.cluster.empty()) out.cluster = flags_.cluster;
    if (!flags_.user.empty()) out.user = flags_.user;
    return out;
  }

  std::string user_name() const { return flags_.user.empty() ? context().value_or(KubeContext()).user : flags_.user; }
  std::string cluster_name() const {
    return flags_.cluster.empty() ? context().value_or(KubeContext()).cluster : flags_.cluster;
  }

  std::optional<KubeUser> user() const {
    const auto found = files_.users.find(user_name());
    if (found == files_.users.end() && !flags_.user.empty()) return std::nullopt;
    KubeUser out = found == files_.users.end() ? KubeUser() : found->second;
    if (!flags_.client_certificate.empty()) {
      out.client_certificate = flags_.client_certificate;
      out.client_certificate_data.clear();
    }
    if (!flags_.client_key.empty()) {
      out.client_key = flags_.client_key;
      out.client_key_data.clear();
    }
    if (!flags_.token.empty()) out.token = flags_.token;
    if (!flags_.username.empty()) out.username = flags_.username;
    if (!flags_.password.empty()) out.password = flags_.password;
    if (!flags_.as.empty()) out.impersonate = flags_.as;
    if (!flags_.as_uid.empty()) out.impersonate_uid = flags_.as_uid;
    if (!flags_.as_groups.empty()) out.impersonate_groups = flags_.as_groups;
    std::map<std::string, std::vector<std::string>> extra;
    for (const std::string& pair : flags_.as_user_extra) {
      // A word without "=" says nothing, to client-go.
      if (const std::size_t equals = pair.find('='); equals != std::string::npos) {
        extra[pair.substr(0, equals)].push_back(pair.substr(equals + 1));
      }
    }
    for (auto& [key, values] : extra) out.impersonate_extra[key] = std::move(values);
    return out;
  }

  std::optional<KubeCluster> cluster() const {
    const auto found = files_.clusters.find(cluster_name());
    if (found == files_.clusters.end() && !flags_.cluster.empty()) return std::nullopt;
    KubeCluster out = found == files_.clusters.end() ? KubeCluster() : found->second;
    if (out.server.empty()) {
      const std::string master = env_.get("KUBERNETES_MASTER").value_or("");
      out.server = master.empty() ? "http://localhost:8080" : master;
    }
    if (!flags_.server.empty()) out.server = flags_.server;
    const bool insecure = flags_.insecure_skip_tls_verify.value_or(false);
    if (insecure || !flags_.certificate_authority.empty()) {
      out.insecure_skip_tls_verify = insecure;
      out.certificate_authority = flags_.certificate_authority;
      out.certificate_authority_data.clear();
    }
    if (!flags_.tls_server_name.empty() || !flags_.server.empty()) out.tls_server_name = flags_.tls_server_name;
    if (!flags_.proxy_url.empty()) out.proxy_url = flags_.proxy_url;
    if (flags_.disable_compression) out.disable_compression = true;
    return out;
  }

  bool server_named() const {
    const auto found = files_.clusters.find(cluster_name());
    return !flags_.server.empty() || (found != files_.clusters.end() && !found->second.server.empty());
  }

 private:
  const Kubeconfig& files_;
  const ConfigOverrides& flags_;
  const Environment& env_;
};

// What Go's url.Parse and client-go have against a proxy's address; "" for nothing.
std::string proxy_problem(const std::string& text) {
  if (text.empty()) return {};
  const auto is_scheme = [](std::string_view word) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto other = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; };
    return !word.empty() && letter(word.front()) && std::all_of(word.begin(), word.end(), other);
  };
  const std::size_t colon = text.substr(0, text.find('/')).find(':');
  std::string scheme = colon == std::string::npos ? std::string() : text.substr(0, colon);
  if (colon != std::string::npos && !is_scheme(scheme)) return "could not parse: " + text;
  scheme = to_lower(scheme);
  if (scheme != "http" && scheme != "https" && scheme != "socks5") {
    return fmt::format("unsupported scheme {}, must be http, https, or socks5", go_quote(scheme));
  }
  try {
    net::parse_url("http" + text.substr(colon));
    return {};
  } catch (const TransportError&) {
    return "could not parse: " + text;
  }
}

std::string unreadable(std::string_view what, const std::string& path, const std::string& name) {
  try {
    read_file(path);
    return {};
  } catch (const Error& error) {
    // It is only opened here: what a folder gives when it is read is told then.
    if (std::string_view(error.what()).starts_with("read ")) return {};
    return fmt::format("unable to read {} {} for {} due to {}", what, path, name, error.what());
  }
}

void check_cluster(const KubeCluster& cluster, const std::string& name, std::vector<std::string>& wrong) {
  if (cluster.server.empty()) {
    wrong.push_back(name.empty() ? "default cluster has no server defined"
                                 : fmt::format("no server found for cluster {}", go_quote(name)));
  }
  if (const std::string problem = proxy_problem(cluster.proxy_url); !problem.empty()) {
    wrong.push_back(
        fmt::format("invalid 'proxy-url' {} for cluster {}: {}", go_quote(cluster.proxy_url), go_quote(name), problem));
  }
  if (!cluster.certificate_authority.empty() && !cluster.certificate_authority_data.empty()) {
    wrong.push_back(fmt::format(
        "certificate-authority-data and certificate-authority are both specified for {}. certificate-authority-data "
        "will override.",
        name));
  }
  if (!cluster.certificate_authority.empty()) {
    if (std::string text = unreadable("certificate-authority", cluster.certificate_authority, name); !text.empty()) {
      wrong.push_back(std::move(text));
    }
  }
}

void check_exec(const KubeExec& exec, const KubeUser& user, const std::string& name, std::vector<std::string>& wrong) {
  if (user.auth_provider) {
    wrong.push_back("authProvider cannot be provided in combination with an exec plugin for " + name);
  }
  if (exec.command.empty()) {
    wrong.push_back(fmt::format("command must be specified for {} to use exec authentication plugin", name));
  }
  if (exec.api_version.empty()) {
    wrong.push_back(fmt::format("apiVersion must be specified for {} to use exec authentication plugin", name));
  }
  for (const auto& [variable, value] : exec.env) {
    if (variable.empty()) {
      wrong.push_back(
          fmt::format("env variable name must be specified for {} to use exec authentication plugin", name));
    }
  }
  const std::string& mode = exec.interactive_mode;
  if (mode.empty()) {
    wrong.push_back(fmt::format("interactiveMode must be specified for {} to use exec authentication plugin", name));
  } else if (mode != "Never" && mode != "IfAvailable" && mode != "Always") {
    wrong.push_back(fmt::format("invalid interactiveMode for {}: {}", name, go_quote(mode)));
  }
}

void check_user(const KubeUser& user, const std::string& name, std::vector<std::string>& wrong) {
  std::vector<std::string> methods;
  if (!user.token.empty()) methods.emplace_back("token");
  if (!user.username.empty() || !user.password.empty()) methods.emplace_back("basicAuth");
  if (!user.client_certificate.empty() || !user.client_certificate_data.empty()) {
    if (!user.client_certificate.empty() && !user.client_certificate_data.empty()) {
      wrong.push_back(fmt::format(
          "client-cert-data and client-cert are both specified for {}. client-cert-data will override.", name));
    }
    if (!user.client_key.empty() && !user.client_key_data.empty()) {
      wrong.push_back(
          fmt::format("client-key-data and client-key are both specified for {}; client-key-data will override", name));
    }
    if (user.client_key.empty() && user.client_key_data.empty()) {
      wrong.push_back(fmt::format(
          "client-key-data or client-key must be specified for {} to use the clientCert authentication method.", name));
    }
    const auto check = [&](std::string_view what, const std::string& path) {
      if (path.empty()) return;
      if (std::string text = unreadable(what, path, name); !text.empty()) wrong.push_back(std::move(text));
    };
    check("client-cert", user.client_certificate);
    check("client-key", user.client_key);
  }
  if (user.exec) check_exec(*user.exec, user, name, wrong);
  if (methods.size() > 1) {
    wrong.push_back(fmt::format("more than one authentication method found for {}; found {}, only one is allowed", name,
                                go_list(methods)));
  }
  if (user.impersonate.empty() &&
      (!user.impersonate_uid.empty() || !user.impersonate_groups.empty() || !user.impersonate_extra.empty())) {
    wrong.push_back(fmt::format("requesting uid, groups or user-extra for {} without impersonating a user", name));
  }
}

}  // namespace

MergedConfig merge_config(const Kubeconfig& files, const ConfigOverrides& flags, const Environment& env) {
  const Merger merger(files, flags, env);
  const std::optional<KubeUser> user = merger.user();
  if (!user) throw ConfigError(fmt::format("auth info {} does not exist", go_quote(merger.user_name())));
  const std::optional<KubeContext> context = merger.context();
  if (!context) throw ConfigError(fmt::format("context {} does not exist", go_quote(merger.context_name())));
  const std::optional<KubeCluster> cluster = merger.cluster();
  if (!cluster) throw ConfigError(fmt::format("cluster {} does not exist", go_quote(merger.cluster_name())));
  return {merger.context_name(), *context, *user, *cluster, merger.server_named()};
}

void confirm_usable(const Kubeconfig& files, const ConfigOverrides& flags, const Environment& env) {
  const Merger merger(files, flags, env);
  std::vector<std::string> wrong;
  const std::string name = merger.context_name();
  const bool no_context = !name.empty() && !files.contexts.contains(name);
  if (no_context) wrong.push_back("context was not found for specified context: " + name);
  check_user(merger.user().value_or(KubeUser()), merger.user_name(), wrong);
  check_cluster(merger.cluster().value_or(KubeCluster()), merger.cluster_name(), wrong);
  if (wrong.empty()) return;
  if (wrong.size() == 1 && !no_context) throw UnusableConfig(wrong.front());
  std::string text = "Error in configuration: ";
  if (wrong.size() == 1) throw VerbatimError(text + wrong.front());
  for (const std::string& one : wrong) text += "\n* " + one;
  throw VerbatimError(text);
}

}  // namespace kpp
