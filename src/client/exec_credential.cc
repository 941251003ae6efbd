// See exec_credential.h.
#include "client/exec_credential.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "base/unicode.h"
#include "client/plugin_policy.h"
#include "data/json.h"
#include "data/yaml.h"
#include "kpp/error.h"
#include "net/tls.h"
#include "schema/go_json_error.h"

namespace kpp {
namespace {

constexpr std::string_view kGroup = "client.authentication.k8s.io/";

// A hint is a file's text: escape sequences in it are shown, not obeyed.
std::string harmless(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t rune = decode_rune(text, at);
    if (is_printable(rune) || is_unicode_space(rune)) append_rune(out, rune);
    else out += fmt::format("U+{:04X}", static_cast<std::uint32_t>(rune));
  }
  return out;
}

class ExecCredentials final : public Credentials {
 public:
  ExecCredentials(const KubeExec& exec, const KubeCluster& cluster, const Environment& env, Clock& clock,
                  ProcessRunner& processes, const IoStreams& io)
      : exec_(exec), cluster_(cluster), env_(env), clock_(clock), processes_(processes), io_(io) {}

  Material material(Transport&) override {
    const bool expired = expires_ && clock_.now() > *expires_;
    if (!known_ || expired) {
      try {
        material_ = ask();
      } catch (const Error& error) {
        // kubectl meets it on the way to the server, and says so.
        throw TransportError(TransportError::Kind::other, fmt::format("getting credentials: {}", error.what()));
      }
      known_ = true;
    }
    return material_;
  }

  void deny_input(const std::string& user) override { input_user_ = user; }

  bool refresh() override {
    const bool again = known_;
    known_ = false;
    return again;
  }

 private:
  bool interactive() const {
    if (exec_.interactive_mode == "Never") return false;
    if (exec_.interactive_mode == "Always") {
      if (!io_.in_is_terminal) {
        throw Error("exec plugin cannot support interactive mode: standard input is not a terminal");
      }
      if (!input_user_.empty()) {
        throw Error("exec plugin cannot support interactive mode: standard input is unavailable: " + input_user_);
      }
    }
    return io_.in_is_terminal && input_user_.empty();
  }

  // What the plugin is told, in KUBERNETES_EXEC_INFO.
  std::string exec_info(bool is_interactive) const {
    Json spec = Json::object();
    if (exec_.provide_cluster_info) {
      Json cluster = {{"server", cluster_.server}};
      if (!cluster_.tls_server_name.empty()) cluster["tls-server-name"] = cluster_.tls_server_name;
      if (cluster_.insecure_skip_tls_verify) cluster["insecure-skip-tls-verify"] = true;
      if (!cluster_.certificate_authority_data.empty()) {
        cluster["certificate-authority-data"] = base64_encode(cluster_.certificate_authority_data);
      }
      if (!cluster_.proxy_url.empty()) cluster["proxy-url"] = cluster_.proxy_url;
      if (cluster_.disable_compression) cluster["disable-compression"] = true;
      Arena arena;
      const std::string& config = cluster_.exec_config;
      cluster["config"] = data::to_json_value(
          config.empty() ? Node::null() : data::parse_yaml(config, arena, KeyOrder::sorted, data::BigIntegers::kept));
      spec["cluster"] = std::move(cluster);
    }
    spec["interactive"] = is_interactive;
    const Json info = {{"kind", "ExecCredential"}, {"apiVersion", exec_.api_version}, {"spec", std::move(spec)}};
    Arena arena;
    return data::to_json(data::to_node(info, arena)) + "\n";
  }

  Error not_found() const {
    std::string text = fmt::format(
        "exec: executable {} not found\n\nIt looks like you are trying to use a client-go credential plugin that is "
        "not "
        "installed.\n\nTo learn more about this feature, consult the documentation available at:\n"
        "      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins",
        exec_.command);
    if (!exec_.install_hint.empty()) text += "\n\n" + harmless(exec_.install_hint);
    return Error(text);
  }

  Material ask() {
    const bool is_interactive = interactive();
    ProcessSpec spec;
    spec.program = exec_.command;
    spec.args = exec_.args;
    spec.env = env_.all();
    for (const auto& [name, value] : exec_.env) (*spec.env)[name] = value;
    (*spec.env)["KUBERNETES_EXEC_INFO"] = exec_info(is_interactive);
    spec.inherit_stdin = is_interactive;
    spec.inherit_stderr = true;
    const std::optional<std::string> path = processes_.find(exec_.command);
    check_plugin_policy(exec_.policy, exec_.command, path, processes_);
    if (exec_.command.find('/') == std::string::npos) {
      if (!path || !path->starts_with('/')) throw not_found();
      spec.program = *path;
    } else if (!path) {
      throw Error(fmt::format("exec: fork/exec {}: {}", exec_.command,
                              file_exists(exec_.command) ? "permission denied" : "no such file or directory"));
    }
    const ProcessResult result = run(spec);
    if (result.exit_code != 0) {
      throw Error(fmt::format("exec: executable {} failed with exit code {}", exec_.command, result.exit_code));
    }
    return read(result.out);
  }

  ProcessResult run(const ProcessSpec& spec) {
    try {
      return processes_.run(spec);
    } catch (const Error& error) {
      // A file that is no program.
      if (error.message().starts_with("fork/exec ")) throw Error("exec: " + error.message());
      throw;
    }
  }

  Material read(const std::string& out) {
    Arena arena;
    Node root;
    try {
      root = data::parse_yaml(out, arena);
      check_kind(root);
      for (const char* name : {"token", "clientCertificateData", "clientKeyData", "expirationTimestamp"}) {
        check_text(root["status"][name], name);
      }
    } catch (const Error& error) {
      throw Error(fmt::format("decoding stdout: {}", error.what()));
    }
    const std::string version =
        root["apiVersion"].str().empty() ? std::string(kGroup) + "__internal" : std::string(root["apiVersion"].str());
    if (version != exec_.api_version) {
      throw Error(fmt::format("exec plugin is configured to use API version {}, plugin returned version {}",
                              exec_.api_version, version));
    }
    const Node status = root["status"];
    if (!status.is_object()) throw Error("exec plugin didn't return a status field");
    const std::string token(status["token"].str());
    const std::string certificate(status["clientCertificateData"].str());
    const std::string key(status["clientKeyData"].str());
    if (token.empty() && certificate.empty() && key.empty()) {
      throw Error("exec plugin didn't return a token or cert/key pair");
    }
    if (certificate.empty() != key.empty()) throw Error("exec plugin returned only certificate or key, not both");
    if (!certificate.empty()) {
      try {
        net::check_key_pair(certificate, key);
      } catch (const ConfigError& error) {
        throw Error(fmt::format("failed parsing client key/certificate: {}", error.what()));
      }
    }
    expires_ = parse_rfc3339(status["expirationTimestamp"].str());
    return {token.empty() ? std::string() : "Bearer " + token, certificate, key};
  }

  static void check_kind(Node root) {
    if (root.has_value() && !root.is_object()) throw Error(schema::no_type_meta(schema::go_json_type(root)));
    const std::string_view version = root["apiVersion"].str();
    const std::string_view kind = root["kind"].str();
    const bool known =
        version.empty() || version == std::string(kGroup) + "v1" || version == std::string(kGroup) + "v1beta1";
    if (known && (kind.empty() || kind == "ExecCredential")) return;
    throw Error(schema::not_registered(kind, version, "pkg/client/auth/exec/exec.go:64"));
  }

  static void check_text(Node value, std::string_view name) {
    if (!value.has_value()) return;
    if (name == "expirationTimestamp") {
      if (!value.is_string() || !parse_rfc3339(value.str())) {
        const std::string text = value.is_string() ? go_quote(value.str()) : data::to_json(value);
        throw Error(schema::cannot_parse_time(text));
      }
    } else if (!value.is_string()) {
      throw Error(schema::cannot_unmarshal_field(schema::go_json_type(value), "ExecCredentialStatus",
                                                 fmt::format("status.{}", name), "string"));
    }
  }

  KubeExec exec_;
  KubeCluster cluster_;
  const Environment& env_;
  Clock& clock_;
  ProcessRunner& processes_;
  const IoStreams& io_;
  std::string input_user_;
  Material material_;
  bool known_ = false;
  std::optional<TimePoint> expires_;
};

}  // namespace

std::shared_ptr<Credentials> exec_credentials(const KubeExec& exec, const KubeCluster& cluster, const Environment& env,
                                              Clock& clock, ProcessRunner& processes, const IoStreams& io) {
  if (exec.api_version != std::string(kGroup) + "v1" && exec.api_version != std::string(kGroup) + "v1beta1") {
    throw ConfigError(fmt::format("exec plugin: invalid apiVersion {}", go_quote(exec.api_version)));
  }
  return std::make_shared<ExecCredentials>(exec, cluster, env, clock, processes, io);
}

}  // namespace kpp
