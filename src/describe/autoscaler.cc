// Horizontal pod autoscalers: v2, and v1 of servers that know no other.
#include <fmt/core.h>

#include <span>

#include "base/quote.h"
#include "describe/describer.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

constexpr std::string_view kUnknown = "<unknown>";

// What kubectl shows of a quantity that may be absent where its metric is there.
std::string quantity_or_nil(Node quantity) { return quantity ? quantity_text(quantity) : "<nil>"; }

// An average of a resource: as a quantity, or as a share of what the pods ask for.
void write_resource(Writer& writer, Node target, Node current) {
  const Node now = current["current"];
  if (const Node average = target["averageValue"]) {
    writer.write(0, ":\t{} / {}\n", current ? quantity_or_nil(now["averageValue"]) : kUnknown, quantity_text(average));
    return;
  }
  std::string share(kUnknown);
  if (const Node used = now["averageUtilization"]) {
    share = fmt::format("{}% ({})", number_or(used, "0"), quantity_or_nil(now["averageValue"]));
  }
  const Node wanted = target["averageUtilization"];
  writer.write(1, "(as a percentage of request):\t{} / {}\n", share, wanted ? number_or(wanted, "0") + "%" : "<auto>");
}

void write_external(Writer& writer, Node metric, Node current) {
  const Node target = metric["target"];
  const std::string name = go_quote(metric["metric"]["name"].str());
  const Node now = current["current"];
  if (const Node average = target["averageValue"]) {
    const Node value = now["averageValue"];
    writer.write(1, "{} (target average value):\t{} / {}\n", name, value ? quantity_text(value) : kUnknown,
                 quantity_text(average));
  } else {
    writer.write(1, "{} (target value):\t{} / {}\n", name, current ? quantity_or_nil(now["value"]) : kUnknown,
                 quantity_or_nil(target["value"]));
  }
}

void write_object(Writer& writer, Node metric, Node current) {
  const Node described = metric["describedObject"];
  const Node target = metric["target"];
  const bool average = target["type"].str() == "AverageValue";
  const char* member = average ? "averageValue" : "value";
  writer.write(1, "\"{}\" on {}/{} ", metric["metric"]["name"].str(), described["kind"].str(), described["name"].str());
  writer.write(0, "(target {}):\t{} / {}\n", average ? "average value" : "value",
               current ? quantity_or_nil(current["current"][member]) : kUnknown, quantity_or_nil(target[member]));
}

// `current` is the state of the metric at the same place: of another type, its members are absent.
void write_metric(Writer& writer, Node metric, Node current) {
  const std::string_view type = metric["type"].str();
  if (type == "External") {
    write_external(writer, metric["external"], current["external"]);
  } else if (type == "Pods") {
    const Node pods = metric["pods"];
    writer.write(1, "{} on pods:\t{} / {}\n", go_quote(pods["metric"]["name"].str()),
                 current["pods"] ? quantity_or_nil(current["pods"]["current"]["averageValue"]) : kUnknown,
                 quantity_or_nil(pods["target"]["averageValue"]));
  } else if (type == "Object") {
    write_object(writer, metric["object"], current["object"]);
  } else if (type == "Resource") {
    writer.write(1, "resource {} on pods", metric["resource"]["name"].str());
    write_resource(writer, metric["resource"]["target"], current["resource"]);
  } else if (type == "ContainerResource") {
    const Node resource = metric["containerResource"];
    writer.write(1, "resource {} of container \"{}\" on pods", resource["name"].str(), resource["container"].str());
    write_resource(writer, resource["target"], current["containerResource"]);
  } else {
    writer.write(1, "<unknown metric type {}>\n", go_quote(type));
  }
}

void write_behavior(Writer& writer, std::string_view direction, Node rules) {
  if (!rules) return;
  writer.write(1, "{}:\n", direction);
  if (const Node window = rules["stabilizationWindowSeconds"]) {
    writer.write(2, "Stabilization Window: {} seconds\n", number_or(window, "0"));
  }
  if (rules["policies"].empty()) return;
  writer.write(2, "Select Policy: {}\n", rules["selectPolicy"].str("Max"));
  writer.write(2, "Policies:\n");
  for (const Node policy : rules["policies"].items()) {
    writer.write(3, "- Type: {}\tValue: {}\tPeriod: {} seconds\n", policy["type"].str(), policy["value"].as_int(),
                 policy["periodSeconds"].as_int());
  }
}

void write_head(Writer& writer, Node object) {
  const Node target = object["spec"]["scaleTargetRef"];
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  writer.field(0, "CreationTimestamp", time_text(object["metadata"]["creationTimestamp"]));
  writer.write(0, "Reference:\t{}/{}\n", target["kind"].str(), target["name"].str());
}

void write_limits(Writer& writer, Node spec) {
  writer.field(0, "Min replicas", number_or(spec["minReplicas"], "<unset>"));
  writer.field(0, "Max replicas", number_or(spec["maxReplicas"], "0"));
}

void write_replicas(Writer& writer, Node object) {
  const Node status = object["status"];
  writer.write(0, "{} pods:\t{} current / {} desired\n", object["spec"]["scaleTargetRef"]["kind"].str(),
               status["currentReplicas"].as_int(), status["desiredReplicas"].as_int());
}

void write_v2(Writer& writer, Node object) {
  const Node spec = object["spec"];
  const Node status = object["status"];
  writer.write(0, "Metrics:\t( current / target )\n");
  std::size_t place = 0;
  for (const Node metric : spec["metrics"].items()) write_metric(writer, metric, status["currentMetrics"].at(place++));
  write_limits(writer, spec);
  if (const Node behavior = spec["behavior"]) {
    writer.write(0, "Behavior:\n");
    write_behavior(writer, "Scale Up", behavior["scaleUp"]);
    write_behavior(writer, "Scale Down", behavior["scaleDown"]);
  }
  write_replicas(writer, object);
  if (status["conditions"].empty()) return;
  writer.write(0, "Conditions:\n");
  writer.write(1, "Type\tStatus\tReason\tMessage\n");
  writer.write(1, "----\t------\t------\t-------\n");
  for (const Node condition : status["conditions"].items()) {
    writer.write(1, "{}\t{}\t{}\t{}\n", condition["type"].str(), condition["status"].str(), condition["reason"].str(),
                 condition["message"].str());
  }
}

void write_v1(Writer& writer, Node object) {
  const Node spec = object["spec"];
  if (const Node target = spec["targetCPUUtilizationPercentage"]) {
    writer.write(0, "Target CPU utilization:\t{}%\n", number_or(target, "0"));
    writer.write(0, "Current CPU utilization:\t{}%\n",
                 number_or(object["status"]["currentCPUUtilizationPercentage"], kUnknown));
  }
  write_limits(writer, spec);
  write_replicas(writer, object);
}

void write_autoscaler(Writer& writer, Node object) {
  write_head(writer, object);
  if (object["apiVersion"].str() == "autoscaling/v1") write_v1(writer, object);
  else write_v2(writer, object);
}

constexpr Describer kAutoscalers[] = {
    {"autoscaling", "HorizontalPodAutoscaler", "v2", "horizontalpodautoscalers",
     [](Node object, Source& source) {
       return with_events(object, source, "HorizontalPodAutoscaler", write_autoscaler);
     },
     "v1"},
};

}  // namespace

std::span<const Describer> autoscaler_describers() { return kAutoscalers; }

}  // namespace kpp::describe
