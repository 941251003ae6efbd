// kubernetes 1.36's own types in their preferred versions, as its discovery lists them. Known by heart so that asking
// for one costs no request.
#include "base/strings.h"
#include "client/discovery.h"

namespace kpp {
namespace {

struct Row {
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

constexpr Row kRows[] = {
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

std::vector<std::string> words(const char* text) { return *text ? split(text, ',') : std::vector<std::string>(); }

}  // namespace

const std::vector<ResourceInfo>& builtin_resources() {
  static const std::vector<ResourceInfo> kTable = [] {
    std::vector<ResourceInfo> table;
    for (const Row& row : kRows) {
      table.push_back({row.group, row.version, row.resource, row.singular, row.kind, row.namespaced,
                       words(row.short_names), words(row.categories), words(row.verbs)});
    }
    return table;
  }();
  return kTable;
}

}  // namespace kpp
