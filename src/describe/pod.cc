// Pods.
#include <fmt/core.h>

#include <span>

#include "describe/containers.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/pod_resources.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "describe/volumes.h"

namespace kpp::describe {
namespace {

constexpr std::string_view kMirror = "kubernetes.io/config.mirror";

void write_place(Writer& writer, Node spec, Node status) {
  const auto unless_empty = [&](std::string_view title, Node value) {
    if (!value.str().empty()) writer.field(0, title, value.str());
  };
  if (const Node priority = spec["priority"]) writer.field(0, "Priority", number_or(priority, "0"));
  unless_empty("Priority Class Name", spec["priorityClassName"]);
  unless_empty("Runtime Class Name", spec["runtimeClassName"]);
  unless_empty("Service Account", spec["serviceAccountName"]);
  const std::string_view node = spec["nodeName"].str();
  writer.field(0, "Node", node.empty() ? "<none>" : fmt::format("{}/{}", node, status["hostIP"].str()));
  if (const Node start = status["startTime"]) writer.field(0, "Start Time", time_text(start));
}

void write_phase(Writer& writer, Node pod) {
  const Node status = pod["status"];
  const std::string_view phase = status["phase"].str();
  if (pod["metadata"]["deletionTimestamp"] && phase != "Failed" && phase != "Succeeded") {
    write_status(writer, pod);
    writer.write(0, "Termination Grace Period:\t{}s\n", pod["metadata"]["deletionGracePeriodSeconds"].as_int());
  } else {
    writer.field(0, "Status", phase);
  }
  if (!status["reason"].str().empty()) writer.field(0, "Reason", status["reason"].str());
  if (!status["message"].str().empty()) writer.field(0, "Message", status["message"].str());
  if (const Node profile = pod["spec"]["securityContext"]["seccompProfile"]) {
    writer.field(0, "SeccompProfile", profile["type"].str());
    if (profile["type"].str() == "Localhost") writer.field(0, "LocalhostProfile", profile["localhostProfile"].str());
  }
}

void write_addresses(Writer& writer, Node status) {
  writer.field(0, "IP", status["podIP"].str());
  if (status["podIPs"].empty()) return writer.write(0, "IPs:\t<none>\n");
  writer.write(0, "IPs:\n");
  for (const Node address : status["podIPs"].items()) writer.field(1, "IP", address["ip"].str());
}

void write_readiness(Writer& writer, Node spec, Node status) {
  if (!spec["readinessGates"].empty()) writer.write(0, "Readiness Gates:\n  Type\tStatus\n");
  for (const Node gate : spec["readinessGates"].items()) {
    std::string_view state = "<none>";
    for (const Node condition : status["conditions"].items()) {
      if (condition["type"].str() != gate["conditionType"].str()) continue;
      state = condition["status"].str();
      break;
    }
    writer.write(1, "{} \t{} \n", gate["conditionType"].str(), state);
  }
  if (!status["conditions"].empty()) writer.write(0, "Conditions:\n  Type\tStatus\n");
  for (const Node condition : status["conditions"].items()) {
    writer.write(1, "{} \t{} \n", condition["type"].str(), condition["status"].str());
  }
}

void write_pod(Writer& writer, Node pod) {
  const Node spec = pod["spec"];
  const Node status = pod["status"];
  write_name(writer, pod);
  write_place(writer, spec, status);
  write_labels_and_annotations(writer, pod);
  write_phase(writer, pod);
  write_addresses(writer, status);
  write_controller(writer, pod);
  if (!status["nominatedNodeName"].str().empty()) {
    writer.field(0, "NominatedNodeName", status["nominatedNodeName"].str());
  }
  if (spec["resources"]) {
    writer.write(0, "Resources:\n");
    write_resources(writer, spec["resources"], 1);
  }
  if (!spec["initContainers"].empty()) {
    write_containers(writer, "Init Containers", spec["initContainers"], status["initContainerStatuses"], pod, "");
  }
  write_containers(writer, "Containers", spec["containers"], status["containerStatuses"], pod, "");
  if (!spec["ephemeralContainers"].empty()) {
    write_containers(writer, "Ephemeral Containers", spec["ephemeralContainers"], status["ephemeralContainerStatuses"],
                     pod, "");
  }
  write_readiness(writer, spec, status);
  write_volumes(writer, spec["volumes"], "");
  writer.field(0, "QoS Class", qos_class(pod));
  write_labels(writer, "Node-Selectors", spec["nodeSelector"]);
  write_tolerations(writer, "Tolerations", spec["tolerations"]);
  write_spread_constraints(writer, spec["topologySpreadConstraints"], "");
  write_scheduling_group(writer, spec, "");
}

Description prepare_pod(Node pod, Source& source) {
  // Parts of a pod count too, so any kind; a pod that stands for a file of a node bears the file's uid in its events.
  Involved who = involved(pod, "");
  const Node mirror = pod["metadata"]["annotations"][kMirror];
  if (mirror.exists()) who.uid = std::string(mirror.str());
  return [pod, events = Events(source, {std::move(who)})](Writer& writer) {
    write_pod(writer, pod);
    events.write(writer);
  };
}

constexpr Describer kPods[] = {{"", "Pod", "v1", "pods", prepare_pod}};

}  // namespace

std::span<const Describer> pod_describers() { return kPods; }

}  // namespace kpp::describe
