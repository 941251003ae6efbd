// Nodes: their state, their lease, and the pods on them.
#include <fmt/core.h>

#include <map>
#include <set>
#include <span>

#include "base/go_sort.h"
#include "base/strings.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/node_pods.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "kpp/error.h"

namespace kpp::describe {
namespace {

constexpr std::size_t kPoolsShown = 10;

std::string roles_text(Node labels) {
  constexpr std::string_view kPrefix = "node-role.kubernetes.io/";
  std::set<std::string> roles;
  for (const auto& [key, value] : labels.members()) {
    if (key.starts_with(kPrefix) && key.size() > kPrefix.size()) roles.emplace(key.substr(kPrefix.size()));
    else if (key == "kubernetes.io/role" && !value.str().empty()) roles.emplace(value.str());
  }
  return roles.empty() ? "<none>" : join({roles.begin(), roles.end()}, ",");
}

std::string taint_text(Node taint) {
  const std::string_view effect = taint["effect"].str();
  const std::string_view value = taint["value"].str();
  std::string out(taint["key"].str());
  if (!value.empty()) out += fmt::format("={}", value);
  if (!effect.empty() || !value.empty()) out += fmt::format(":{}", effect);
  return out;
}

void write_taints(Writer& writer, Node taints) {
  std::vector<Node> sorted(taints.items().begin(), taints.items().end());
  const auto order = [](Node taint) { return fmt::format("{},{}", taint["effect"].str(), taint["key"].str()); };
  go_sort(sorted, [&](Node a, Node b) { return order(a) < order(b); });
  std::vector<std::string> lines;
  for (const Node taint : sorted) lines.push_back(taint_text(taint));
  write_list(writer, "Taints", lines);
}

void write_lease(Writer& writer, Answer& lease) {
  if (const std::string failure = lease.failure_text(); !failure.empty()) {
    return writer.write(0, "Lease:\tFailed to get lease: {}\n", failure);
  }
  const Node spec = lease.object()["spec"];
  const auto time_or_unset = [](Node time) { return time ? time_text(time) : "<unset>"; };
  writer.write(0, "Lease:\n");
  writer.field(1, "HolderIdentity", spec["holderIdentity"].str("<unset>"));
  writer.field(1, "AcquireTime", time_or_unset(spec["acquireTime"]));
  writer.field(1, "RenewTime", time_or_unset(spec["renewTime"]));
}

void write_conditions(Writer& writer, Node conditions) {
  if (conditions.empty()) return;
  writer.write(0, "Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n");
  writer.write(1, "----\t------\t-----------------\t------------------\t------\t-------\n");
  for (const Node condition : conditions.items()) {
    writer.write(1, "{} \t{} \t{} \t{} \t{} \t{}\n", condition["type"].str(), condition["status"].str(),
                 time_text(condition["lastHeartbeatTime"]), time_text(condition["lastTransitionTime"]),
                 condition["reason"].str(), condition["message"].str());
  }
}

void write_amounts(Writer& writer, std::string_view title, Node amounts) {
  if (amounts.empty()) return;
  writer.write(0, "{}:\n", title);
  for (const Member& amount : sorted_members(amounts)) writer.field(1, amount.key, quantity_text(amount.value));
}

// Devices that drivers offer on this node, by the pools they are in.
void write_slices(Writer& writer, const std::vector<Node>& slices) {
  struct Pool {
    std::string_view driver = {};
    std::string_view name = {};
    std::size_t slices = 0;
    std::size_t devices = 0;
  };
  std::map<std::string, Pool> pools;
  for (const Node slice : slices) {
    const std::string_view driver = slice["spec"]["driver"].str();
    const std::string_view name = slice["spec"]["pool"]["name"].str();
    Pool& pool =
        pools.try_emplace(fmt::format("{}/{}", driver, name), Pool{.driver = driver, .name = name}).first->second;
    ++pool.slices;
    pool.devices += slice["spec"]["devices"].size();
  }
  if (pools.empty()) return;
  writer.write(0, "Node-Local ResourceSlices:\n");
  writer.write(1, "Driver\tPool\tSlices\tDevices\n");
  writer.write(1, "------\t----\t------\t-------\n");
  std::size_t shown = 0;
  for (const auto& [key, pool] : pools) {
    if (++shown > kPoolsShown) return writer.write(1, "...and {} more pools\n", pools.size() - kPoolsShown);
    writer.write(1, "{}\t{}\t{}\t{}\n", pool.driver, pool.name, pool.slices, pool.devices);
  }
}

void write_system(Writer& writer, Node info) {
  writer.write(0, "System Info:\n");
  for (const auto& [title, member] :
       {std::pair("Machine ID", "machineID"), std::pair("System UUID", "systemUUID"), std::pair("Boot ID", "bootID"),
        std::pair("Kernel Version", "kernelVersion"), std::pair("OS Image", "osImage"),
        std::pair("Operating System", "operatingSystem"), std::pair("Architecture", "architecture"),
        std::pair("Container Runtime Version", "containerRuntimeVersion"),
        std::pair("Kubelet Version", "kubeletVersion")}) {
    writer.field(1, title, info[member].str());
  }
}

void write_networks(Writer& writer, Node spec) {
  if (!spec["podCIDR"].str().empty()) writer.field(0, "PodCIDR", spec["podCIDR"].str());
  if (!spec["podCIDRs"].empty()) writer.field(0, "PodCIDRs", join(texts(spec["podCIDRs"]), ","));
  if (!spec["providerID"].str().empty()) writer.field(0, "ProviderID", spec["providerID"].str());
}

// Who may see a node need not see the pods on it.
void write_pods_if_allowed(Writer& writer, Node node, Answer& pods) {
  try {
    write_node_pods(writer, node, pods.objects());
  } catch (const ApiError& error) {
    if (!error.is("Forbidden")) throw;
    writer.write(0, "Pods:\tnot authorized\n");
  }
}

/// What is asked for beside a node.
struct Company {
  std::shared_ptr<Answer> pods = {};
  std::shared_ptr<Answer> lease = {};
  std::shared_ptr<Answer> slices = {};
  Events events = {};
};

// The node's own events bear its uid, those of its agent its name in that place.
std::vector<Involved> involved_of(Node node) {
  Involved own = involved(node, "Node");
  Involved of_agent = own;
  of_agent.uid = of_agent.name;
  return {own, of_agent};
}

void write_node(Writer& writer, Node node, const Company& company) {
  const Node spec = node["spec"];
  const Node status = node["status"];
  write_name(writer, node, false);
  writer.field(0, "Roles", roles_text(node["metadata"]["labels"]));
  write_labels_and_annotations(writer, node);
  writer.field(0, "CreationTimestamp", time_text(node["metadata"]["creationTimestamp"]));
  write_taints(writer, spec["taints"]);
  writer.write(0, "Unschedulable:\t{}\n", spec["unschedulable"].as_bool());
  write_lease(writer, *company.lease);
  write_conditions(writer, status["conditions"]);
  writer.write(0, "Addresses:\n");
  for (const Node address : status["addresses"].items()) {
    writer.field(1, address["type"].str(), address["address"].str());
  }
  write_amounts(writer, "Capacity", status["capacity"]);
  write_amounts(writer, "Allocatable", status["allocatable"]);
  if (company.slices->failure_text().empty()) write_slices(writer, company.slices->objects());
  write_system(writer, status["nodeInfo"]);
  write_networks(writer, spec);
  write_pods_if_allowed(writer, node, *company.pods);
  company.events.write(writer);
}

Description prepare_node(Node node, Source& source) {
  const std::string name(node["metadata"]["name"].str());
  Company company;
  company.pods = source.list(
      {.type = {"", "v1", "pods"},
       .namespace_name = {},
       .label_selector = {},
       .field_selector = fmt::format("spec.nodeName={},status.phase!=Succeeded,status.phase!=Failed", name)});
  company.lease = source.get({"coordination.k8s.io", "v1", "leases"}, "kube-node-lease", name);
  company.slices = source.list({.type = {"resource.k8s.io", "v1", "resourceslices"},
                                .namespace_name = {},
                                .label_selector = {},
                                .field_selector = fmt::format("spec.nodeName={}", name)});
  company.events = Events(source, involved_of(node));
  return [node, company = std::move(company)](Writer& writer) { write_node(writer, node, company); };
}

constexpr Describer kNodes[] = {{"", "Node", "v1", "nodes", prepare_node}};

}  // namespace

std::span<const Describer> node_describers() { return kNodes; }

}  // namespace kpp::describe
