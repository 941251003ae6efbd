// Storage: persistent volumes, claims, classes, attribute classes, the drivers of nodes.
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "base/strings.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "describe/volumes.h"
#include "print/table_rows.h"

namespace kpp::describe {
namespace {

/// One requirement: "key in [a, b]".
std::string requirement_text(Node requirement, std::string_view op) {
  std::string text = fmt::format("{} {}", requirement["key"].str(), op);
  if (!requirement["values"].empty()) text += fmt::format(" [{}]", join(texts(requirement["values"]), ", "));
  return text;
}

// The requirements of a term, below one another. Those below the first are indented as lines and by a tab, in kubectl
// too.
void write_term(Writer& writer, int level, std::size_t number, const std::vector<std::string>& requirements) {
  writer.write(level, "Term {}:\t", number);
  if (requirements.empty()) writer.line("<none>");
  bool first = true;
  for (const std::string& requirement : requirements) {
    if (!first) writer.write(level, "\t");
    first = false;
    writer.line(requirement);
  }
}

void write_node_affinity(Writer& writer, Node affinity) {
  const Node required = affinity["required"];
  writer.write(0, "Node Affinity:\t");
  if (!required) return writer.line("<none>");
  writer.line("");
  const Node terms = required["nodeSelectorTerms"];
  writer.write(1, "Required Terms:\t");
  writer.line(terms.empty() ? "<none>" : "");
  std::size_t number = 0;
  for (const Node term : terms.items()) {
    std::vector<std::string> requirements;
    for (const Node expression : term["matchExpressions"].items()) {
      requirements.push_back(requirement_text(expression, to_lower(expression["operator"].str())));
    }
    write_term(writer, 2, number++, requirements);
  }
}

void write_volume(Writer& writer, Node object) {
  const Node spec = object["spec"];
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.field(0, "Finalizers", bracketed(object["metadata"]["finalizers"]));
  writer.field(0, "StorageClass", storage_class_of(object));
  write_status(writer, object);
  const Node claim = spec["claimRef"];
  writer.field(0, "Claim", claim ? fmt::format("{}/{}", claim["namespace"].str(), claim["name"].str()) : "");
  writer.field(0, "Reclaim Policy", spec["persistentVolumeReclaimPolicy"].str());
  writer.field(0, "Access Modes", short_access_modes(spec["accessModes"]));
  if (const Node mode = spec["volumeMode"]) writer.field(0, "VolumeMode", mode.str());
  writer.field(0, "Capacity", quantity_text(spec["capacity"]["storage"]));
  write_node_affinity(writer, spec["nodeAffinity"]);
  writer.field(0, "Message", object["status"]["message"].str());
  writer.write(0, "Source:\n");
  write_persistent_source(writer, spec);
}

// The pods that mount the claim, once for each mount, and those that own it.
std::vector<std::string> users_of(Node claim, const std::vector<Node>& pods) {
  const std::string_view name = claim["metadata"]["name"].str();
  std::vector<Node> users;
  for (const Node pod : pods) {
    for (const Node volume : pod["spec"]["volumes"].items()) {
      const Node mounted = volume["persistentVolumeClaim"];
      if (mounted && mounted["claimName"].str() == name) users.push_back(pod);
    }
  }
  for (const Node owner : claim["metadata"]["ownerReferences"].items()) {
    if (owner["kind"].str() != "Pod") continue;
    const auto is_owner = [&](Node pod) { return pod["metadata"]["uid"].str() == owner["uid"].str(); };
    const auto found = std::find_if(pods.begin(), pods.end(), is_owner);
    if (found != pods.end() && std::none_of(users.begin(), users.end(), is_owner)) users.push_back(*found);
  }
  std::vector<std::string> names;
  for (const Node pod : users) names.emplace_back(pod["metadata"]["name"].str());
  std::sort(names.begin(), names.end());
  return names;
}

void write_claim_conditions(Writer& writer, Node conditions) {
  if (conditions.empty()) return;
  writer.write(0, "Conditions:\n");
  writer.write(1, "Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n");
  writer.write(1, "----\t------\t-----------------\t------------------\t------\t-------\n");
  for (const Node condition : conditions.items()) {
    writer.write(1, "{} \t{} \t{} \t{} \t{} \t{}\n", condition["type"].str(), condition["status"].str(),
                 time_text(condition["lastProbeTime"]), time_text(condition["lastTransitionTime"]),
                 condition["reason"].str(), condition["message"].str());
  }
}

Description prepare_claim(Node object, Source& source) {
  const std::string space(object["metadata"]["namespace"].str());
  return [object,
          pods = source.list(
              {.type = {"", "v1", "pods"}, .namespace_name = space, .label_selector = {}, .field_selector = {}}),
          events = Events(source, object, "PersistentVolumeClaim")](Writer& writer) {
    const std::vector<std::string> users = users_of(object, pods->objects());
    write_claim(writer, object, true);
    write_list(writer, "Used By", users);
    write_claim_conditions(writer, object["status"]["conditions"]);
    events.write(writer);
  };
}

bool is_default(Node annotations) {
  return annotations["storageclass.kubernetes.io/is-default-class"].str() == "true" ||
         annotations["storageclass.beta.kubernetes.io/is-default-class"].str() == "true";
}

void write_topologies(Writer& writer, Node topologies) {
  writer.write(0, "AllowedTopologies:\t");
  writer.line(topologies.empty() ? "<none>" : "");
  std::size_t number = 0;
  for (const Node term : topologies.items()) {
    std::vector<std::string> requirements;
    for (const Node expression : term["matchLabelExpressions"].items()) {
      requirements.push_back(requirement_text(expression, "in"));
    }
    write_term(writer, 1, number++, requirements);
  }
}

void write_storage_class(Writer& writer, Node object) {
  const Node annotations = object["metadata"]["annotations"];
  write_name(writer, object, false);
  writer.field(0, "IsDefaultClass", is_default(annotations) ? "Yes" : "No");
  writer.field(0, "Annotations", print::format_labels(annotations));
  writer.field(0, "Provisioner", object["provisioner"].str());
  writer.field(0, "Parameters", print::format_labels(object["parameters"]));
  const Node expansion = object["allowVolumeExpansion"];
  writer.field(0, "AllowVolumeExpansion", expansion ? true_false(expansion.as_bool()) : "<unset>");
  writer.line(object["mountOptions"].empty() ? "MountOptions:\t<none>" : "MountOptions:");
  for (const std::string& option : texts(object["mountOptions"])) writer.write(1, "{}\n", option);
  if (const Node policy = object["reclaimPolicy"]) writer.field(0, "ReclaimPolicy", policy.str());
  if (const Node mode = object["volumeBindingMode"]) writer.field(0, "VolumeBindingMode", mode.str());
  if (const Node topologies = object["allowedTopologies"]) write_topologies(writer, topologies);
}

void write_attributes_class(Writer& writer, Node object) {
  write_name(writer, object, false);
  writer.field(0, "Annotations", print::format_labels(object["metadata"]["annotations"]));
  writer.field(0, "DriverName", object["driverName"].str());
  writer.field(0, "Parameters", print::format_labels(object["parameters"]));
}

void write_csi_node(Writer& writer, Node object) {
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.field(0, "CreationTimestamp", time_text(object["metadata"]["creationTimestamp"]));
  writer.write(0, "Spec:\n");
  const Node drivers = object["spec"]["drivers"];
  if (drivers) writer.write(1, "Drivers:\n");
  for (const Node driver : drivers.items()) {
    writer.write(2, "{}:\n", driver["name"].str());
    writer.field(3, "Node ID", driver["nodeID"].str());
    if (const Node count = driver["allocatable"]["count"]) {
      writer.write(3, "Allocatables:\n");
      writer.field(4, "Count", number_or(count, "0"));
    }
    if (const Node keys = driver["topologyKeys"]) writer.field(3, "Topology Keys", bracketed(keys));
  }
}

constexpr Describer kStorage[] = {
    {"", "PersistentVolume", "v1", "persistentvolumes",
     [](Node object, Source& source) { return with_events(object, source, "PersistentVolume", write_volume); }},
    {"", "PersistentVolumeClaim", "v1", "persistentvolumeclaims", prepare_claim},
    {"storage.k8s.io", "CSINode", "v1", "csinodes",
     [](Node object, Source& source) { return with_events(object, source, "CSINode", write_csi_node); }},
    {"storage.k8s.io", "StorageClass", "v1", "storageclasses",
     [](Node object, Source& source) { return with_events(object, source, "StorageClass", write_storage_class); }},
    {"storage.k8s.io", "VolumeAttributesClass", "v1", "volumeattributesclasses",
     [](Node object, Source& source) {
       return with_events(object, source, "VolumeAttributesClass", write_attributes_class);
     }},
};

}  // namespace

std::span<const Describer> storage_describers() { return kStorage; }

}  // namespace kpp::describe
