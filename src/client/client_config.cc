// See kpp/client_config.h. The order of the checks is client-go's: the first that fails is the message users know.
#include "kpp/client_config.h"

#include "base/base64.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "client/exec_credential.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "net/url.h"

namespace kpp {
namespace {

using std::chrono::nanoseconds;

constexpr const char* kServiceAccount = "/var/run/secrets/kubernetes.io/serviceaccount";

// A token and a name with a password; both do not change.
class StaticCredentials final : public Credentials {
 public:
  explicit StaticCredentials(std::string authorization) : material_{std::move(authorization), {}, {}} {}
  Material material(Transport&) override { return material_; }
  bool refresh() override { return false; }

 private:
  Material material_;
};

// A token that others renew in its file: read again each minute, and after a 401.
class TokenFileCredentials final : public Credentials {
 public:
  TokenFileCredentials(std::string path, Clock& clock) : path_(std::move(path)), clock_(clock) { read(); }

  Material material(Transport&) override {
    if (clock_.monotonic() - read_at_ > std::chrono::minutes(1)) read();
    return {"Bearer " + token_, {}, {}};
  }

  bool refresh() override {
    const std::string before = token_;
    read();
    return token_ != before;
  }

 private:
  void read() {
    token_ = trim(read_file(path_, 1 << 20));
    read_at_ = clock_.monotonic();
  }

  std::string path_;
  Clock& clock_;
  std::string token_;
  std::chrono::steady_clock::time_point read_at_;
};

nanoseconds parse_timeout(const std::string& text) {
  if (text.empty()) return nanoseconds(0);
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  try {
    return parse_duration(digits ? text + "s" : text);
  } catch (const ParseError&) {
    throw ConfigError("Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit "
                      "(e.g. 1s | 2m | 3h)");
  }
}

class Resolver {
 public:
  Resolver(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides, const Environment& env, Clock& clock, ProcessRunner& processes,
           const IoStreams& io)
      : file_(kubeconfig), over_(overrides), env_(env), clock_(clock), processes_(processes), io_(io) {}

  ClientConfig resolve() {
    out_.context_name = over_.context.empty() ? file_.current_context : over_.context;
    out_.namespace_from_flag = !over_.namespace_name.empty();
    if (!out_.namespace_from_flag) confirm_usable();
    const KubeUser user = merged_user(true);
    const KubeContext context = merged_context();
    const KubeCluster cluster = merged_cluster(true);
    confirm_usable();
    out_.namespace_name = out_.namespace_from_flag ? over_.namespace_name : context.namespace_name.empty() ? "default" : context.namespace_name;
    if (const nanoseconds timeout = parse_timeout(over_.request_timeout); timeout.count() > 0) out_.request_timeout = timeout;
    out_.connection = std::make_shared<ConnectionOptions>();
    if (nothing_configured() && in_cluster()) return std::move(out_);
    set_server(cluster);
    out_.connection->proxy_url = cluster.proxy_url;
    out_.disable_compression = cluster.disable_compression || over_.disable_compression;
    out_.impersonate = {user.impersonate, user.impersonate_uid, user.impersonate_groups, user.impersonate_extra};
    check_impersonation();
    out_.credentials = std::make_shared<StaticCredentials>("");
    // Over plain HTTP no credentials are sent.
    if (out_.server.starts_with("https://")) {
      set_trust(cluster);
      set_credentials(user, cluster);
    }
    return std::move(out_);
  }

 private:
  KubeContext merged_context() const {
    const auto found = file_.contexts.find(out_.context_name);
    KubeContext context = found == file_.contexts.end() ? KubeContext() : found->second;
    if (!over_.cluster.empty()) context.cluster = over_.cluster;
    if (!over_.user.empty()) context.user = over_.user;
    return context;
  }

  KubeCluster merged_cluster(bool must_exist) const {
    const std::string name = merged_context().cluster;
    KubeCluster cluster;
    const auto found = file_.clusters.find(name);
    if (found != file_.clusters.end()) cluster = found->second;
    else if (!over_.cluster.empty()) {
      if (must_exist) throw ConfigError(fmt::format("cluster {} does not exist", go_quote(name)));
      return cluster;
    }
    if (cluster.server.empty()) {
      const auto master = env_.get("KUBERNETES_MASTER");
      cluster.server = master && !master->empty() ? *master : "http://localhost:8080";
    }
    if (!over_.server.empty()) cluster.server = over_.server;
    const bool insecure = over_.insecure_skip_tls_verify.value_or(false);
    if (insecure || !over_.certificate_authority.empty()) {
      cluster.insecure_skip_tls_verify = insecure;
      cluster.certificate_authority = over_.certificate_authority;
      cluster.certificate_authority_data.clear();
    }
    if (!over_.tls_server_name.empty() || !over_.server.empty()) cluster.tls_server_name = over_.tls_server_name;
    return cluster;
  }

  KubeUser merged_user(bool must_exist) const {
    const std::string name = merged_context().user;
    KubeUser user;
    const auto found = file_.users.find(name);
    if (found != file_.users.end()) user = found->second;
    else if (!over_.user.empty() && must_exist) throw ConfigError(fmt::format("auth info {} does not exist", go_quote(name)));
    if (!over_.client_certificate.empty()) {
      user.client_certificate = over_.client_certificate;
      user.client_certificate_data.clear();
    }
    if (!over_.client_key.empty()) {
      user.client_key = over_.client_key;
      user.client_key_data.clear();
    }
    if (!over_.token.empty()) user.token = over_.token;
    if (!over_.username.empty()) user.username = over_.username;
    if (!over_.password.empty()) user.password = over_.password;
    if (!over_.as.empty()) user.impersonate = over_.as;
    if (!over_.as_uid.empty()) user.impersonate_uid = over_.as_uid;
    if (!over_.as_groups.empty()) user.impersonate_groups = over_.as_groups;
    if (!over_.as_user_extra.empty()) {
      user.impersonate_extra.clear();
      for (const std::string& pair : over_.as_user_extra) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos) throw ConfigError(fmt::format("--as-user-extra wants KEY=VALUE, not {}", go_quote(pair)));
        user.impersonate_extra[pair.substr(0, equals)].push_back(pair.substr(equals + 1));
      }
    }
    return user;
  }

  // What is wrong with the parts that are used; all of it at once, as kubectl tells it.
  void confirm_usable() const {
    if (!out_.context_name.empty() && !file_.contexts.contains(out_.context_name)) {
      throw VerbatimError("Error in configuration: context was not found for specified context: " + out_.context_name);
    }
    std::vector<std::string> wrong;
    const KubeContext context = merged_context();
    check_user(merged_user(false), context.user, wrong);
    check_cluster(merged_cluster(false), context.cluster, wrong);
    if (wrong.size() == 1) throw ConfigError(wrong.front());
    if (wrong.empty()) return;
    std::string text = "Error in configuration: ";
    for (const std::string& one : wrong) text += "\n* " + one;
    throw VerbatimError(text);
  }

  static std::string unreadable(std::string_view what, const std::string& path, const std::string& name) {
    try {
      read_file(path);
      return {};
    } catch (const Error& error) {
      return fmt::format("unable to read {} {} for {} due to {}", what, path, name, error.what());
    }
  }

  static void check_cluster(const KubeCluster& cluster, const std::string& name, std::vector<std::string>& wrong) {
    if (cluster.server.empty()) {
      wrong.push_back(name.empty() ? "default cluster has no server defined" : fmt::format("no server found for cluster {}", go_quote(name)));
    }
    if (!cluster.proxy_url.empty()) {
      const std::string scheme = cluster.proxy_url.substr(0, cluster.proxy_url.find(':'));
      if (scheme != "http" && scheme != "https" && scheme != "socks5") {
        wrong.push_back(fmt::format("invalid 'proxy-url' {} for cluster {}: unsupported scheme {}, must be http, https, or socks5",
                                    go_quote(cluster.proxy_url), go_quote(name), go_quote(scheme)));
      }
    }
    if (!cluster.certificate_authority.empty() && !cluster.certificate_authority_data.empty()) {
      wrong.push_back(fmt::format("certificate-authority-data and certificate-authority are both specified for {}. certificate-authority-data "
                                  "will override.", name));
    }
    if (!cluster.certificate_authority.empty()) {
      if (std::string text = unreadable("certificate-authority", cluster.certificate_authority, name); !text.empty()) wrong.push_back(std::move(text));
    }
  }

  static void check_user(const KubeUser& user, const std::string& name, std::vector<std::string>& wrong) {
    std::vector<std::string> methods;
    if (!user.token.empty()) methods.push_back("token");
    if (!user.username.empty() || !user.password.empty()) methods.push_back("basicAuth");
    if (!user.client_certificate.empty() || !user.client_certificate_data.empty()) {
      if (!user.client_certificate.empty() && !user.client_certificate_data.empty()) {
        wrong.push_back(fmt::format("client-cert-data and client-cert are both specified for {}. client-cert-data will override.", name));
      }
      if (!user.client_key.empty() && !user.client_key_data.empty()) {
        wrong.push_back(fmt::format("client-key-data and client-key are both specified for {}; client-key-data will override", name));
      }
      if (user.client_key.empty() && user.client_key_data.empty()) {
        wrong.push_back(fmt::format("client-key-data or client-key must be specified for {} to use the clientCert authentication method.", name));
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
      wrong.push_back(fmt::format("more than one authentication method found for {}; found {}, only one is allowed", name, go_list(methods)));
    }
    if (user.impersonate.empty() && (!user.impersonate_uid.empty() || !user.impersonate_groups.empty() || !user.impersonate_extra.empty())) {
      throw VerbatimError(fmt::format("Error in configuration: requesting uid, groups or user-extra for {} without impersonating a user", name));
    }
  }

  static void check_exec(const KubeExec& exec, const KubeUser& user, const std::string& name, std::vector<std::string>& wrong) {
    if (!user.auth_provider.empty()) wrong.push_back("authProvider cannot be provided in combination with an exec plugin for " + name);
    if (exec.command.empty()) wrong.push_back(fmt::format("command must be specified for {} to use exec authentication plugin", name));
    if (exec.api_version.empty()) wrong.push_back(fmt::format("apiVersion must be specified for {} to use exec authentication plugin", name));
    for (const auto& [variable, value] : exec.env) {
      if (variable.empty()) wrong.push_back(fmt::format("env variable name must be specified for {} to use exec authentication plugin", name));
    }
    const std::string& mode = exec.interactive_mode;
    if (mode.empty()) wrong.push_back(fmt::format("interactiveMode must be specified for {} to use exec authentication plugin", name));
    else if (mode != "Never" && mode != "IfAvailable" && mode != "Always") {
      wrong.push_back(fmt::format("invalid interactiveMode for {}: {}", name, go_quote(mode)));
    }
  }

  void check_impersonation() const {
    const Impersonation& as = out_.impersonate;
    if (as.user.empty() && (!as.uid.empty() || !as.groups.empty() || !as.extra.empty())) {
      throw ConfigError("requesting uid, groups or user-extra without impersonating a user");
    }
  }

  // No file says anything, and no flag names a server: a pod may be asked for its own cluster.
  bool nothing_configured() const {
    return file_.clusters.empty() && file_.users.empty() && file_.contexts.empty() && over_.server.empty() && over_.context.empty() &&
           over_.cluster.empty() && over_.user.empty() && !env_.get("KUBERNETES_MASTER");
  }

  bool in_cluster() {
    const auto host = env_.get("KUBERNETES_SERVICE_HOST");
    const auto port = env_.get("KUBERNETES_SERVICE_PORT");
    const std::string token = std::string(kServiceAccount) + "/token";
    if (!host || host->empty() || !port || port->empty() || !file_exists(token)) return false;
    out_.server = fmt::format("https://{}:{}", host->find(':') == std::string::npos ? *host : "[" + *host + "]", *port);
    out_.in_cluster = true;
    out_.connection->ca_pem = read_file_if_exists(std::string(kServiceAccount) + "/ca.crt").value_or("");
    out_.credentials = over_.token.empty() ? std::shared_ptr<Credentials>(std::make_shared<TokenFileCredentials>(token, clock_))
                                           : std::make_shared<StaticCredentials>("Bearer " + over_.token);
    if (!out_.namespace_from_flag) {
      const auto own = env_.get("POD_NAMESPACE");
      const auto file = read_file_if_exists(std::string(kServiceAccount) + "/namespace");
      const std::string from_file(file ? trim(*file) : std::string_view());
      out_.namespace_name = own && !own->empty() ? *own : from_file.empty() ? "default" : from_file;
    }
    return true;
  }

  void set_server(const KubeCluster& cluster) {
    const std::string server = usable_server(cluster.server);
    const std::size_t scheme_end = server.find("://");
    const std::string scheme = to_lower(server.substr(0, scheme_end));
    if (scheme != "http" && scheme != "https") {
      throw TransportError(TransportError::Kind::other, fmt::format("unsupported protocol scheme {}", go_quote(scheme)));
    }
    out_.server = scheme + server.substr(scheme_end);
    while (out_.server.ends_with('/')) out_.server.pop_back();
  }

  // A URL, or what becomes one when a scheme is put before it.
  static std::string usable_server(const std::string& text) {
    if (net::url_problem(text).empty() && !net::parse_url(text).host.empty()) return text;
    const std::string whole = "http://" + text;
    if (const std::string problem = net::url_problem(whole); !problem.empty()) throw TransportError(TransportError::Kind::other, problem);
    const std::string target = net::parse_url(whole).target;
    if (target.substr(0, target.find('?')) != "/") throw ConfigError(fmt::format("host must be a URL or a host:port pair: {}", go_quote(text)));
    return whole;
  }

  void set_trust(const KubeCluster& cluster) {
    ConnectionOptions& connection = *out_.connection;
    if (cluster.insecure_skip_tls_verify && (!cluster.certificate_authority.empty() || !cluster.certificate_authority_data.empty())) {
      throw ConfigError("specifying a root certificates file with the insecure flag is not allowed");
    }
    connection.insecure_skip_tls_verify = cluster.insecure_skip_tls_verify;
    connection.tls_server_name = cluster.tls_server_name;
    connection.ca_pem = cluster.certificate_authority_data;
    if (connection.ca_pem.empty() && !cluster.certificate_authority.empty()) {
      connection.ca_pem = read_file(cluster.certificate_authority);
      if (connection.ca_pem.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
        throw ConfigError(fmt::format("unable to load root certificates: unable to parse bytes as PEM block"));
      }
    }
  }

  void set_credentials(const KubeUser& user, const KubeCluster& cluster) {
    ConnectionOptions& connection = *out_.connection;
    if (!user.client_certificate_data.empty() || !user.client_certificate.empty()) {
      connection.client_cert_pem = user.client_certificate_data.empty() ? read_file(user.client_certificate) : user.client_certificate_data;
      connection.client_key_pem = user.client_key_data.empty() ? read_file(user.client_key) : user.client_key_data;
    }
    if (!user.token_file.empty()) {
      out_.credentials = std::make_shared<TokenFileCredentials>(user.token_file, clock_);
    } else if (!user.token.empty()) {
      out_.credentials = std::make_shared<StaticCredentials>("Bearer " + user.token);
    } else if (!user.username.empty() || !user.password.empty()) {
      out_.credentials = basic(user.username, user.password);
    } else if (user.exec) {
      out_.credentials = exec_credentials(*user.exec, with_ca(cluster), env_, clock_, processes_, io_);
    } else if (!user.auth_provider.empty()) {
      out_.credentials = auth_provider(user);
    } else if (connection.client_cert_pem.empty()) {
      ask_for_user();
    }
  }

  KubeCluster with_ca(KubeCluster cluster) const {
    cluster.server = out_.server;
    if (cluster.certificate_authority_data.empty()) cluster.certificate_authority_data = out_.connection->ca_pem;
    return cluster;
  }

  static std::shared_ptr<Credentials> basic(const std::string& name, const std::string& password) {
    return std::make_shared<StaticCredentials>("Basic " + base64_encode(name + ":" + password));
  }

  static std::shared_ptr<Credentials> auth_provider(const KubeUser& user) {
    const std::string& name = user.auth_provider;
    if (name == "gcp" || name == "azure") {
      const bool gcp = name == "gcp";
      throw ConfigError(fmt::format("The {} auth plugin has been removed.\nPlease use the {} kubectl/client-go credential plugin instead.\nSee {} for "
                                    "further details", name, gcp ? "\"gke-gcloud-auth-plugin\"" : "https://github.com/Azure/kubelogin",
                                    gcp ? "https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke"
                                        : "https://github.com/Azure/kubelogin"));
    }
    if (name == "oidc") {
      const auto token = user.auth_provider_config.find("id-token");
      if (token != user.auth_provider_config.end() && !token->second.empty()) return std::make_shared<StaticCredentials>("Bearer " + token->second);
      throw ConfigError("No valid id-token, and cannot refresh without refresh-token");
    }
    throw ConfigError(fmt::format("no Auth Provider found for name {}", go_quote(name)));
  }

  // Nothing says who the user is: kubectl asks, and so do we.
  void ask_for_user() {
    const std::string name = prompt("Username");
    const std::string password = prompt("Password");
    out_.credentials = basic(name, password);
  }

  std::string prompt(std::string_view what) {
    if (!io_.in) throw ConfigError("EOF");
    io_.out->write(fmt::format("Please enter {}: ", what));
    io_.out->flush();
    std::string line;
    char c = 0;
    while (io_.in->read(&c, 1) == 1) {
      if (c == '\n') return line;
      line += c;
      if (line.size() > 65536) throw ConfigError(fmt::format("the {} is too long", to_lower(what)));
    }
    if (line.empty()) throw ConfigError("EOF");
    return line;
  }

  const Kubeconfig& file_;
  const ConfigOverrides& over_;
  const Environment& env_;
  Clock& clock_;
  ProcessRunner& processes_;
  const IoStreams& io_;
  ClientConfig out_;
};

}  // namespace

std::string ClientConfig::host() const {
  const std::size_t scheme = server.find("://");
  const std::string rest = scheme == std::string::npos ? server : server.substr(scheme + 3);
  return rest.substr(0, rest.find('/'));
}

ClientConfig resolve_client_config(const Kubeconfig& kubeconfig, const ConfigOverrides& overrides, const Environment& env, Clock& clock,
                                   ProcessRunner& processes, const IoStreams& io) {
  return Resolver(kubeconfig, overrides, env, clock, processes, io).resolve();
}

}  // namespace kpp
