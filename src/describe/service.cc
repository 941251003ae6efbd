// Services.
#include <fmt/core.h>

#include <span>

#include "base/strings.h"
#include "describe/describer.h"
#include "describe/endpoints_text.h"
#include "describe/events.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "print/table_rows.h"

namespace kpp::describe {
namespace {

std::string joined_or_none(Node list) { return list.empty() ? "<none>" : join(texts(list), ","); }

std::string balancers_with_modes(Node ingress) {
  std::vector<std::string> out;
  for (const Node entry : ingress.items()) {
    const std::string_view address = entry["ip"].str();
    if (address.empty()) out.emplace_back(entry["hostname"].str());
    else if (const Node mode = entry["ipMode"]) out.push_back(fmt::format("{} ({})", address, mode.str()));
    else out.emplace_back(address);
  }
  return join(out, ", ");
}

void write_addresses(Writer& writer, Node spec, Node status) {
  if (const Node policy = spec["ipFamilyPolicy"]) writer.field(0, "IP Family Policy", policy.str());
  writer.field(0, "IP Families", joined_or_none(spec["ipFamilies"]));
  writer.field(0, "IP", spec["clusterIP"].str());
  writer.field(0, "IPs", joined_or_none(spec["clusterIPs"]));
  if (!spec["externalIPs"].empty()) writer.field(0, "External IPs", join(texts(spec["externalIPs"]), ","));
  if (!spec["loadBalancerIP"].str().empty()) writer.field(0, "Desired LoadBalancer IP", spec["loadBalancerIP"].str());
  if (!spec["externalName"].str().empty()) writer.field(0, "External Name", spec["externalName"].str());
  const Node ingress = status["loadBalancer"]["ingress"];
  if (!ingress.empty()) writer.field(0, "LoadBalancer Ingress", balancers_with_modes(ingress));
}

void write_port(Writer& writer, Node port, const std::vector<Node>& slices) {
  const std::string_view name = text_or(port["name"], "<unset>");
  const std::string_view protocol = port["protocol"].str();
  writer.write(0, "Port:\t{}\t{}/{}\n", name, number_or(port["port"], "0"), protocol);
  writer.write(0, "TargetPort:\t{}/{}\n", int_or_text(port["targetPort"]), protocol);
  if (const Node app = port["appProtocol"]) writer.field(0, "AppProtocol", app.str());
  if (port["nodePort"].as_int() != 0) {
    writer.write(0, "NodePort:\t{}\t{}/{}\n", name, port["nodePort"].as_int(), protocol);
  }
  writer.field(0, "Endpoints", endpoints_text(slices, port["name"].str()));
}

void write_traffic(Writer& writer, Node spec) {
  writer.field(0, "Session Affinity", spec["sessionAffinity"].str());
  if (!spec["externalTrafficPolicy"].str().empty()) {
    writer.field(0, "External Traffic Policy", spec["externalTrafficPolicy"].str());
  }
  if (const Node policy = spec["internalTrafficPolicy"]) writer.field(0, "Internal Traffic Policy", policy.str());
  if (spec["healthCheckNodePort"].as_int() != 0) {
    writer.field(0, "HealthCheck NodePort", number_or(spec["healthCheckNodePort"], ""));
  }
  const Node ranges = spec["loadBalancerSourceRanges"];
  if (!ranges.empty()) writer.field(0, "LoadBalancer Source Ranges", join(texts(ranges), ","));
  if (const Node distribution = spec["trafficDistribution"]) {
    writer.field(0, "Traffic Distribution", distribution.str());
  }
}

Description prepare_service(Node object, Source& source) {
  const Node metadata = object["metadata"];
  return [object, slices = endpoint_slices(source, metadata["namespace"].str(), metadata["name"].str()),
          events = Events(source, object, "Service")](Writer& writer) {
    const Node spec = object["spec"];
    write_name(writer, object);
    write_labels_and_annotations(writer, object);
    writer.field(0, "Selector", print::format_labels(spec["selector"]));
    writer.field(0, "Type", spec["type"].str());
    write_addresses(writer, spec, object["status"]);
    for (const Node port : spec["ports"].items()) write_port(writer, port, slices->objects_so_far());
    write_traffic(writer, spec);
    events.write(writer);
  };
}

constexpr Describer kServices[] = {{"", "Service", "v1", "services", prepare_service}};

}  // namespace

std::span<const Describer> service_describers() { return kServices; }

}  // namespace kpp::describe
