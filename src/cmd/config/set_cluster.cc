// config set-cluster: makes a cluster's entry, or changes what is given of one.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/help.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/config/certificates.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct SetClusterOptions {
  cli::FlagSet* flags = nullptr;
  std::string server;
  std::string tls_server_name;
  std::string certificate_authority;
  std::string proxy_url;
  bool insecure_skip_tls_verify = false;
  bool embed_certs = false;
  std::string name;

  void bind(cli::FlagSet& set) {
    set.add({.name = "server", .target = &server, .help = "Address of the cluster's API server."});
    set.add(
        {.name = "tls-server-name", .target = &tls_server_name, .help = "Name to expect in the server's certificate."});
    set.add({.name = "insecure-skip-tls-verify",
             .target = &insecure_skip_tls_verify,
             .help = "Accept any certificate from the server.",
             .type_name = "tristate"});
    set.add({.name = "certificate-authority",
             .target = &certificate_authority,
             .help = "File with the certificates that the server's is checked against.",
             .completes = cli::Completes::files});
    set.add({.name = "embed-certs",
             .target = &embed_certs,
             .help = "Keep the contents of --certificate-authority, not its path.",
             .type_name = "tristate"});
    set.add({.name = "proxy-url", .target = &proxy_url, .help = "Proxy to reach the server through."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() != 1) app::refuse_with_help(context, "Unexpected args: " + go_list(args));
    name = args[0];
  }

  void validate() const {
    if (name.empty()) throw Error("you must specify a non-empty cluster name");
    if (insecure_skip_tls_verify && !certificate_authority.empty()) {
      throw Error("you cannot specify a certificate authority and insecure mode at the same time");
    }
    if (!embed_certs) return;
    if (certificate_authority.empty()) throw Error("you must specify a --certificate-authority to embed");
    check_embeddable("certificate-authority", certificate_authority);
  }

  void change(Json& value, const std::string& working_directory) const {
    if (flags->changed("server")) {
      value["server"] = server;
      value["tls-server-name"] = "";  // it was meant for another server
    }
    if (flags->changed("tls-server-name")) value["tls-server-name"] = tls_server_name;
    // Every change takes it away, whatever else is changed, unless it is asked for again.
    value["insecure-skip-tls-verify"] = insecure_skip_tls_verify;
    if (insecure_skip_tls_verify) value["certificate-authority"] = value["certificate-authority-data"] = "";
    if (flags->changed("certificate-authority")) {
      set_certificate(value, "certificate-authority", certificate_authority, embed_certs, working_directory);
      value["insecure-skip-tls-verify"] = false;
    }
    if (flags->changed("proxy-url")) value["proxy-url"] = proxy_url;
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    change_entry(context, files, merged, KubeconfigSection::clusters, name,
                 [&](Json& value) { change(value, context.env().working_directory()); });
    context.out().write_foreign(fmt::format("Cluster {} set.\n", go_quote(name)));
  }
};

}  // namespace

cli::Command config_set_cluster_command() {
  cli::Command command = cli::make_command<SetClusterOptions>(
      {.name = "set-cluster",
       .usage = "config set-cluster NAME [--server=server] [--certificate-authority=path/to/certificate/authority] "
                "[--insecure-skip-tls-verify=true] [--tls-server-name=example.com]",
       .summary = "Make or change a cluster's entry",
       .description = "Makes a cluster's entry in the kubeconfig, or changes of an existing one what is given.",
       .examples =
           "# The server's address alone\nPROGRAM config set-cluster e2e --server=https://1.2.3.4\n\n"
           "# Keep the certificates themselves in the kubeconfig\n"
           "PROGRAM config set-cluster e2e --embed-certs --certificate-authority=~/.kube/e2e/kubernetes.ca.crt\n\n"
           "# Accept any certificate\nPROGRAM config set-cluster e2e --insecure-skip-tls-verify=true"});
  return command;
}

}  // namespace kpp::cmd
