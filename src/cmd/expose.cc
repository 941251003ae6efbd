// expose: makes a service for what runs pods, from its selector and its ports.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/object_flags.h"
#include "app/flags/overrides.h"
#include "app/last_applied.h"
#include "app/object_parts.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

using TextMap = std::map<std::string, std::string>;
using Protocols = std::map<std::string, std::vector<std::string>>;

constexpr std::size_t kMostName = 63;

TextMap text_map(const Json& object, const char* member) {
  TextMap out;
  const auto found = object.find(member);
  if (found == object.end() || !found->is_object()) return out;
  for (const auto& [key, value] : found->items()) {
    out[key] = value.is_string() ? value.get<std::string>() : std::string();
  }
  return out;
}

void require_exposable(const ResourceInfo& type) {
  const bool core =
      type.group.empty() && (type.kind == "ReplicationController" || type.kind == "Service" || type.kind == "Pod");
  const bool apps =
      (type.group == "apps" || type.group == "extensions") && (type.kind == "Deployment" || type.kind == "ReplicaSet");
  if (!core && !apps) {
    throw Error(fmt::format("cannot expose a {}{}{}", type.kind, type.group.empty() ? "" : ".", type.group));
  }
}

// Go's %+v of match expressions.
std::string expressions_text(const Json& expressions) {
  std::string out;
  for (const Json& one : expressions) {
    std::string values;
    for (const Json& value : data::member(one, "values"))
      values += (values.empty() ? "" : " ") + value.get<std::string>();
    out += fmt::format("{}{{Key:{} Operator:{} Values:[{}]}}", out.empty() ? "" : " ", one.value("key", ""),
                       one.value("operator", ""), values);
  }
  return "[" + out + "]";
}

TextMap selector_of(const Json& object, const std::string& kind) {
  const Json spec = data::member(object, "spec");
  if (kind == "ReplicationController") return text_map(spec, "selector");
  if (kind == "Pod") {
    TextMap labels = text_map(data::member(object, "metadata"), "labels");
    if (labels.empty()) throw Error("the pod has no labels and cannot be exposed");
    return labels;
  }
  if (kind == "Service") {
    if (data::member(spec, "selector").is_null()) throw Error("the service has no pod selector set");
    return text_map(spec, "selector");
  }
  const Json selector = data::member(spec, "selector");
  TextMap labels = text_map(selector.is_object() ? selector : Json::object(), "matchLabels");
  if (labels.empty()) throw Error(fmt::format("invalid {}: no selectors, therefore cannot be exposed", to_lower(kind)));
  const Json expressions = data::member(selector, "matchExpressions");
  if (!expressions.empty()) {
    throw Error(fmt::format("couldn't convert expressions - \"{}\" to map-based selector format",
                            expressions_text(expressions)));
  }
  return labels;
}

struct PortsFound {
  std::vector<std::string> numbers;  ///< each once
  Protocols protocols;
};

void add_ports(const Json& ports, const char* number_member, PortsFound& found) {
  for (const Json& port : ports) {
    const std::string number = std::to_string(port.value(number_member, 0));
    if (!found.protocols.contains(number)) found.numbers.push_back(number);
    found.protocols[number].push_back(port.value("protocol", "TCP"));
  }
}

PortsFound ports_of(const Json& object, const std::string& kind) {
  PortsFound found;
  Json spec = data::member(object, "spec");
  if (kind == "Service") {
    add_ports(data::member(spec, "ports"), "port", found);
    return found;
  }
  if (kind != "Pod") spec = data::member(data::member(spec, "template"), "spec");
  for (const Json& container : data::member(spec, "containers")) {
    add_ports(data::member(container, "ports"), "containerPort", found);
  }
  return found;
}

struct ExposeOptions {
  app::PrintFlags print;
  app::FilenameFlags filenames;
  app::DryRunFlag dry_run_flag;
  app::SaveConfigFlag save_config;
  app::FieldManagerFlag field_manager{"kubectl-expose"};
  app::OverrideFlags overrides;
  app::RecordFlag record;
  resource::DryRun dry_run = resource::DryRun::none;
  std::string name;
  std::string port;
  std::string selector;
  std::string labels;
  std::string ports;  ///< of an object with several, when no --port is given
  app::ServiceParts parts;
  std::vector<std::string> args;

  void bind(cli::FlagSet& flags) {
    print.bind(flags);
    filenames.bind(flags, "to expose");
    dry_run_flag.bind(flags);
    save_config.bind(flags);
    field_manager.bind(flags);
    overrides.bind(flags);
    record.bind(flags);
    flags.add({.name = "name", .target = &name, .help = "Name of the service; else that of what is exposed."});
    flags.add({.name = "port",
               .target = &port,
               .help = "Port of the service, or several with commas between; else those of what is exposed."});
    flags.add({.name = "target-port",
               .target = &parts.target_port,
               .help = "Port of the pods, by number or name; else the service's own."});
    flags.add({.name = "protocol",
               .target = &parts.protocol,
               .help = "TCP, UDP or SCTP; else what is known of the ports, or TCP.",
               .choices = {"TCP", "UDP", "SCTP"},
               .completes = cli::Completes::choices});
    flags.add({.name = "type",
               .target = &parts.type,
               .help = "ClusterIP, NodePort, LoadBalancer or ExternalName.",
               .choices = {"ClusterIP", "NodePort", "LoadBalancer", "ExternalName"},
               .completes = cli::Completes::choices});
    flags.add({.name = "selector",
               .target = &selector,
               .help = "Labels of the pods: key=value, joined by commas; else those of what is exposed."});
    flags.add({.name = "labels",
               .short_name = 'l',
               .target = &labels,
               .help = "Labels of the service: key=value, joined by commas."});
    flags.add({.name = "external-ip",
               .target = &parts.external_ip,
               .help = "An address from outside that nodes accept for it."});
    flags.add({.name = "load-balancer-ip",
               .target = &parts.load_balancer_ip,
               .help = "Address that the load balancer should have."});
    flags.add({.name = "session-affinity",
               .target = &parts.session_affinity,
               .help = "None, or ClientIP to keep a client with one pod.",
               .choices = {"None", "ClientIP"},
               .completes = cli::Completes::choices});
    flags.add({.name = "cluster-ip",
               .target = &parts.cluster_ip,
               .help = "Address inside the cluster; None for a headless service."});
  }

  void complete(app::Context& context, const cli::Args& words) {
    dry_run = dry_run_flag.resolve(context);
    (void)print.format();
    args = words.words;
  }

  // As in kubectl, what was found for one object stays for those after it.
  void introspect(const Json& object, const std::string& kind) {
    if (selector.empty()) {
      try {
        selector = pairs_text(selector_of(object, kind));
      } catch (const Error& error) {
        throw Error("couldn't retrieve selectors via --selector flag or introspection: " + error.message());
      }
    }
    PortsFound found = ports_of(object, kind);
    if (port.empty()) {
      if (found.numbers.empty() && parts.cluster_ip != "None") {
        throw Error("couldn't find port via --port flag or introspection");
      }
      if (found.numbers.size() == 1) port = found.numbers.front();
      else if (!found.numbers.empty()) ports = join(found.numbers, ",");
    }
    if (!found.protocols.empty()) parts.protocols = std::move(found.protocols);
    if (labels.empty()) labels = pairs_text(text_map(data::member(object, "metadata"), "labels"));
  }

  static std::string pairs_text(const TextMap& pairs) {
    std::string out;
    for (const auto& [key, value] : pairs) out += fmt::format("{}{}={}", out.empty() ? "" : ",", key, value);
    return out;
  }

  Json service_for(const app::FoundObject& found) {
    require_exposable(found.type);
    introspect(found.object(), found.type.kind);
    if (selector.empty()) throw Error("selector must be specified");
    parts.selector = app::parse_label_pairs(selector);
    parts.labels.clear();
    if (!labels.empty()) parts.labels = app::parse_label_pairs(labels);
    parts.name = name.empty() ? found.name.substr(0, kMostName) : name;
    parts.ports = ports.empty() ? port : ports;
    return overrides.apply(app::make_service(parts));
  }

  void expose(app::Context& context, const app::FoundObject& found, print::Printer& printer) {
    Json service = service_for(found);
    record.note_cause(service, context);
    resource::Writer changer(context, {dry_run, field_manager.name, {}}, print.typed_order());
    if (changer.sends()) app::note_last_applied(service, true, save_config.save);
    else if (context.namespace_explicit()) app::set_namespace(service, context.namespace_name());
    const Document created =
        changer.create(resource::ref_to({"", "v1", "services"}, context.namespace_name(), {}), service);
    printer.print(created.root, context.out());
  }

  void run(app::Context& context) {
    const auto printer = print.printer("exposed" + std::string(app::dry_run_suffix(dry_run)));
    app::ObjectFinder finder(context, {.args = args, .files = filenames.files, .fresh = false, .typed = true});
    finder.each([&](app::FoundObject& object) { expose(context, object, *printer); });
  }
};

}  // namespace

cli::Command expose_command() {
  cli::Command command = cli::make_command<ExposeOptions>(
      {.name = "expose",
       .usage = "expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] "
                "[--target-port=number-or-name] [--name=name] "
                "[--external-ip=external-ip-of-service] [--type=type]",
       .summary = "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
       .description = "Makes a service for the pods of a deployment, a replica set, a replication controller or "
                      "another service, or for a pod.\n\n"
                      "Selector, ports and labels are taken from it unless flags give them. A selector with "
                      "expressions cannot be taken.",
       .examples =
           "# Port 80, which is 8080 of the pods\nPROGRAM expose deployment web --port=80 --target-port=8080\n\n"
           "# A pod, under another name\nPROGRAM expose pod solo --port=444 --name=front\n\n"
           "# A second service for the same pods\nPROGRAM expose service web --port=443 --target-port=8443 "
           "--name=web-tls\n\n"
           "# UDP\nPROGRAM expose rc stream --port=4100 --protocol=UDP --name=video\n\n"
           "# What a file names\nPROGRAM expose -f web.yaml --port=80",
       .group = cli::Group::basic_beginner});
  command.complete =
      app::complete_names_of_types({"pod", "service", "replicationcontroller", "deployment", "replicaset"});
  return command;
}

}  // namespace kpp::cmd
