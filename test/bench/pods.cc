// See pods.h.
#include "bench/pods.h"

#include <fmt/chrono.h>
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdint>
#include <ctime>
#include <vector>

namespace kpp::bench {
namespace {

constexpr std::array kApps = {"accounts", "basket",   "catalogue", "delivery",
                              "emails",   "frontend", "gateway",   "history"};
constexpr std::size_t kPodsOfOneSet = 40;

// The same numbers everywhere: a pod's number stirred (splitmix64).
std::uint64_t stir(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

std::string letters(std::uint64_t value, std::size_t count) {
  constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";
  std::string out;
  for (; out.size() < count; value /= kLetters.size()) out += kLetters[value % kLetters.size()];
  return out;
}

std::string uid(std::uint64_t value) {
  const std::uint64_t other = stir(value);
  return fmt::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", value >> 32U, value & 0xffffU, (value >> 16U) & 0xfffU,
                     other & 0xfffU, other >> 16U);
}

// Spread over half a year, each its own: sorting by it leaves no choice.
std::string timestamp(std::size_t number) {
  constexpr std::time_t kFirst = 1'767'225'600, kSpan = 15'000'000,
                        kStep = 7'368'787;  // 2026-01-01; the step and the span share no factor
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(kFirst + static_cast<std::time_t>(number) * kStep % kSpan));
}

struct Facts {
  std::size_t number;
  std::string app, set, name, node, ip, created, uid;
  bool running;
  std::uint64_t restarts;
};

Facts facts_of(std::size_t number) {
  const std::uint64_t mix = stir(number);
  const std::size_t set_number = number / kPodsOfOneSet;
  const std::string app = kApps[set_number % kApps.size()];
  const std::string set = fmt::format("shop-{:05}-{}-{}", set_number, app, letters(stir(set_number + 1'000'003), 9));
  const std::string tail = fmt::format("{}{}", letters(number % kPodsOfOneSet / 5 * 3 + 1, 2), letters(mix, 3));
  return {.number = number,
          .app = app,
          .set = set,
          .name = fmt::format("{}-{:02}{}", set, number % kPodsOfOneSet, tail.substr(2)),
          .node = fmt::format("worker-{:03}.zone-{}.example.internal", mix % 250, static_cast<char>('a' + mix % 3)),
          .ip = fmt::format("10.{}.{}.{}", 64 + mix % 64, (mix >> 8U) % 256, 1 + (mix >> 16U) % 250),
          .created = timestamp(number),
          .uid = uid(mix),
          .running = mix % 50 != 0,
          .restarts = mix % 7 == 0 ? 1 + mix % 3 : 0};
}

std::string managed_fields(const Facts& pod) {
  constexpr std::string_view kController =
      R"({"f:metadata":{"f:annotations":{".":{},"f:checksum/config":{},"f:prometheus.io/port":{},)"
      R"("f:prometheus.io/scrape":{}},)"
      R"("f:generateName":{},"f:labels":{".":{},"f:app.kubernetes.io/name":{},"f:app.kubernetes.io/part-of":{},)"
      R"("f:app.kubernetes.io/version":{},)"
      R"("f:pod-template-hash":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"OWNER\"}":{}}},)"
      R"("f:spec":{"f:containers":{"k:{\"name\":\"APP\"}":)"
      R"({".":{},"f:env":{".":{},"k:{\"name\":\"LOG_LEVEL\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{},)"
      R"("f:imagePullPolicy":{},)"
      R"("f:name":{},"f:ports":{".":{},"k:{\"containerPort\":8080,\"protocol\":\"TCP\"}":{".":{},)"
      R"("f:containerPort":{},"f:name":{},"f:protocol":{}}},)"
      R"("f:resources":{".":{},"f:limits":{".":{},"f:memory":{}},"f:requests":{".":{},"f:cpu":{},"f:memory":{}}}}},)"
      R"("f:restartPolicy":{},)"
      R"("f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}})";
  constexpr std::string_view kKubelet =
      R"({"f:status":{"f:conditions":{"k:{\"type\":\"ContainersReady\"}":{".":{},"f:lastProbeTime":{},)"
      R"("f:lastTransitionTime":{},"f:status":{},"f:type":{}},)"
      R"("k:{\"type\":\"Ready\"}":{".":{},"f:lastProbeTime":{},"f:lastTransitionTime":{},"f:status":{},)"
      R"("f:type":{}}},"f:containerStatuses":{},)"
      R"("f:hostIP":{},"f:hostIPs":{},"f:phase":{},"f:podIP":{},"f:podIPs":{".":{},"k:{\"ip\":\"ADDRESS\"}":{".":{},)"
      R"("f:ip":{}}},"f:startTime":{}}})";
  std::string controller(kController), kubelet(kKubelet);
  controller.replace(controller.find("OWNER"), 5, uid(stir(pod.number / kPodsOfOneSet)));
  controller.replace(controller.find("APP"), 3, pod.app);
  kubelet.replace(kubelet.find("ADDRESS"), 7, pod.ip);
  return fmt::format(
      R"([{{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"{0}",)"
      R"("fieldsType":"FieldsV1","fieldsV1":{1}}},)"
      R"({{"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"{0}","fieldsType":"FieldsV1",)"
      R"("fieldsV1":{2},"subresource":"status"}}])",
      pod.created, controller, kubelet);
}

std::string metadata_of(const Facts& pod) {
  return fmt::format(R"({{"name":"{0}","generateName":"{1}-","namespace":"bench","uid":"{2}","resourceVersion":"{3}",)"
                     R"("generation":1,"creationTimestamp":"{4}",)"
                     R"("labels":{{"app.kubernetes.io/name":"{5}","app.kubernetes.io/part-of":"shop",)"
                     R"("app.kubernetes.io/version":"1.{6}.0","pod-template-hash":"{7}"}},)"
                     R"("annotations":{{"checksum/config":"{8:016x}{9:016x}","prometheus.io/port":"9102",)"
                     R"("prometheus.io/scrape":"true"}},)"
                     R"("ownerReferences":[{{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{1}","uid":"{10}",)"
                     R"("controller":true,"blockOwnerDeletion":true}}],)"
                     R"("managedFields":{11}}})",
                     pod.name, pod.set, pod.uid, 100'000 + pod.number, pod.created, pod.app, pod.number % 30,
                     pod.set.substr(pod.set.size() - 9), stir(pod.number + 5), stir(pod.number + 9),
                     uid(stir(pod.number / kPodsOfOneSet)), managed_fields(pod));
}

std::string spec_of(const Facts& pod) {
  const std::string access = "kube-api-access-" + letters(stir(pod.number + 77), 5);
  return fmt::format(
      R"({{"volumes":[{{"name":"{0}","projected":{{"sources":[{{"serviceAccountToken":{{"expirationSeconds":3607,)"
      R"("path":"token"}}}},)"
      R"({{"configMap":{{"name":"kube-root-ca.crt","items":[{{"key":"ca.crt","path":"ca.crt"}}]}}}},)"
      R"({{"downwardAPI":{{"items":[{{"path":"namespace",)"
      R"("fieldRef":{{"apiVersion":"v1","fieldPath":"metadata.namespace"}}}}]}}}}],"defaultMode":420}}}}],)"
      R"("containers":[{{"name":"{1}",)"
      R"("image":"registry.example.internal/shop/{1}:1.{2}.0","args":["--listen=:8080",)"
      R"("--message=it's \"ready\"\n"],"ports":[{{"name":"http","containerPort":8080,)"
      R"("protocol":"TCP"}}],"env":[{{"name":"LOG_LEVEL","value":"info"}},{{"name":"POD_NAME",)"
      R"("valueFrom":{{"fieldRef":{{"apiVersion":"v1",)"
      R"("fieldPath":"metadata.name"}}}}}}],"resources":{{"limits":{{"memory":"256Mi"}},"requests":{{"cpu":"100m",)"
      R"("memory":"128Mi"}}}},)"
      R"("volumeMounts":[{{"name":"{0}","readOnly":true,)"
      R"("mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}}],)"
      R"("terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",)"
      R"("imagePullPolicy":"IfNotPresent"}}],"restartPolicy":"Always",)"
      R"("terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default",)"
      R"("serviceAccount":"default","nodeName":"{3}",)"
      R"("securityContext":{{}},"schedulerName":"default-scheduler",)"
      R"("tolerations":[{{"key":"node.kubernetes.io/not-ready","operator":"Exists",)"
      R"("effect":"NoExecute","tolerationSeconds":300}},{{"key":"node.kubernetes.io/unreachable",)"
      R"("operator":"Exists","effect":"NoExecute",)"
      R"("tolerationSeconds":300}}],"priority":0,"enableServiceLinks":true,)"
      R"("preemptionPolicy":"PreemptLowerPriority"}})",
      access, pod.app, pod.number % 30, pod.node);
}

std::string status_of(const Facts& pod) {
  const char* truth = pod.running ? "True" : "False";
  std::vector<std::string> conditions;
  for (const std::string_view type :
       {"PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"}) {
    const bool of_readiness = type == "Ready" || type == "ContainersReady";
    conditions.push_back(fmt::format(R"({{"type":"{}","status":"{}","lastProbeTime":null,)"
                                     R"("lastTransitionTime":"{}"}})",
                                     type, of_readiness ? truth : "True", pod.created));
  }
  const std::string state = pod.running ? fmt::format(R"("running":{{"startedAt":"{}"}})", pod.created)
                                        : R"("waiting":{"reason":"CrashLoopBackOff",)"
                                          R"("message":"back-off 5m0s restarting failed container"})";
  return fmt::format(
      R"({{"phase":"Running","conditions":[{0}],"hostIP":"172.18.0.{1}","hostIPs":[{{"ip":"172.18.0.{1}"}}],)"
      R"("podIP":"{2}","podIPs":[{{"ip":"{2}"}}],)"
      R"("startTime":"{3}","containerStatuses":[{{"name":"{4}","state":{{{5}}},"lastState":{{}},"ready":{6},)"
      R"("restartCount":{7},)"
      R"("image":"registry.example.internal/shop/{4}:1.{8}.0",)"
      R"("imageID":"registry.example.internal/shop/{4}@sha256:{9:016x}{10:016x}{11:016x}{12:016x}",)"
      R"("containerID":"containerd://{10:016x}{9:016x}{12:016x}{11:016x}","started":{6}}}],)"
      R"("qosClass":"Burstable"}})",
      fmt::join(conditions, ","), 2 + pod.number % 250, pod.ip, pod.created, pod.app, state, pod.running, pod.restarts,
      pod.number % 30, stir(pod.number + 1), stir(pod.number + 2), stir(pod.number + 3), stir(pod.number + 4));
}

std::string cells_of(const Facts& pod) {
  return fmt::format(R"(["{}","{}","{}","{}","{}d","{}","{}","\u003cnone\u003e","\u003cnone\u003e"])", pod.name,
                     pod.running ? "1/1" : "0/1", pod.running ? "Running" : "CrashLoopBackOff",
                     pod.restarts == 0 ? "0" : fmt::format("{} (3d4h ago)", pod.restarts), 10 + pod.number % 160,
                     pod.ip, pod.node);
}

}  // namespace

PodText make_pod(std::size_t number, std::string_view node) {
  Facts pod = facts_of(number);
  if (!node.empty()) pod.node = node;
  std::string metadata = metadata_of(pod);
  std::string object =
      fmt::format(R"({{"metadata":{},"spec":{},"status":{}}})", metadata, spec_of(pod), status_of(pod));
  return {.object = std::move(object), .metadata = std::move(metadata), .name = pod.name, .cells = cells_of(pod)};
}

std::string pod_columns() {
  std::vector<std::string> columns;
  const auto add = [&](std::string_view name, std::string_view format, std::string_view text, int priority) {
    columns.push_back(fmt::format(R"({{"name":"{}","type":"string","format":"{}","description":"{}",)"
                                  R"("priority":{}}})",
                                  name, format, text, priority));
  };
  add("Name", "name", "Name must be unique within a namespace.", 0);
  add("Ready", "", "How many of the containers are ready.", 0);
  add("Status", "", "The state of the pod in one word.", 0);
  add("Restarts", "", "How often its containers began anew.", 0);
  add("Age", "", "How long ago it was created.", 0);
  add("IP", "", "Where it is reached within the cluster.", 1);
  add("Node", "", "The machine it runs on.", 1);
  add("Nominated Node", "", "The machine that is being cleared for it.", 1);
  add("Readiness Gates", "", "Further conditions it waits for.", 1);
  return fmt::format("[{}]", fmt::join(columns, ","));
}

}  // namespace kpp::bench
