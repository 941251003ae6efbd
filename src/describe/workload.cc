// Controllers that keep pods running: replication controllers, replica sets, stateful sets, daemon sets.
#include <span>

#include "data/selector.h"
#include "describe/containers.h"
#include "describe/controlled_pods.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "describe/volumes.h"
#include "kpp/error.h"
#include "print/table_rows.h"

namespace kpp::describe {
namespace {

std::string equals_text(Node labels) { return labels.empty() ? "" : print::format_labels(labels); }

Description prepare_replication_controller(Node object, Source& source) {
  return [object, pods = ControlledPods(source, object, equals_text(object["spec"]["selector"])),
          events = Events(source, object, "ReplicationController")](Writer& writer) {
    const Node spec = object["spec"];
    const Node status = object["status"];
    const std::string counts = pods.text();
    write_name(writer, object);
    writer.field(0, "Selector", print::format_labels(spec["selector"]));
    write_labels_and_annotations(writer, object);
    writer.write(0, "Replicas:\t{} current / {} desired\n", status["replicas"].as_int(), spec["replicas"].as_int());
    writer.field(0, "Pods Status", counts);
    if (spec["template"]) write_pod_template(writer, spec["template"]);
    else writer.write(0, "Pod Template:\n  <unset>");
    write_reasoned_conditions(writer, status["conditions"]);
    events.write(writer);
  };
}

Description prepare_replica_set(Node object, Source& source) {
  return [object, pods = ControlledPods(source, object, label_selector_text(object["spec"]["selector"])),
          events = Events(source, object, "ReplicaSet")](Writer& writer) {
    const Node spec = object["spec"];
    const Node status = object["status"];
    write_name(writer, object);
    writer.field(0, "Selector", format_label_selector(spec["selector"]));
    write_labels_and_annotations(writer, object);
    write_controller(writer, object);
    writer.write(0, "Replicas:\t{} current / {} desired\n", status["replicas"].as_int(), spec["replicas"].as_int());
    try {
      writer.field(0, "Pods Status", pods.text());
    } catch (const Error& error) {
      writer.write(0, "Pods Status:\terror in fetching pods: {}\n", error.what());
    }
    write_pod_template(writer, spec["template"]);
    write_reasoned_conditions(writer, status["conditions"]);
    events.write(writer);
  };
}

void write_claim_templates(Writer& writer, Node templates) {
  if (templates.empty()) return writer.write(0, "Volume Claims:\t<none>\n");
  writer.write(0, "Volume Claims:\n");
  for (const Node claim : templates.items()) {
    const Node metadata = claim["metadata"];
    const Node capacity = claim["spec"]["resources"]["requests"]["storage"];
    writer.field(1, "Name", metadata["name"].str());
    writer.field(1, "StorageClass", storage_class_of(claim));
    write_labels(writer, "Labels", metadata["labels"], "  ");
    write_labels(writer, "Annotations", metadata["annotations"], "  ");
    writer.field(1, "Capacity", capacity.exists() ? quantity_text(capacity) : "<default>");
    writer.field(1, "Access Modes", bracketed(claim["spec"]["accessModes"]));
  }
}

Description prepare_stateful_set(Node object, Source& source) {
  std::string selector = label_selector_text(object["spec"]["selector"]);
  return [object, selector, pods = ControlledPods(source, object, selector),
          events = Events(source, object, "StatefulSet")](Writer& writer) {
    const Node spec = object["spec"];
    const std::string counts = pods.text();
    write_name(writer, object);
    writer.field(0, "CreationTimestamp", time_text(object["metadata"]["creationTimestamp"]));
    writer.field(0, "Selector", selector);
    write_labels_and_annotations(writer, object);
    writer.write(0, "Replicas:\t{} desired | {} total\n", spec["replicas"].as_int(),
                 object["status"]["replicas"].as_int());
    const Node strategy = spec["updateStrategy"];
    writer.field(0, "Update Strategy", strategy["type"].str());
    if (const Node partition = strategy["rollingUpdate"]["partition"]) {
      writer.field(1, "Partition", number_or(partition, "0"));
      const Node unavailable = strategy["rollingUpdate"]["maxUnavailable"];
      if (unavailable) writer.field(1, "MaxUnavailable", int_or_text(unavailable));
    }
    writer.field(0, "Pods Status", counts);
    write_pod_template(writer, spec["template"]);
    write_claim_templates(writer, spec["volumeClaimTemplates"]);
    events.write(writer);
  };
}

Description prepare_daemon_set(Node object, Source& source) {
  std::string selector = label_selector_text(object["spec"]["selector"]);
  return [object, selector, pods = ControlledPods(source, object, selector),
          events = Events(source, object, "DaemonSet")](Writer& writer) {
    const Node spec = object["spec"];
    const std::string counts = pods.text();
    write_name(writer, object);
    writer.field(0, "Selector", selector);
    writer.field(0, "Node-Selector", print::format_labels(spec["template"]["spec"]["nodeSelector"]));
    write_labels_and_annotations(writer, object);
    for (const auto& [title, member] :
         {std::pair("Desired Number of Nodes Scheduled", "desiredNumberScheduled"),
          std::pair("Current Number of Nodes Scheduled", "currentNumberScheduled"),
          std::pair("Number of Nodes Scheduled with Up-to-date Pods", "updatedNumberScheduled"),
          std::pair("Number of Nodes Scheduled with Available Pods", "numberAvailable"),
          std::pair("Number of Nodes Misscheduled", "numberMisscheduled")}) {
      writer.write(0, "{}: {}\n", title, object["status"][member].as_int());
    }
    writer.field(0, "Pods Status", counts);
    write_pod_template(writer, spec["template"]);
    events.write(writer);
  };
}

constexpr Describer kWorkloads[] = {
    {"", "ReplicationController", "v1", "replicationcontrollers", prepare_replication_controller},
    {"apps", "DaemonSet", "v1", "daemonsets", prepare_daemon_set},
    {"apps", "ReplicaSet", "v1", "replicasets", prepare_replica_set},
    {"apps", "StatefulSet", "v1", "statefulsets", prepare_stateful_set},
};

}  // namespace

std::span<const Describer> workload_describers() { return kWorkloads; }

}  // namespace kpp::describe
