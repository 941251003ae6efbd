// See kpp/kubeconfig.h.
#include "kpp/kubeconfig.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/files.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/quote.h"
#include "base/strings.h"
#include "client/kubeconfig_document.h"
#include "client/kubeconfig_files.h"
#include "data/json.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp {
namespace {

std::string text(Node node, const char* key) { return std::string(node[key].str()); }
std::string data(Node node, const char* key) { return base64_decode_or_throw(node[key].str()); }

std::vector<std::string> texts(Node list) {
  std::vector<std::string> out;
  for (const Node item : list.items()) out.emplace_back(item.str());
  return out;
}

// Reads a document that kubeconfig_document() has found to be right.
class Reader {
 public:
  Reader(std::string path, std::string folder) : path_(std::move(path)), folder_(std::move(folder)) {}

  Kubeconfig read(Node root) const {
    Kubeconfig out;
    out.current_context = root["current-context"].str();
    for (const Node entry : root["clusters"].items()) {
      out.clusters.emplace(entry["name"].str(), cluster(entry["cluster"]));
    }
    for (const Node entry : root["contexts"].items()) {
      const Node context = entry["context"];
      out.contexts.emplace(entry["name"].str(), KubeContext{text(context, "cluster"), text(context, "user"),
                                                            text(context, "namespace"), path_});
    }
    for (const Node entry : root["users"].items()) out.users.emplace(entry["name"].str(), user(entry["user"]));
    return out;
  }

 private:
  // Relative paths are meant from the file that says them.
  std::string path(Node node, const char* key) const {
    std::string value = text(node, key);
    if (value.empty() || value.starts_with('/')) return value;
    return path_join(folder_, value);
  }

  KubeCluster cluster(Node node) const {
    KubeCluster out;
    out.server = text(node, "server");
    out.tls_server_name = text(node, "tls-server-name");
    out.proxy_url = text(node, "proxy-url");
    out.certificate_authority = path(node, "certificate-authority");
    out.certificate_authority_data = data(node, "certificate-authority-data");
    out.insecure_skip_tls_verify = node["insecure-skip-tls-verify"].as_bool();
    out.disable_compression = node["disable-compression"].as_bool();
    for (const Node extension : node["extensions"].items()) {
      if (extension["name"].str() == "client.authentication.k8s.io/exec") {
        out.exec_config = kpp::data::to_json(extension["extension"]);
      }
    }
    out.origin = path_;
    return out;
  }

  KubeUser user(Node node) const {
    KubeUser out;
    out.client_certificate = path(node, "client-certificate");
    out.client_certificate_data = data(node, "client-certificate-data");
    out.client_key = path(node, "client-key");
    out.client_key_data = data(node, "client-key-data");
    out.token = text(node, "token");
    out.token_file = path(node, "tokenFile");
    out.username = text(node, "username");
    out.password = text(node, "password");
    out.impersonate = text(node, "as");
    out.impersonate_uid = text(node, "as-uid");
    out.impersonate_groups = texts(node["as-groups"]);
    for (const Member& extra : node["as-user-extra"].members()) {
      out.impersonate_extra[std::string(extra.key)] = texts(extra.value);
    }
    if (const Node provider = node["auth-provider"]; provider.is_object()) {
      out.auth_provider = text(provider, "name");
      for (const Member& setting : provider["config"].members()) {
        out.auth_provider_config.emplace(setting.key, setting.value.str());
      }
    }
    if (const Node exec = node["exec"]; exec.is_object()) out.exec = this->exec(exec);
    out.origin = path_;
    return out;
  }

  KubeExec exec(Node node) const {
    KubeExec out;
    out.api_version = text(node, "apiVersion");
    out.command = text(node, "command");
    // A path, not a name to be looked up: from the file's folder.
    if (out.command.find('/') != std::string::npos) out.command = path(node, "command");
    out.install_hint = text(node, "installHint");
    out.interactive_mode = text(node, "interactiveMode");
    out.args = texts(node["args"]);
    for (const Node variable : node["env"].items()) {
      out.env.emplace_back(text(variable, "name"), text(variable, "value"));
    }
    out.provide_cluster_info = node["provideClusterInfo"].as_bool();
    return out;
  }

  std::string path_;
  std::string folder_;
};

}  // namespace

Kubeconfig Kubeconfig::parse(std::string_view text, const std::string& path, const std::string& working_directory) {
  try {
    Arena arena;
    const Json document = parse_kubeconfig_document(text, schema::UnknownMembers::drop);
    const std::string folder = path_dir(path);
    return Reader(path, folder.starts_with('/') ? folder : path_join(working_directory, folder))
        .read(data::to_node(document, arena));
  } catch (const Error& error) {
    throw ConfigError(fmt::format("error loading config file {}: {}", go_quote(path), error.what()));
  }
}

void Kubeconfig::merge(Kubeconfig other) {
  clusters.merge(other.clusters);
  contexts.merge(other.contexts);
  users.merge(other.users);
  if (current_context.empty()) current_context = std::move(other.current_context);
  files.insert(files.end(), other.files.begin(), other.files.end());
}

Kubeconfig Kubeconfig::load(const std::string& explicit_path, const Environment& env) {
  return load_kubeconfig(explicit_path, env, Log());
}

Kubeconfig load_kubeconfig(const std::string& explicit_path, const Environment& env, const Log& log) {
  adopt_old_kubeconfig(env);
  const KubeconfigFiles files(explicit_path, env);
  std::vector<std::string> missing;
  Kubeconfig out;
  std::vector<std::shared_ptr<const Error>> errors;
  for (const std::string& path : files.paths()) {
    if (path.empty()) continue;
    try {
      const std::optional<std::string> text = read_file_if_exists(path, limits::kKubeconfigBytes);
      if (!text) {
        missing.push_back(path);
        continue;
      }
      log.info(6, "Config loaded from file:  " + path);
      Kubeconfig one = Kubeconfig::parse(*text, path, env.working_directory());
      one.files = {path};
      out.merge(std::move(one));
    } catch (const ConfigError& error) {
      errors.push_back(std::make_shared<ConfigError>(error));
    } catch (const Error& error) {
      errors.push_back(
          std::make_shared<ConfigError>(fmt::format("error loading config file {}: {}", go_quote(path), error.what())));
    }
  }
  if (files.is_explicit() && !missing.empty()) {
    throw ConfigError(fmt::format("stat {}: no such file or directory", explicit_path));
  }
  if (out.files.empty()) files.note_missing(missing, log);
  if (!errors.empty()) throw Aggregate(std::move(errors));
  return out;
}

}  // namespace kpp
