// See kinds.h.
#include "support/apiserver/kinds.h"

#include "base/strings.h"

namespace kpp::apiserver {
namespace {

using Texts = std::vector<std::string>;

enum Traits : unsigned { kPlain = 0, kCluster = 1, kStatus = 2, kScale = 4, kCustom = 8, kMade = 16, kEviction = 32 };

Kind kind(const char* group_version, const char* resource, const char* name, unsigned traits = kPlain,
          Texts short_names = {}, Texts categories = {}) {
  const GroupVersion version = GroupVersion::parse(group_version);
  return {.group = version.group,
          .version = version.version,
          .resource = resource,
          .singular = to_lower(name),
          .kind = name,
          .namespaced = (traits & kCluster) == 0,
          .short_names = std::move(short_names),
          .categories = std::move(categories),
          .status = (traits & kStatus) != 0,
          .scale = (traits & kScale) != 0,
          .eviction = (traits & kEviction) != 0,
          .custom = (traits & kCustom) != 0,
          .made = (traits & kMade) != 0};
}

}  // namespace

const std::vector<Kind>& served_kinds() {
  static const std::vector<Kind> kKinds = {
      kind("v1", "configmaps", "ConfigMap", kPlain, {"cm"}),
      kind("v1", "endpoints", "Endpoints", kPlain, {"ep"}),
      kind("v1", "events", "Event", kPlain, {"ev"}),
      kind("v1", "namespaces", "Namespace", kCluster | kStatus, {"ns"}),
      kind("v1", "nodes", "Node", kCluster | kStatus, {"no"}),
      kind("v1", "persistentvolumeclaims", "PersistentVolumeClaim", kStatus, {"pvc"}),
      kind("v1", "persistentvolumes", "PersistentVolume", kCluster | kStatus, {"pv"}),
      kind("v1", "pods", "Pod", kStatus | kEviction, {"po"}, {"all"}),
      kind("v1", "secrets", "Secret"),
      kind("v1", "serviceaccounts", "ServiceAccount", kPlain, {"sa"}),
      kind("v1", "services", "Service", kStatus, {"svc"}, {"all"}),
      kind("apps/v1", "daemonsets", "DaemonSet", kStatus, {"ds"}, {"all"}),
      kind("apps/v1", "deployments", "Deployment", kStatus | kScale, {"deploy"}, {"all"}),
      kind("apps/v1", "replicasets", "ReplicaSet", kStatus | kScale, {"rs"}, {"all"}),
      kind("apps/v1", "statefulsets", "StatefulSet", kStatus | kScale, {"sts"}, {"all"}),
      kind("batch/v1", "cronjobs", "CronJob", kStatus, {"cj"}, {"all"}),
      kind("batch/v1", "jobs", "Job", kStatus, {}, {"all"}),
      kind("networking.k8s.io/v1", "ingresses", "Ingress", kStatus, {"ing"}),
      kind("policy/v1", "poddisruptionbudgets", "PodDisruptionBudget", kStatus, {"pdb"}),
      kind("rbac.authorization.k8s.io/v1", "clusterrolebindings", "ClusterRoleBinding", kCluster),
      kind("rbac.authorization.k8s.io/v1", "clusterroles", "ClusterRole", kCluster),
      kind("rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding"),
      kind("rbac.authorization.k8s.io/v1", "roles", "Role"),
      kind("certificates.k8s.io/v1", "certificatesigningrequests", "CertificateSigningRequest", kCluster | kStatus,
           {"csr"}),
      kind("coordination.k8s.io/v1", "leases", "Lease"),
      kind("shop.example.com/v1", "orders", "Order", kStatus | kCustom, {"ord"}, {"all"}),
  };
  return kKinds;
}

const std::vector<Kind>& metric_kinds() {
  static const std::vector<Kind> kKinds = {
      kind("metrics.k8s.io/v1", "nodes", "NodeMetrics", kCluster | kMade),
      kind("metrics.k8s.io/v1", "pods", "PodMetrics", kMade),
      kind("metrics.k8s.io/v1beta1", "nodes", "NodeMetrics", kCluster | kMade),
      kind("metrics.k8s.io/v1beta1", "pods", "PodMetrics", kMade),
  };
  return kKinds;
}

const Kind* find_kind(std::string_view group, std::string_view version, std::string_view resource) {
  for (const std::vector<Kind>* kinds : {&served_kinds(), &metric_kinds()}) {
    for (const Kind& kind : *kinds) {
      if (kind.group == group && kind.version == version && kind.resource == resource) return &kind;
    }
  }
  return nullptr;
}

const Kind* find_kind_of_object(std::string_view api_version, std::string_view name) {
  for (const Kind& kind : served_kinds()) {
    if (kind.kind == name && kind.api_version() == api_version) return &kind;
  }
  return nullptr;
}

std::vector<std::string> verbs_of(const Kind& kind) {
  if (kind.made) return {"get", "list"};
  if (kind.resource == "namespaces") return {"create", "delete", "get", "list", "patch", "update", "watch"};
  return {"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"};
}

}  // namespace kpp::apiserver
