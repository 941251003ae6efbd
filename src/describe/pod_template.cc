// Templates of pods, and what they share with pods: where a pod may run. See containers.h.
#include <fmt/core.h>

#include "data/selector.h"
#include "describe/containers.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "describe/volumes.h"

namespace kpp::describe {

void write_tolerations(Writer& writer, std::string_view title, Node tolerations) {
  std::vector<std::string> lines;
  for (const Node toleration : sorted_by(tolerations, "key")) {
    const std::string_view value = toleration["value"].str();
    const std::string_view effect = toleration["effect"].str();
    std::string line(toleration["key"].str());
    if (!value.empty()) line += fmt::format("={}", value);
    if (!effect.empty()) line += fmt::format(":{}", effect);
    if (toleration["operator"].str() == "Exists" && value.empty()) line += line.empty() ? "op=Exists" : " op=Exists";
    if (const Node seconds = toleration["tolerationSeconds"]) line += fmt::format(" for {}s", seconds.as_int());
    lines.push_back(std::move(line));
  }
  write_list(writer, title, lines);
}

void write_spread_constraints(Writer& writer, Node constraints, std::string_view indent) {
  std::vector<std::string> lines;
  for (const Node constraint : sorted_by(constraints, "topologyKey")) {
    std::string line = fmt::format("{}:{} when max skew {} is exceeded", constraint["topologyKey"].str(),
                                   constraint["whenUnsatisfiable"].str(), constraint["maxSkew"].as_int());
    if (const Node selector = constraint["labelSelector"]) line += " for selector " + format_label_selector(selector);
    lines.push_back(std::move(line));
  }
  if (!lines.empty()) write_list(writer, "Topology Spread Constraints", lines, indent);
}

void write_scheduling_group(Writer& writer, Node spec, std::string_view indent) {
  const Node group = spec["schedulingGroup"];
  if (!group) return;
  writer.write(0, "{}SchedulingGroup:\n", indent);
  writer.field(1, "PodGroupName", group["podGroupName"].str());
}

void write_pod_template(Writer& writer, Node pod_template) {
  writer.write(0, "Pod Template:\n");
  const Node metadata = pod_template["metadata"];
  const Node spec = pod_template["spec"];
  write_labels(writer, "  Labels", metadata["labels"]);
  if (!metadata["annotations"].empty()) write_annotations(writer, "  Annotations", metadata["annotations"]);
  if (!spec["serviceAccountName"].str().empty()) writer.field(1, "Service Account", spec["serviceAccountName"].str());
  if (!spec["initContainers"].empty()) {
    write_containers(writer, "Init Containers", spec["initContainers"], {}, {}, "  ");
  }
  write_containers(writer, "Containers", spec["containers"], {}, {}, "  ");
  write_volumes(writer, spec["volumes"], "  ");
  write_spread_constraints(writer, spec["topologySpreadConstraints"], "  ");
  if (!spec["priorityClassName"].str().empty()) writer.field(1, "Priority Class Name", spec["priorityClassName"].str());
  write_labels(writer, "  Node-Selectors", spec["nodeSelector"]);
  write_tolerations(writer, "  Tolerations", spec["tolerations"]);
  write_scheduling_group(writer, spec, "  ");
}

}  // namespace kpp::describe
