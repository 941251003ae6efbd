// Network policies, and the addresses that services get: ServiceCIDRs and IPAddresses.
#include <algorithm>
#include <span>

#include "base/strings.h"
#include "base/time.h"
#include "data/selector.h"
#include "describe/describer.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

// A direction of traffic in a policy, and the words for it.
struct Direction {
  std::string_view name = {};  ///< among policyTypes, and the member of the spec in small letters
  std::string_view rules = {};
  std::string_view peers = {};
  std::string_view title = {};
  std::string_view open = {};  ///< where a rule names no peers
};

constexpr Direction kDirections[] = {
    {"Ingress", "ingress", "from", "From", "(traffic not restricted by source)"},
    {"Egress", "egress", "to", "To", "(traffic not restricted by destination)"},
};

void write_rule_ports(Writer& writer, Node ports) {
  if (ports.empty()) writer.write(2, "To Port: <any> (traffic allowed to all ports)\n");
  for (const Node port : ports.items()) {
    const std::string from = int_or_text(port["port"], "<nil>");
    const std::string_view protocol = port["protocol"].str("TCP");
    if (const Node to = port["endPort"]) {
      writer.write(2, "To Port Range: {}-{}/{}\n", from, number_or(to, "0"), protocol);
    } else writer.write(2, "To Port: {}/{}\n", from, protocol);
  }
}

void write_peer(Writer& writer, Node peer) {
  const Node namespaces = peer["namespaceSelector"];
  const Node pods = peer["podSelector"];
  const Node block = peer["ipBlock"];
  if (namespaces) writer.write(3, "NamespaceSelector: {}\n", format_label_selector(namespaces));
  if (pods) writer.write(3, "PodSelector: {}\n", format_label_selector(pods));
  if (namespaces || pods || !block) return;
  writer.write(3, "IPBlock:\n");
  writer.write(4, "CIDR: {}\n", block["cidr"].str());
  writer.write(4, "Except: {}\n", join(texts(block["except"]), ", "));
}

void write_direction(Writer& writer, const Direction& direction, Node spec) {
  const std::vector<std::string> types = texts(spec["policyTypes"]);
  const Node rules = spec[direction.rules];
  if (std::find(types.begin(), types.end(), direction.name) == types.end()) {
    return writer.write(1, "Not affecting {} traffic\n", direction.rules);
  }
  writer.write(1, "Allowing {} traffic:\n", direction.rules);
  if (rules.empty()) {
    return writer.write(2, "<none> (Selected pods are isolated for {} connectivity)\n", direction.rules);
  }
  bool first = true;
  for (const Node rule : rules.items()) {
    if (!first) writer.write(2, "----------\n");
    first = false;
    write_rule_ports(writer, rule["ports"]);
    const Node peers = rule[direction.peers];
    if (peers.empty()) writer.write(2, "{}: <any> {}\n", direction.title, direction.open);
    for (const Node peer : peers.items()) {
      writer.write(2, "{}:\n", direction.title);
      write_peer(writer, peer);
    }
  }
}

void write_policy(Writer& writer, Node object) {
  const Node spec = object["spec"];
  write_name(writer, object);
  writer.field(0, "Created on", go_time_text(object["metadata"]["creationTimestamp"]));
  write_labels_and_annotations(writer, object);
  writer.write(0, "Spec:\n");
  writer.write(1, "PodSelector: ");
  const Node pods = spec["podSelector"];
  const bool all = pods["matchLabels"].empty() && pods["matchExpressions"].empty();
  writer.write(
      2, "{}\n",
      all ? "<none> (Allowing the specific traffic to all pods in this namespace)" : format_label_selector(pods));
  for (const Direction& direction : kDirections) write_direction(writer, direction, spec);
  const std::string types = join(texts(spec["policyTypes"]), ", ");
  writer.write(1, "Policy Types: {}\n", types.empty() ? "<none>" : types);
}

void write_service_cidr(Writer& writer, Node object) {
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.field(0, "CIDRs", join(texts(object["spec"]["cidrs"]), ", "));
  const Node conditions = object["status"]["conditions"];
  if (conditions.empty()) return;
  writer.write(0, "Status:\n");
  writer.write(0, "Conditions:\n");
  writer.write(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage\n");
  writer.write(1, "----\t------\t------------------\t------\t-------\n");
  for (const Node condition : conditions.items()) {
    writer.write(1, "{}\t{}\t{}\t{}\t{}\n", condition["type"].str(), condition["status"].str(),
                 time_text(condition["lastTransitionTime"]), condition["reason"].str(), condition["message"].str());
  }
}

void write_ip_address(Writer& writer, Node object) {
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  const Node parent = object["spec"]["parentRef"];
  if (!parent) return;
  writer.write(0, "Parent Reference:\n");
  writer.field(1, "Group", parent["group"].str());
  writer.field(1, "Resource", parent["resource"].str());
  writer.field(1, "Namespace", parent["namespace"].str());
  writer.field(1, "Name", parent["name"].str());
}

constexpr Describer kNetwork[] = {
    {"networking.k8s.io", "IPAddress", "v1", "ipaddresses",
     [](Node object, Source& source) { return with_events(object, source, "IPAddress", write_ip_address); }, "v1beta1"},
    {"networking.k8s.io", "NetworkPolicy", "v1", "networkpolicies",
     [](Node object, Source&) { return only(object, write_policy); }},
    {"networking.k8s.io", "ServiceCIDR", "v1", "servicecidrs",
     [](Node object, Source& source) { return with_events(object, source, "ServiceCIDR", write_service_cidr); },
     "v1beta1"},
};

}  // namespace

std::span<const Describer> network_describers() { return kNetwork; }

}  // namespace kpp::describe
