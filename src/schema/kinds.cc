// See kinds.h.
#include "schema/kinds.h"

#include <string>

#include "base/strings.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"

namespace kpp::schema {
namespace {

struct ResourceRow {
  const char* group;
  const char* version;
  const char* resource;
  const char* singular;
  const char* kind;
  bool namespaced;
  const char* short_names;
  const char* categories;
  const char* verbs;
};

constexpr const char* kAll = "create,delete,deletecollection,get,list,patch,update,watch";

// kubernetes 1.36's own types in their preferred versions, as its discovery lists them. Known by heart so that asking
// for one costs no request.
constexpr ResourceRow kResources[] = {
    {"", "v1", "bindings", "binding", "Binding", true, "", "", "create"},
    {"", "v1", "componentstatuses", "componentstatus", "ComponentStatus", false, "cs", "", "get,list"},
    {"", "v1", "configmaps", "configmap", "ConfigMap", true, "cm", "", kAll},
    {"", "v1", "endpoints", "endpoints", "Endpoints", true, "ep", "", kAll},
    {"", "v1", "events", "event", "Event", true, "ev", "", kAll},
    {"", "v1", "limitranges", "limitrange", "LimitRange", true, "limits", "", kAll},
    {"", "v1", "namespaces", "namespace", "Namespace", false, "ns", "", "create,delete,get,list,patch,update,watch"},
    {"", "v1", "nodes", "node", "Node", false, "no", "", kAll},
    {"", "v1", "persistentvolumeclaims", "persistentvolumeclaim", "PersistentVolumeClaim", true, "pvc", "", kAll},
    {"", "v1", "persistentvolumes", "persistentvolume", "PersistentVolume", false, "pv", "", kAll},
    {"", "v1", "pods", "pod", "Pod", true, "po", "all", kAll},
    {"", "v1", "podtemplates", "podtemplate", "PodTemplate", true, "", "", kAll},
    {"", "v1", "replicationcontrollers", "replicationcontroller", "ReplicationController", true, "rc", "all", kAll},
    {"", "v1", "resourcequotas", "resourcequota", "ResourceQuota", true, "quota", "", kAll},
    {"", "v1", "secrets", "secret", "Secret", true, "", "", kAll},
    {"", "v1", "serviceaccounts", "serviceaccount", "ServiceAccount", true, "sa", "", kAll},
    {"", "v1", "services", "service", "Service", true, "svc", "all", kAll},
    {"admissionregistration.k8s.io", "v1", "mutatingadmissionpolicies", "mutatingadmissionpolicy",
     "MutatingAdmissionPolicy", false, "", "api-extensions", kAll},
    {"admissionregistration.k8s.io", "v1", "mutatingadmissionpolicybindings", "mutatingadmissionpolicybinding",
     "MutatingAdmissionPolicyBinding", false, "", "api-extensions", kAll},
    {"admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "mutatingwebhookconfiguration",
     "MutatingWebhookConfiguration", false, "", "api-extensions", kAll},
    {"admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "validatingadmissionpolicy",
     "ValidatingAdmissionPolicy", false, "", "api-extensions", kAll},
    {"admissionregistration.k8s.io", "v1", "validatingadmissionpolicybindings", "validatingadmissionpolicybinding",
     "ValidatingAdmissionPolicyBinding", false, "", "api-extensions", kAll},
    {"admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "validatingwebhookconfiguration",
     "ValidatingWebhookConfiguration", false, "", "api-extensions", kAll},
    {"apiextensions.k8s.io", "v1", "customresourcedefinitions", "customresourcedefinition", "CustomResourceDefinition",
     false, "crd,crds", "api-extensions", kAll},
    {"apiregistration.k8s.io", "v1", "apiservices", "apiservice", "APIService", false, "", "api-extensions", kAll},
    {"apps", "v1", "controllerrevisions", "controllerrevision", "ControllerRevision", true, "", "", kAll},
    {"apps", "v1", "daemonsets", "daemonset", "DaemonSet", true, "ds", "all", kAll},
    {"apps", "v1", "deployments", "deployment", "Deployment", true, "deploy", "all", kAll},
    {"apps", "v1", "replicasets", "replicaset", "ReplicaSet", true, "rs", "all", kAll},
    {"apps", "v1", "statefulsets", "statefulset", "StatefulSet", true, "sts", "all", kAll},
    {"authentication.k8s.io", "v1", "selfsubjectreviews", "selfsubjectreview", "SelfSubjectReview", false, "", "",
     "create"},
    {"authentication.k8s.io", "v1", "tokenreviews", "tokenreview", "TokenReview", false, "", "", "create"},
    {"authorization.k8s.io", "v1", "localsubjectaccessreviews", "localsubjectaccessreview", "LocalSubjectAccessReview",
     true, "", "", "create"},
    {"authorization.k8s.io", "v1", "selfsubjectaccessreviews", "selfsubjectaccessreview", "SelfSubjectAccessReview",
     false, "", "", "create"},
    {"authorization.k8s.io", "v1", "selfsubjectrulesreviews", "selfsubjectrulesreview", "SelfSubjectRulesReview", false,
     "", "", "create"},
    {"authorization.k8s.io", "v1", "subjectaccessreviews", "subjectaccessreview", "SubjectAccessReview", false, "", "",
     "create"},
    {"autoscaling", "v2", "horizontalpodautoscalers", "horizontalpodautoscaler", "HorizontalPodAutoscaler", true, "hpa",
     "all", kAll},
    {"batch", "v1", "cronjobs", "cronjob", "CronJob", true, "cj", "all", kAll},
    {"batch", "v1", "jobs", "job", "Job", true, "", "all", kAll},
    {"certificates.k8s.io", "v1", "certificatesigningrequests", "certificatesigningrequest",
     "CertificateSigningRequest", false, "csr", "", kAll},
    {"coordination.k8s.io", "v1", "leases", "lease", "Lease", true, "", "", kAll},
    {"discovery.k8s.io", "v1", "endpointslices", "endpointslice", "EndpointSlice", true, "", "", kAll},
    {"events.k8s.io", "v1", "events", "event", "Event", true, "ev", "", kAll},
    {"flowcontrol.apiserver.k8s.io", "v1", "flowschemas", "flowschema", "FlowSchema", false, "", "", kAll},
    {"flowcontrol.apiserver.k8s.io", "v1", "prioritylevelconfigurations", "prioritylevelconfiguration",
     "PriorityLevelConfiguration", false, "", "", kAll},
    {"networking.k8s.io", "v1", "ingressclasses", "ingressclass", "IngressClass", false, "", "", kAll},
    {"networking.k8s.io", "v1", "ingresses", "ingress", "Ingress", true, "ing", "", kAll},
    {"networking.k8s.io", "v1", "ipaddresses", "ipaddress", "IPAddress", false, "ip", "", kAll},
    {"networking.k8s.io", "v1", "networkpolicies", "networkpolicy", "NetworkPolicy", true, "netpol", "", kAll},
    {"networking.k8s.io", "v1", "servicecidrs", "servicecidr", "ServiceCIDR", false, "", "", kAll},
    {"node.k8s.io", "v1", "runtimeclasses", "runtimeclass", "RuntimeClass", false, "", "", kAll},
    {"policy", "v1", "poddisruptionbudgets", "poddisruptionbudget", "PodDisruptionBudget", true, "pdb", "", kAll},
    {"rbac.authorization.k8s.io", "v1", "clusterrolebindings", "clusterrolebinding", "ClusterRoleBinding", false, "",
     "", kAll},
    {"rbac.authorization.k8s.io", "v1", "clusterroles", "clusterrole", "ClusterRole", false, "", "", kAll},
    {"rbac.authorization.k8s.io", "v1", "rolebindings", "rolebinding", "RoleBinding", true, "", "", kAll},
    {"rbac.authorization.k8s.io", "v1", "roles", "role", "Role", true, "", "", kAll},
    {"resource.k8s.io", "v1", "deviceclasses", "deviceclass", "DeviceClass", false, "", "", kAll},
    {"resource.k8s.io", "v1", "resourceclaims", "resourceclaim", "ResourceClaim", true, "", "", kAll},
    {"resource.k8s.io", "v1", "resourceclaimtemplates", "resourceclaimtemplate", "ResourceClaimTemplate", true, "", "",
     kAll},
    {"resource.k8s.io", "v1", "resourceslices", "resourceslice", "ResourceSlice", false, "", "", kAll},
    {"scheduling.k8s.io", "v1", "priorityclasses", "priorityclass", "PriorityClass", false, "pc", "", kAll},
    {"storage.k8s.io", "v1", "csidrivers", "csidriver", "CSIDriver", false, "", "", kAll},
    {"storage.k8s.io", "v1", "csinodes", "csinode", "CSINode", false, "", "", kAll},
    {"storage.k8s.io", "v1", "csistoragecapacities", "csistoragecapacity", "CSIStorageCapacity", true, "", "", kAll},
    {"storage.k8s.io", "v1", "storageclasses", "storageclass", "StorageClass", false, "sc", "", kAll},
    {"storage.k8s.io", "v1", "volumeattachments", "volumeattachment", "VolumeAttachment", false, "", "", kAll},
    {"storage.k8s.io", "v1", "volumeattributesclasses", "volumeattributesclass", "VolumeAttributesClass", false, "vac",
     "", kAll},
};

// All kinds of all versions, those that are no resources of their own too.
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

std::vector<std::string> words(const char* text) { return *text ? split(text, ',') : std::vector<std::string>(); }

}  // namespace

const std::vector<ResourceInfo>& builtin_resources() {
  static const std::vector<ResourceInfo> kTable = [] {
    std::vector<ResourceInfo> table;
    for (const ResourceRow& row : kResources) {
      table.push_back({row.group, row.version, row.resource, row.singular, row.kind, row.namespaced,
                       words(row.short_names), words(row.categories), words(row.verbs)});
    }
    return table;
  }();
  return kTable;
}

bool is_builtin(std::string_view group, std::string_view kind) { return kinds_with(group, kind) != nullptr; }

bool known_to_clients(std::string_view group, std::string_view kind) {
  const Kinds* kinds = kinds_with(group, kind);
  return kinds && kinds->clients;
}

bool knows_type(const GroupVersion& version, std::string_view kind) {
  // The core group has never had another version.
  const bool version_known = !version.group.empty() || version.version == "v1";
  return version_known && known_to_clients(version.group, kind);
}

void require_known_type(const GroupVersion& version, std::string_view kind) {
  if (!knows_type(version, kind)) throw Error(not_registered(kind, version.str()));
}

}  // namespace kpp::schema
