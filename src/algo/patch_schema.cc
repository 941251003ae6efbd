// See patch_schema.h.
#include "algo/patch_schema.h"

#include <algorithm>
#include <iterator>

namespace kpp::algo {
namespace {

constexpr unsigned kMerge = 1;
constexpr unsigned kReplace = 2;
constexpr unsigned kRetainKeys = 4;

struct Row {
  std::string_view type;
  std::string_view field;
  std::string_view field_type;  ///< where it has rows of its own
  std::string_view merge_key;
  unsigned strategies;
};

// Sorted by type. `metadata` stands for ObjectMeta in every type, and has no row.
constexpr Row kRows[] = {
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

struct Kinds {
  std::string_view group;
  std::string_view kinds;
  bool clients = true;
};

constexpr Kinds kKinds[] = {
    {"",
     "Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume "
     "PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount"},
    {"admissionregistration.k8s.io",
     "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy "
     "ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration"},
    {"apiextensions.k8s.io", "CustomResourceDefinition", false},
    {"apiregistration.k8s.io", "APIService", false},
    {"apps", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet"},
    {"authentication.k8s.io", "SelfSubjectReview TokenRequest TokenReview"},
    {"authorization.k8s.io",
     "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview"},
    {"autoscaling", "HorizontalPodAutoscaler Scale"},
    {"batch", "CronJob Job"},
    {"certificates.k8s.io", "CertificateSigningRequest ClusterTrustBundle PodCertificateRequest"},
    {"coordination.k8s.io", "Lease LeaseCandidate"},
    {"discovery.k8s.io", "EndpointSlice"},
    {"events.k8s.io", "Event"},
    {"extensions", "DaemonSet Deployment Ingress NetworkPolicy ReplicaSet"},
    {"flowcontrol.apiserver.k8s.io", "FlowSchema PriorityLevelConfiguration"},
    {"networking.k8s.io", "IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR"},
    {"node.k8s.io", "RuntimeClass"},
    {"policy", "Eviction PodDisruptionBudget"},
    {"rbac.authorization.k8s.io", "ClusterRole ClusterRoleBinding Role RoleBinding"},
    {"resource.k8s.io", "DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice"},
    {"scheduling.k8s.io", "PriorityClass"},
    {"storage.k8s.io", "CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass"},
    {"storagemigration.k8s.io", "StorageVersionMigration"},
};

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return !word.empty();
  }
  return false;
}

const Kinds* kinds_with(std::string_view group, std::string_view kind) {
  for (const Kinds& kinds : kKinds) {
    if (kinds.group == group && has_word(kinds.kinds, kind)) return &kinds;
  }
  return nullptr;
}

}  // namespace

std::optional<PatchSchema> PatchSchema::of_kind(std::string_view group, std::string_view kind) {
  const Kinds* kinds = kinds_with(group, kind);
  if (!kinds) return std::nullopt;
  return PatchSchema(kinds->kinds.substr(kinds->kinds.find(kind), kind.size()));  // a text that stays
}

bool PatchSchema::known_to_clients(std::string_view group, std::string_view kind) {
  const Kinds* kinds = kinds_with(group, kind);
  return kinds && kinds->clients;
}

PatchField PatchSchema::field(std::string_view name) const {
  if (type_.empty()) return {};
  if (name == "metadata") return {.type = PatchSchema("ObjectMeta")};
  const auto first = std::lower_bound(std::begin(kRows), std::end(kRows), type_,
                                      [](const Row& row, std::string_view type) { return row.type < type; });
  for (auto row = first; row != std::end(kRows) && row->type == type_; ++row) {
    if (row->field != name) continue;
    return {.type = PatchSchema(row->field_type),
            .merge_key = row->merge_key,
            .merge = (row->strategies & kMerge) != 0,
            .replace = (row->strategies & kReplace) != 0,
            .retain_keys = (row->strategies & kRetainKeys) != 0};
  }
  return {};
}

}  // namespace kpp::algo
