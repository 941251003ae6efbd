// create service: clusterip, nodeport, loadbalancer, externalname.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "base/go_int.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "data/name_syntax.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

enum class ServiceType { cluster_ip, node_port, load_balancer, external_name };

std::string_view type_name(ServiceType type) {
  switch (type) {
    case ServiceType::cluster_ip: return "ClusterIP";
    case ServiceType::node_port: return "NodePort";
    case ServiceType::load_balancer: return "LoadBalancer";
    case ServiceType::external_name: return "ExternalName";
  }
  return "";
}

// What stands behind the colon: a number or the name of a container's port.
Json target_port(const std::string& text) {
  std::int64_t number = 0;
  try {
    number = go_atoi(text);
  } catch (const Error&) {
    const std::vector<std::string> problems = data::port_name_problems(text);
    if (!problems.empty()) throw Error(join(problems, ","));
    return text;
  }
  if (number < 1 || number > 65535) throw Error("must be between 1 and 65535, inclusive");
  return number;
}

// A word of --tcp: PORT or PORT:TARGET.
Json service_port(const std::string& word, std::int64_t node_port) {
  const std::vector<std::string> sides = split(word, ':');
  const std::uint64_t number = go_parse_uint(sides[0], 16);
  Json port = {{"name", replace_all(word, ":", "-")}, {"protocol", "TCP"}, {"port", number}};
  port["targetPort"] = sides.size() == 1 ? Json(number) : target_port(sides[1]);
  if (node_port != 0) port["nodePort"] = static_cast<std::int32_t>(node_port);
  return port;
}

template <ServiceType kType>
struct CreateServiceOptions {
  CreateFlags create;
  std::vector<std::string> tcp;
  std::string cluster_ip;
  std::int64_t node_port = 0;
  std::string external_name;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "tcp",
               .target = &tcp,
               .help = "Ports, as PORT or PORT:TARGET; TARGET is a number or a name of the pods'."});
    if constexpr (kType == ServiceType::cluster_ip) {
      flags.add(
          {.name = "clusterip", .target = &cluster_ip, .help = "Its IP address, or None for a headless service."});
    }
    if constexpr (kType == ServiceType::node_port) {
      flags.add({.name = "node-port", .target = &node_port, .help = "Port on every node."});
    }
    if constexpr (kType == ServiceType::external_name) {
      flags.add({.name = "external-name",
                 .target = &external_name,
                 .help = "DNS name that the service stands for.",
                 .required = true});
    }
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = create.complete(context, args);
    create.save_config.save = false;  // kubectl notes nothing here, though it has the flag
  }

  void validate() const {
    if (cluster_ip != "None" && tcp.empty() && kType != ServiceType::external_name) {
      throw UsageError("at least one tcp port specifier must be provided");
    }
    if (kType == ServiceType::external_name && !data::is_dns_subdomain(external_name)) {
      throw UsageError("invalid service external name " + external_name);
    }
  }

  void run(app::Context& context) {
    Json object = app::new_object("Service", "v1", name);
    object["metadata"]["labels"] = {{"app", name}};
    Json& spec = object["spec"] = Json::object();
    for (const std::string& word : tcp) spec["ports"].push_back(service_port(word, node_port));
    spec["selector"] = {{"app", name}};
    if (!cluster_ip.empty()) spec["clusterIP"] = cluster_ip;
    spec["type"] = type_name(kType);
    if (!external_name.empty()) spec["externalName"] = external_name;
    object["status"] = {{"loadBalancer", Json::object()}};
    const std::string failure = fmt::format("failed to create {} service: ", type_name(kType));
    create.create(context, std::move(object), {.type = {"", "v1", "services"}, .failure = failure});
  }
};

}  // namespace

cli::Command create_service_command() {
  cli::Command command = {
      .name = "service",
      .aliases = {"svc"},
      .usage = "create service [flags]",
      .summary = "Create a service using a specified subcommand",
      .description =
          "Creates a service of the type that the subcommand names. It selects the pods whose label app is its name."};
  command.subcommands = {
      cli::make_command<CreateServiceOptions<ServiceType::cluster_ip>>(
          {.name = "clusterip",
           .usage = "create service clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]",
           .summary = "Create a ClusterIP service",
           .description = "Creates a service with an address inside the cluster, or a headless one.",
           .examples = "# Port 80, which is 8080 of the pods\nPROGRAM create service clusterip web --tcp=80:8080\n\n"
                       "# Headless\nPROGRAM create service clusterip db --clusterip=None"}),
      cli::make_command<CreateServiceOptions<ServiceType::external_name>>(
          {.name = "externalname",
           .usage = "create service externalname NAME --external-name external.name [--dry-run=server|client|none]",
           .summary = "Create an ExternalName service",
           .description = "Creates a service that stands for a DNS name outside of the cluster.",
           .examples =
               "# A database elsewhere\nPROGRAM create service externalname db --external-name=db.example.com"}),
      cli::make_command<CreateServiceOptions<ServiceType::load_balancer>>(
          {.name = "loadbalancer",
           .usage = "create service loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none]",
           .summary = "Create a LoadBalancer service",
           .description = "Creates a service for which the cluster's provider sets up a load balancer.",
           .examples = "# For the world\nPROGRAM create service loadbalancer web --tcp=443:8443"}),
      cli::make_command<CreateServiceOptions<ServiceType::node_port>>(
          {.name = "nodeport",
           .usage = "create service nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none]",
           .summary = "Create a NodePort service",
           .description = "Creates a service that is also a port of every node.",
           .examples = "# A port of the cluster's choice\nPROGRAM create service nodeport web --tcp=80:8080\n\n"
                       "# This port\nPROGRAM create service nodeport web --tcp=80 --node-port=31000"})};
  return command;
}

}  // namespace kpp::cmd
