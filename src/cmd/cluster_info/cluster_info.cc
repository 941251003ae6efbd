// cluster-info: where the control plane and the cluster's own services are.
#include <fmt/core.h>

#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/cluster_info/dump.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/client_config.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "resource/first_question.h"

namespace kpp::cmd {
namespace {

void show(io::Output& out, std::string_view name, std::string_view link) {
  out.write_foreign(name);
  out.write(" is running at ");
  out.write_foreign(link);
  out.write("\n");
}

// The service through the API server's proxy, as [SCHEME:]NAME[:PORT].
std::string proxy_link(const std::string& server, Node service) {
  std::string name(service["metadata"]["name"].str());
  if (const Node port = service["spec"]["ports"].at(0); port.exists()) {
    const std::string_view port_name = port["name"].str();
    const bool https = port_name == "https" || port["port"].as_int() == 443;
    if (https) name = "https:" + name + ":" + std::string(port_name);
    else if (!port_name.empty()) name += ":" + std::string(port_name);
  }
  return fmt::format("{}/api/v1/namespaces/{}/services/{}/proxy", server, service["metadata"]["namespace"].str(), name);
}

std::string link_of(const std::string& server, Node service) {
  const Node ingress = service["status"]["loadBalancer"]["ingress"].at(0);
  if (!ingress.exists()) return proxy_link(server, service);
  const std::string_view ip = ingress["ip"].str();
  std::string link;
  for (const Node port : service["spec"]["ports"].items()) {
    link += fmt::format("http://{}:{} ", ip.empty() ? ingress["hostname"].str() : ip, port["port"].as_int());
  }
  return link;
}

struct ClusterInfoOptions {
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args&) {}

  void run(app::Context& context) {
    io::Output& out = context.out();
    const std::string ns = context.globals().namespace_name.empty() ? "kube-system" : context.globals().namespace_name;
    const auto hint = [&] {
      out.write(fmt::format("\nTo further debug and diagnose cluster problems, use '{} cluster-info dump'.\n",
                            context.program()));
    };
    try {
      context.client_config();
    } catch (const ConfigError& error) {
      // The hint to look at the cluster makes no sense for a bad configuration. Bad certificates get it all the same:
      // kubectl meets them when it connects.
      const std::string_view why = error.what();
      if (why.starts_with("unable to load root certificates: ") || why.starts_with("tls: ") ||
          why.starts_with("x509: ")) {
        hint();
      }
      throw;
    }
    Request request = Request::resource("GET", {"", "v1", "services"}, ns);
    request.with("labelSelector", "kubernetes.io/cluster-service=true");
    try {
      const Document services = context.client().get(request);
      const std::string& server = context.client_config().server;
      show(out, "Kubernetes control plane", server);
      for (const Node service : services.root["items"].items()) {
        const std::string_view label = service["metadata"]["labels"]["kubernetes.io/name"].str();
        show(out, label.empty() ? service["metadata"]["name"].str() : label, link_of(server, service));
      }
    } catch (const Error& error) {
      hint();
      // kubectl asks for the server's types first, and so tells the answer to that.
      if (resource::is_unauthorized(error)) {
        (void)context.client().send({.path = "/api", .default_timeout = kDiscoveryTimeout});
      }
      throw;
    }
    hint();
  }
};

}  // namespace

cli::Command cluster_info_command() {
  cli::Command command = cli::make_command<ClusterInfoOptions>(
      {.name = "cluster-info",
       .usage = "cluster-info",
       .summary = "Show the addresses of the control plane and its services",
       .description = "Shows where the API server is, and the services labelled kubernetes.io/cluster-service=true.",
       .examples = "# Where is the cluster?\nPROGRAM cluster-info",
       .group = cli::Group::cluster});
  command.subcommands.push_back(cluster_info_dump_command());
  return command;
}

}  // namespace kpp::cmd
