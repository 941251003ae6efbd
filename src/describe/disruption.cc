// What may disturb pods: disruption budgets, priority classes.
#include <span>

#include "data/selector.h"
#include "describe/describer.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "print/table_rows.h"

namespace kpp::describe {
namespace {

void write_budget(Writer& writer, Node object) {
  const Node spec = object["spec"];
  const Node status = object["status"];
  write_name(writer, object);
  if (const Node least = spec["minAvailable"]) writer.field(0, "Min available", int_or_text(least));
  else if (const Node most = spec["maxUnavailable"]) writer.field(0, "Max unavailable", int_or_text(most));
  writer.field(0, "Selector", spec["selector"] ? format_label_selector(spec["selector"]) : "<unset>");
  writer.write(0, "Status:\n");
  writer.write(2, "Allowed disruptions:\t{}\n", status["disruptionsAllowed"].as_int());
  writer.write(2, "Current:\t{}\n", status["currentHealthy"].as_int());
  writer.write(2, "Desired:\t{}\n", status["desiredHealthy"].as_int());
  writer.write(2, "Total:\t{}\n", status["expectedPods"].as_int());
}

void write_priority_class(Writer& writer, Node object) {
  write_name(writer, object, false);
  writer.field(0, "Value", number_or(object["value"], "0"));
  writer.field(0, "GlobalDefault", object["globalDefault"].as_bool() ? "true" : "false");
  writer.field(0, "PreemptionPolicy", object["preemptionPolicy"].str());
  writer.field(0, "Description", object["description"].str());
  writer.field(0, "Annotations", print::format_labels(object["metadata"]["annotations"]));
}

constexpr Describer kDisruption[] = {
    {"policy", "PodDisruptionBudget", "v1", "poddisruptionbudgets",
     [](Node object, Source& source) { return with_events(object, source, "PodDisruptionBudget", write_budget); }},
    {"scheduling.k8s.io", "PriorityClass", "v1", "priorityclasses",
     [](Node object, Source& source) { return with_events(object, source, "PriorityClass", write_priority_class); }},
};

}  // namespace

std::span<const Describer> disruption_describers() { return kDisruption; }

}  // namespace kpp::describe
