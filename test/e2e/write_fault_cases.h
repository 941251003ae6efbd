// The commands that change something, and how each tells that it could not: one line each.
#pragma once

#include <string>
#include <vector>

namespace kpp::test {

struct WriteCase {
  std::vector<std::string> line = {};
  std::string write = {};  ///< the request that changes something: part of "METHOD /path"
  std::string prefix =
      {};             ///< what stands before the reason; "" when the reason alone is told, in the server's own form
  int conflicts = 1;  ///< how often it is sent when every answer is a conflict; 0: until five minutes have gone by
};

inline const std::string kNamespace = "/api/v1/namespaces/default/";
inline const std::string kWeb = "PATCH /apis/apps/v1/namespaces/shop/deployments/web";

inline const std::vector<WriteCase>& write_cases() {
  static const std::vector<WriteCase> kCases = {
      {{"create", "configmap", "x", "--from-literal=a=b"},
       "POST " + kNamespace + "configmaps",
       "failed to create configmap: "},
      {{"create", "secret", "generic", "x"}, "POST " + kNamespace + "secrets", "failed to create secret "},
      {{"create", "secret", "docker-registry", "x", "--docker-username=a", "--docker-password=b"},
       "POST " + kNamespace + "secrets",
       "failed to create secret "},
      {{"create", "service", "clusterip", "x", "--tcp=80"},
       "POST " + kNamespace + "services",
       "failed to create ClusterIP service: "},
      {{"create", "serviceaccount", "x"},
       "POST " + kNamespace + "serviceaccounts",
       "failed to create serviceaccount: "},
      {{"create", "token", "x"}, "POST " + kNamespace + "serviceaccounts/x/token", "failed to create token: "},
      {{"create", "quota", "x", "--hard=cpu=1"}, "POST " + kNamespace + "resourcequotas", "failed to create quota: "},
      {{"create", "namespace", "x"}, "POST /api/v1/namespaces"},
      {{"create", "deployment", "x", "--image=i"}, "POST /apis/apps/v1/", "failed to create deployment: "},
      {{"create", "job", "x", "--image=i"}, "POST /apis/batch/v1/", "failed to create job: "},
      {{"create", "cronjob", "x", "--image=i", "--schedule=1 * * * *"},
       "POST /apis/batch/v1/",
       "failed to create cronjob: "},
      {{"create", "ingress", "x", "--rule=a/b=c:80"}, "POST /apis/networking.k8s.io/", "failed to create ingress: "},
      {{"create", "role", "x", "--verb=get", "--resource=pods"}, "POST /apis/rbac"},
      {{"create", "clusterrole", "x", "--verb=get", "--resource=pods"}, "POST /apis/rbac"},
      {{"create", "rolebinding", "x", "--role=a", "--user=b"}, "POST /apis/rbac", "failed to create rolebinding: "},
      {{"create", "clusterrolebinding", "x", "--clusterrole=a", "--user=b"},
       "POST /apis/rbac",
       "failed to create clusterrolebinding: "},
      {{"create", "pdb", "x", "--selector=a=b", "--min-available=1"},
       "POST /apis/policy",
       "failed to create poddisruptionbudgets: "},
      {{"create", "priorityclass", "x", "--value=1"}, "POST /apis/scheduling", "failed to create priorityclass: "},
      {{"expose", "deployment", "web", "-n", "shop", "--port=80", "--name=x"}, "POST /api/v1/namespaces/shop/services"},
      {{"run", "x", "--image=i"}, "POST " + kNamespace + "pods"},
      {{"set", "image", "-n", "shop", "deployment/web", "*=i:2"},
       kWeb,
       "failed to patch image update to pod template: "},
      {{"set", "env", "-n", "shop", "deployment/web", "A=b"}, kWeb, "failed to patch env update to pod template: "},
      {{"set", "resources", "-n", "shop", "deployment/web", "--limits=cpu=1"},
       kWeb,
       "failed to patch resources update to pod template "},
      {{"set", "serviceaccount", "-n", "shop", "deployment/web", "x"}, kWeb, "failed to patch ServiceAccountName "},
      {{"set", "selector", "-n", "shop", "service/web", "a=b"}, "PATCH /api/v1/namespaces/shop/services/web"},
      {{"set", "subject", "-n", "shop", "rolebinding/binds", "--user=second"},
       "PATCH /apis/rbac",
       "failed to patch subjects to rolebinding: "},
      {{"label", "-n", "shop", "deployment/web", "x=y"}, kWeb},
      {{"annotate", "-n", "shop", "deployment/web", "x=y"}, kWeb},
      {{"patch", "-n", "shop", "deployment/web", "-p", R"({"metadata":{"labels":{"x":"y"}}})"}, kWeb},
      {{"scale", "-n", "shop", "deployment/web", "--replicas=6", "--current-replicas=2"},
       "PUT /apis/apps/v1/namespaces/shop/deployments/web/scale",
       "",
       0},
      {{"scale", "-n", "shop", "deployment/web", "--replicas=5"}, kWeb + "/scale", "", 0},
      {{"taint", "node", "dock", "x=y:NoSchedule"}, "PATCH /api/v1/nodes/dock"},
      {{"rollout", "undo", "-n", "shop", "deployment/web"}, kWeb, "failed restoring revision 0: "},
      {{"rollout", "restart", "-n", "shop", "deployment/web"}, kWeb, "failed to patch: "},
      {{"rollout", "pause", "-n", "shop", "deployment/web"}, kWeb, "failed to patch: "},
      {{"rollout", "resume", "-n", "shop", "deployment/halted"},
       "PATCH /apis/apps/v1/namespaces/shop/deployments/halted",
       "failed to patch: "},
      {{"delete", "configmap", "-n", "shop", "web"}, "DELETE /api/v1/namespaces/shop/configmaps/web"},
      {{"certificate", "approve", "asks"},
       "PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/asks/approval",
       "",
       11},
      {{"certificate", "deny", "begs"},
       "PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/begs/approval",
       "",
       11},
  };
  return kCases;
}

/// What they work on beside the shop.
inline constexpr const char* kWriteObjects = R"(
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: binds, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reads}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: first}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: halted, namespace: shop}
spec:
  paused: true
  selector: {matchLabels: {app: halted}}
  template: {metadata: {labels: {app: halted}}, spec: {containers: [{name: one, image: "one:1"}]}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: web-1
  namespace: shop
  labels: {app: web, pod-template-hash: "1"}
  annotations: {deployment.kubernetes.io/revision: "1"}
  ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: 5b0f0000-0000-4000-8000-000000000001, )"
                                             R"(controller: true}]
spec:
  selector: {matchLabels: {app: web, pod-template-hash: "1"}}
  template: {metadata: {labels: {app: web, pod-template-hash: "1"}}, spec: {containers: [{name: web, )"
                                             R"(image: "web:1"}]}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: web-2
  namespace: shop
  labels: {app: web, pod-template-hash: "2"}
  annotations: {deployment.kubernetes.io/revision: "2"}
  ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: 5b0f0000-0000-4000-8000-000000000001, )"
                                             R"(controller: true}]
spec:
  selector: {matchLabels: {app: web, pod-template-hash: "2"}}
  template: {metadata: {labels: {app: web, pod-template-hash: "2"}}, spec: {containers: [{name: web, )"
                                             R"(image: "web:2"}]}}
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: asks}
spec: {request: e30=, signerName: shop.example.com/any, usages: [client auth]}
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: begs}
spec: {request: e30=, signerName: shop.example.com/any, usages: [client auth]}
)";

}  // namespace kpp::test
