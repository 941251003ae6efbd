// Containers: image, ports, command, state, resources, probes, mounts. See containers.h.
#include "describe/containers.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "base/strings.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

std::string ports_text(Node ports, std::string_view number) {
  std::vector<std::string> out;
  for (const Node port : ports.items()) {
    std::string text = fmt::format("{}/{}", port[number].as_int(), port["protocol"].str());
    if (const std::string_view name = port["name"].str(); !name.empty()) text += fmt::format(" ({})", name);
    out.push_back(std::move(text));
  }
  return join(out, ", ");
}

// The title gets its "s" by the first comma in the text, as in kubectl, even one inside a name.
void write_ports(Writer& writer, std::string_view title, const std::string& ports) {
  if (ports.find(',') != std::string::npos) writer.write(2, "{}s:\t{}\n", title, ports);
  else writer.field(2, title, ports.empty() ? "<none>" : ports);
}

void write_words(Writer& writer, std::string_view title, Node words) {
  if (words.empty()) return;
  writer.write(2, "{}:\n", title);
  for (const Node word : words.items()) {
    for (const std::string& line : split(word.str(), '\n')) writer.write(3, "{}\n", line);
  }
}

void write_state(Writer& writer, std::string_view title, Node state) {
  const auto unless_empty = [&](std::string_view key, Node value) {
    if (!value.str().empty()) writer.field(3, key, value.str());
  };
  if (const Node running = state["running"]) {
    writer.field(2, title, "Running");
    writer.field(3, "Started", time_text(running["startedAt"]));
  } else if (const Node waiting = state["waiting"]) {
    writer.field(2, title, "Waiting");
    unless_empty("Reason", waiting["reason"]);
  } else if (const Node terminated = state["terminated"]) {
    writer.field(2, title, "Terminated");
    unless_empty("Reason", terminated["reason"]);
    unless_empty("Message", terminated["message"]);
    writer.field(3, "Exit Code", number_or(terminated["exitCode"], "0"));
    if (terminated["signal"].as_int() > 0) writer.field(3, "Signal", number_or(terminated["signal"], "0"));
    writer.field(3, "Started", time_text(terminated["startedAt"]));
    writer.field(3, "Finished", time_text(terminated["finishedAt"]));
  } else {
    writer.field(2, title, "Waiting");
  }
}

void write_mounts(Writer& writer, Node container) {
  writer.write(2, "Mounts:{}\n", container["volumeMounts"].empty() ? "\t<none>" : "");
  for (const Node mount : sorted_by(container["volumeMounts"], "mountPath")) {
    std::string flags = mount["readOnly"].as_bool() ? "ro" : "rw";
    if (const std::string_view path = mount["subPath"].str(); !path.empty()) flags += ",path=" + go_quote(path);
    writer.write(3, "{} from {} ({})\n", mount["mountPath"].str(), mount["name"].str(), flags);
  }
  if (container["volumeDevices"].empty()) return;
  // kubectl asks here, too, whether there are mounts: "<none>" comes although there are devices.
  writer.write(2, "Devices:{}\n", container["volumeMounts"].empty() ? "\t<none>" : "");
  for (const Node device : sorted_by(container["volumeDevices"], "devicePath")) {
    writer.write(3, "{} from {}\n", device["devicePath"].str(), device["name"].str());
  }
}

void write_probe(Writer& writer, std::string_view title, Node probe) {
  if (probe) writer.field(2, title, probe_text(probe));
}

void write_container(Writer& writer, Node container, Node status, Node pod, std::string_view indent) {
  writer.write(1, "{}{}:\n", indent.empty() ? "" : " ", container["name"].str());
  if (status) writer.field(2, "Container ID", status["containerID"].str());
  writer.field(2, "Image", container["image"].str());
  if (status) writer.field(2, "Image ID", status["imageID"].str());
  write_ports(writer, "Port", ports_text(container["ports"], "containerPort"));
  write_ports(writer, "Host Port", ports_text(container["ports"], "hostPort"));
  if (const Node profile = container["securityContext"]["seccompProfile"]) {
    writer.field(2, "SeccompProfile", profile["type"].str());
    if (profile["type"].str() == "Localhost") writer.field(3, "LocalhostProfile", profile["localhostProfile"].str());
  }
  write_words(writer, "Command", container["command"]);
  write_words(writer, "Args", container["args"]);
  if (status) {
    write_state(writer, "State", status["state"]);
    if (status["lastState"]["terminated"]) write_state(writer, "Last State", status["lastState"]);
    writer.field(2, "Ready", true_false(status["ready"].as_bool()));
    writer.field(2, "Restart Count", number_or(status["restartCount"], "0"));
  }
  write_resources(writer, container["resources"], 2);
  write_probe(writer, "Liveness", container["livenessProbe"]);
  write_probe(writer, "Readiness", container["readinessProbe"]);
  write_probe(writer, "Startup", container["startupProbe"]);
  write_environment(writer, container, pod);
  write_mounts(writer, container);
}

}  // namespace

void write_containers(Writer& writer, std::string_view title, Node containers, Node statuses, Node pod,
                      std::string_view indent) {
  writer.write(0, "{}{}:{}\n", indent, title, containers.empty() ? " <none>" : "");
  for (const Node container : containers.items()) {
    Node status;
    for (const Node candidate : statuses.items()) {
      if (candidate["name"].str() == container["name"].str() && candidate.is_object()) status = candidate;
    }
    write_container(writer, container, status, pod, indent);
  }
}

void write_resources(Writer& writer, Node resources, int level) {
  for (const auto& [title, member] : {std::pair("Limits", "limits"), std::pair("Requests", "requests")}) {
    if (resources[member].empty()) continue;
    writer.write(level, "{}:\n", title);
    for (const Member& resource : sorted_members(resources[member])) {
      writer.field(level + 1, resource.key, quantity_text(resource.value));
    }
  }
}

}  // namespace kpp::describe
