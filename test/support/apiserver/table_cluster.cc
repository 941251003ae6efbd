// The tables of nodes, services and events.
#include <fmt/core.h>

#include <set>

#include "base/strings.h"
#include "support/apiserver/store.h"
#include "support/apiserver/table.h"

namespace kpp::apiserver {
namespace {

std::string node_status(Node node) {
  std::string out = "Unknown";
  for (const Node entry : node["status"]["conditions"].items()) {
    if (entry["type"].str() == "Ready") out = entry["status"].str() == "True" ? "Ready" : "NotReady";
  }
  return node["spec"]["unschedulable"].as_bool() ? out + ",SchedulingDisabled" : out;
}

std::string node_roles(Node node) {
  constexpr std::string_view kPrefix = "node-role.kubernetes.io/";
  std::set<std::string> roles;
  for (const Member& label : node["metadata"]["labels"].members()) {
    if (label.key.starts_with(kPrefix) && label.key.size() > kPrefix.size()) {
      roles.emplace(label.key.substr(kPrefix.size()));
    }
    if (label.key == "kubernetes.io/role" && !label.value.str().empty()) roles.emplace(label.value.str());
  }
  return roles.empty() ? "<none>" : join({roles.begin(), roles.end()}, ",");
}

std::string node_address(Node node, std::string_view type) {
  for (const Node address : node["status"]["addresses"].items()) {
    if (address["type"].str() == type) return text_of(address["address"]);
  }
  return "<none>";
}

std::string external_ip(Node service) {
  const std::string_view type = service["spec"]["type"].str();
  std::vector<std::string> own;
  for (const Node ip : service["spec"]["externalIPs"].items()) own.emplace_back(ip.str());
  if (type == "ExternalName") return text_of(service["spec"]["externalName"]);
  if (type == "ClusterIP" || type == "NodePort") return own.empty() ? "<none>" : join(own, ",");
  if (type != "LoadBalancer") return "<unknown>";
  const std::string given = ingress_addresses(service["status"]["loadBalancer"]);
  if (!given.empty()) own.insert(own.begin(), given);
  return own.empty() ? "<pending>" : join(own, ",");
}

std::string service_ports(Node service) {
  std::vector<std::string> out;
  for (const Node port : service["spec"]["ports"].items()) {
    const std::string_view protocol = port["protocol"].str("TCP");
    out.push_back(port["nodePort"].as_int() > 0
                      ? fmt::format("{}:{}/{}", port["port"].as_int(), port["nodePort"].as_int(), protocol)
                      : fmt::format("{}/{}", port["port"].as_int(), protocol));
  }
  return out.empty() ? "<none>" : join(out, ",");
}

std::string event_source(Node event) {
  const std::string component = text_or(event["source"]["component"], text_of(event["reportingComponent"]).c_str());
  const std::string host = text_or(event["source"]["host"], text_of(event["reportingInstance"]).c_str());
  return host.empty() ? component : component + ", " + host;
}

std::string event_object(Node event) {
  const std::string kind = to_lower(event["involvedObject"]["kind"].str());
  const std::string name = text_of(event["involvedObject"]["name"]);
  return name.empty() ? kind : kind + "/" + name;
}

}  // namespace

TableOf node_table() {
  return {{name_column(),
           {"Status", "string", 0, "", "Whether it can run pods."},
           {"Roles", "string", 0, "", "What it is for."},
           age_column(),
           {"Version", "string", 0, "", "Of its kubelet."},
           {"Internal-IP", "string", 1, "", "Its address inside."},
           {"External-IP", "string", 1, "", "Its address outside."},
           {"OS-Image", "string", 1, "", "Its operating system."},
           {"Kernel-Version", "string", 1, "", "Its kernel, and what it runs on."},
           {"Container-Runtime", "string", 1, "", "What runs its containers."}},
          [](Node node, TimePoint now) -> Cells {
            const Node info = node["status"]["nodeInfo"];
            std::string kernel = text_or(info["kernelVersion"], "<unknown>");
            if (!info["architecture"].str().empty()) kernel += fmt::format(" ({})", info["architecture"].str());
            return {name_of(node),
                    node_status(node),
                    node_roles(node),
                    age_of(node, now),
                    text_of(info["kubeletVersion"]),
                    node_address(node, "InternalIP"),
                    node_address(node, "ExternalIP"),
                    text_or(info["osImage"], "<unknown>"),
                    kernel,
                    text_or(info["containerRuntimeVersion"], "<unknown>")};
          }};
}

TableOf service_table() {
  return {{name_column(),
           {"Type", "string", 0, "", "From where it can be reached."},
           {"Cluster-IP", "string", 0, "", "Its address inside."},
           {"External-IP", "string", 0, "", "Its addresses outside."},
           {"Port(s)", "string", 0, "", "Where it listens."},
           age_column(),
           {"Selector", "string", 1, "", "The labels of the pods behind it."}},
          [](Node service, TimePoint now) -> Cells {
            return {name_of(service),
                    text_of(service["spec"]["type"]),
                    text_or(service["spec"]["clusterIPs"].at(0), "<none>"),
                    external_ip(service),
                    service_ports(service),
                    age_of(service, now),
                    labels_text(service["spec"]["selector"])};
          }};
}

TableOf event_table() {
  return {{{"Last Seen", "string", 0, "", "When it happened last."},
           {"Type", "string", 0, "", "Normal or Warning."},
           {"Reason", "string", 0, "", "Why, in a word."},
           {"Object", "string", 0, "", "To what."},
           {"Subobject", "string", 1, "", "To which part of it."},
           {"Source", "string", 1, "", "Who says so."},
           {"Message", "string", 0, "", "Why, in full."},
           {"First Seen", "string", 1, "", "When it happened first."},
           {"Count", "string", 1, "", "How often."},
           {"Name", "string", 1, "name", "The event's own name."}},
          [](Node event, TimePoint now) -> Cells {
            const std::string first = age(text_or(event["firstTimestamp"], text_of(event["eventTime"]).c_str()), now);
            std::string last = event["lastTimestamp"].str().empty() ? first : age(event["lastTimestamp"].str(), now);
            std::int64_t count = std::max<std::int64_t>(event["count"].as_int(), 1);
            if (const Node series = event["series"]) {
              last = age(series["lastObservedTime"].str(), now);
              count = series["count"].as_int();
            }
            return {last,
                    text_of(event["type"]),
                    text_of(event["reason"]),
                    event_object(event),
                    text_of(event["involvedObject"]["fieldPath"]),
                    event_source(event),
                    std::string(trim(event["message"].str())),
                    first,
                    count,
                    name_of(event)};
          }};
}

}  // namespace kpp::apiserver
