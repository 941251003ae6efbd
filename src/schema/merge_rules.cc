// See merge_rules.h.
#include "schema/merge_rules.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "schema/kinds.h"

namespace kpp::schema {
namespace {

constexpr unsigned kMerge = 1;
constexpr unsigned kReplace = 2;
constexpr unsigned kRetainKeys = 4;

struct Rule {
  std::string_view type;
  std::string_view field;
  std::string_view field_type;  ///< where it has rows of its own
  std::string_view merge_key;
  unsigned strategies;
};

// Sorted by type. `metadata` stands for ObjectMeta in every type, and has no row.
constexpr Rule kRules[] = {
    {"APIService", "status", "APIServiceStatus", "", 0},
    {"APIServiceStatus", "conditions", "", "type", kMerge},
    {"CSINode", "spec", "CSINodeSpec", "", 0},
    {"CSINodeSpec", "drivers", "", "name", kMerge},
    {"ComponentStatus", "conditions", "", "type", kMerge},
    {"Container", "env", "", "name", kMerge},
    {"Container", "ports", "", "containerPort", kMerge},
    {"Container", "volumeDevices", "", "devicePath", kMerge},
    {"Container", "volumeMounts", "", "mountPath", kMerge},
    {"ContainerStatus", "allocatedResourcesStatus", "", "name", kMerge},
    {"ContainerStatus", "volumeMounts", "", "mountPath", kMerge},
    {"CronJob", "spec", "CronJobSpec", "", 0},
    {"CronJobSpec", "jobTemplate", "JobTemplateSpec", "", 0},
    {"CustomResourceDefinition", "spec", "CustomResourceDefinitionSpec", "", 0},
    {"CustomResourceDefinitionSpec", "versions", "CustomResourceDefinitionVersion", "", 0},
    {"CustomResourceDefinitionVersion", "schema", "CustomResourceValidation", "", 0},
    {"CustomResourceValidation", "openAPIV3Schema", "JSONSchemaProps", "", 0},
    {"DaemonSet", "spec", "DaemonSetSpec", "", 0},
    {"DaemonSet", "status", "DaemonSetStatus", "", 0},
    {"DaemonSetSpec", "template", "PodTemplateSpec", "", 0},
    {"DaemonSetStatus", "conditions", "", "type", kMerge},
    {"Deployment", "spec", "DeploymentSpec", "", 0},
    {"Deployment", "status", "DeploymentStatus", "", 0},
    {"DeploymentSpec", "strategy", "", "", kRetainKeys},
    {"DeploymentSpec", "template", "PodTemplateSpec", "", 0},
    {"DeploymentStatus", "conditions", "", "type", kMerge},
    {"EphemeralContainer", "env", "", "name", kMerge},
    {"EphemeralContainer", "ports", "", "containerPort", kMerge},
    {"EphemeralContainer", "volumeDevices", "", "devicePath", kMerge},
    {"EphemeralContainer", "volumeMounts", "", "mountPath", kMerge},
    {"FlowSchema", "status", "FlowSchemaStatus", "", 0},
    {"FlowSchemaStatus", "conditions", "", "type", kMerge},
    {"HorizontalPodAutoscaler", "status", "HorizontalPodAutoscalerStatus", "", 0},
    {"HorizontalPodAutoscalerStatus", "conditions", "", "type", kMerge},
    {"JSONSchemaProps", "allOf", "JSONSchemaProps", "", 0},
    {"JSONSchemaProps", "anyOf", "JSONSchemaProps", "", 0},
    {"JSONSchemaProps", "not", "JSONSchemaProps", "", 0},
    {"JSONSchemaProps", "oneOf", "JSONSchemaProps", "", 0},
    {"JSONSchemaProps", "x-kubernetes-validations", "", "rule", kMerge},
    {"Job", "spec", "JobSpec", "", 0},
    {"Job", "status", "JobStatus", "", 0},
    {"JobSpec", "template", "PodTemplateSpec", "", 0},
    {"JobStatus", "conditions", "", "type", kMerge},
    {"JobTemplateSpec", "spec", "JobSpec", "", 0},
    {"MutatingAdmissionPolicy", "spec", "MutatingAdmissionPolicySpec", "", 0},
    {"MutatingAdmissionPolicySpec", "matchConditions", "", "name", kMerge},
    {"MutatingWebhook", "matchConditions", "", "name", kMerge},
    {"MutatingWebhookConfiguration", "webhooks", "MutatingWebhook", "name", kMerge},
    {"Namespace", "status", "NamespaceStatus", "", 0},
    {"NamespaceStatus", "conditions", "", "type", kMerge},
    {"Node", "spec", "NodeSpec", "", 0},
    {"Node", "status", "NodeStatus", "", 0},
    {"NodeSpec", "podCIDRs", "", "", kMerge},
    {"NodeStatus", "addresses", "", "type", kMerge},
    {"NodeStatus", "conditions", "", "type", kMerge},
    {"ObjectMeta", "finalizers", "", "", kMerge},
    {"ObjectMeta", "ownerReferences", "", "uid", kMerge},
    {"PersistentVolumeClaim", "status", "PersistentVolumeClaimStatus", "", 0},
    {"PersistentVolumeClaimStatus", "conditions", "", "type", kMerge},
    {"Pod", "spec", "PodSpec", "", 0},
    {"Pod", "status", "PodStatus", "", 0},
    {"PodDisruptionBudget", "spec", "PodDisruptionBudgetSpec", "", 0},
    {"PodDisruptionBudget", "status", "PodDisruptionBudgetStatus", "", 0},
    {"PodDisruptionBudgetSpec", "selector", "", "", kReplace},
    {"PodDisruptionBudgetStatus", "conditions", "", "type", kMerge},
    {"PodSpec", "containers", "Container", "name", kMerge},
    {"PodSpec", "ephemeralContainers", "EphemeralContainer", "name", kMerge},
    {"PodSpec", "hostAliases", "", "ip", kMerge},
    {"PodSpec", "imagePullSecrets", "", "name", kMerge},
    {"PodSpec", "initContainers", "Container", "name", kMerge},
    {"PodSpec", "resourceClaims", "", "name", kMerge | kRetainKeys},
    {"PodSpec", "schedulingGates", "", "name", kMerge},
    {"PodSpec", "topologySpreadConstraints", "", "topologyKey", kMerge},
    {"PodSpec", "volumes", "", "name", kMerge | kRetainKeys},
    {"PodStatus", "conditions", "", "type", kMerge},
    {"PodStatus", "containerStatuses", "ContainerStatus", "", 0},
    {"PodStatus", "ephemeralContainerStatuses", "ContainerStatus", "", 0},
    {"PodStatus", "hostIPs", "", "ip", kMerge},
    {"PodStatus", "initContainerStatuses", "ContainerStatus", "", 0},
    {"PodStatus", "podIPs", "", "ip", kMerge},
    {"PodStatus", "resourceClaimStatuses", "", "name", kMerge | kRetainKeys},
    {"PodTemplate", "template", "PodTemplateSpec", "", 0},
    {"PodTemplateSpec", "spec", "PodSpec", "", 0},
    {"PriorityLevelConfiguration", "status", "PriorityLevelConfigurationStatus", "", 0},
    {"PriorityLevelConfigurationStatus", "conditions", "", "type", kMerge},
    {"ReplicaSet", "spec", "ReplicaSetSpec", "", 0},
    {"ReplicaSet", "status", "ReplicaSetStatus", "", 0},
    {"ReplicaSetSpec", "template", "PodTemplateSpec", "", 0},
    {"ReplicaSetStatus", "conditions", "", "type", kMerge},
    {"ReplicationController", "spec", "ReplicationControllerSpec", "", 0},
    {"ReplicationController", "status", "ReplicationControllerStatus", "", 0},
    {"ReplicationControllerSpec", "template", "PodTemplateSpec", "", 0},
    {"ReplicationControllerStatus", "conditions", "", "type", kMerge},
    {"ResourceClaim", "status", "ResourceClaimStatus", "", 0},
    {"ResourceClaimStatus", "reservedFor", "", "uid", kMerge},
    {"Service", "spec", "ServiceSpec", "", 0},
    {"Service", "status", "ServiceStatus", "", 0},
    {"ServiceAccount", "secrets", "", "name", kMerge},
    {"ServiceCIDR", "status", "ServiceCIDRStatus", "", 0},
    {"ServiceCIDRStatus", "conditions", "", "type", kMerge},
    {"ServiceSpec", "ports", "", "port", kMerge},
    {"ServiceStatus", "conditions", "", "type", kMerge},
    {"StatefulSet", "spec", "StatefulSetSpec", "", 0},
    {"StatefulSet", "status", "StatefulSetStatus", "", 0},
    {"StatefulSetSpec", "template", "PodTemplateSpec", "", 0},
    {"StatefulSetSpec", "volumeClaimTemplates", "PersistentVolumeClaim", "", 0},
    {"StatefulSetStatus", "conditions", "", "type", kMerge},
    {"ValidatingAdmissionPolicy", "spec", "ValidatingAdmissionPolicySpec", "", 0},
    {"ValidatingAdmissionPolicySpec", "matchConditions", "", "name", kMerge},
    {"ValidatingAdmissionPolicySpec", "variables", "", "name", kMerge},
    {"ValidatingWebhook", "matchConditions", "", "name", kMerge},
    {"ValidatingWebhookConfiguration", "webhooks", "ValidatingWebhook", "name", kMerge},
};

// The rows of one type.
class TableRules final : public MergeRules {
 public:
  constexpr TableRules() = default;
  constexpr explicit TableRules(std::span<const Rule> rows) : rows_(rows) {}
  constexpr std::string_view type() const { return rows_.front().type; }
  MergeField field(std::string_view name) const override;

 private:
  std::span<const Rule> rows_;
};

class NoRules final : public MergeRules {
 public:
  MergeField field(std::string_view) const override { return {}; }
};

constexpr NoRules kNoRules;
constexpr TableRules kMetadataOnly;

constexpr std::size_t count_types() {
  std::size_t count = 1;
  for (std::size_t i = 1; i < std::size(kRules); ++i) count += kRules[i].type != kRules[i - 1].type ? 1 : 0;
  return count;
}

constexpr auto kTypes = [] {
  std::array<TableRules, count_types()> types;
  std::size_t first = 0;
  for (TableRules& type : types) {
    std::size_t end = first;
    while (end < std::size(kRules) && kRules[end].type == kRules[first].type) ++end;
    type = TableRules(std::span(kRules).subspan(first, end - first));
    first = end;
  }
  return types;
}();

static_assert(std::ranges::is_sorted(kTypes, {}, &TableRules::type), "the types are found by binary search");

const MergeRules* rules_of_type(std::string_view type, const MergeRules& otherwise) {
  const auto found =
      std::lower_bound(kTypes.begin(), kTypes.end(), type,
                       [](const TableRules& rules, std::string_view name) { return rules.type() < name; });
  return found != kTypes.end() && found->type() == type ? &*found : &otherwise;
}

MergeField TableRules::field(std::string_view name) const {
  if (name == "metadata") return {.type = rules_of_type("ObjectMeta", kNoRules)};
  const auto rule = std::find_if(rows_.begin(), rows_.end(), [&](const Rule& one) { return one.field == name; });
  if (rule == rows_.end()) return {};
  return {.type = rule->field_type.empty() ? &kNoRules : rules_of_type(rule->field_type, kMetadataOnly),
          .merge_key = rule->merge_key,
          .merge = (rule->strategies & kMerge) != 0,
          .replace = (rule->strategies & kReplace) != 0,
          .retain_keys = (rule->strategies & kRetainKeys) != 0};
}

}  // namespace

const MergeRules& no_merge_rules() { return kNoRules; }

const MergeRules* merge_rules_of_kind(std::string_view group, std::string_view kind) {
  return is_builtin(group, kind) ? rules_of_type(kind, kMetadataOnly) : nullptr;
}

const MergeRules& merge_rules_or_none(std::string_view group, std::string_view kind) {
  const MergeRules* rules = merge_rules_of_kind(group, kind);
  return rules ? *rules : no_merge_rules();
}

}  // namespace kpp::schema
