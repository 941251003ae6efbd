// See described.h.
#include "bench/described.h"

#include <fmt/core.h>

#include <map>

namespace kpp::bench {
namespace {

constexpr const char* kNode = "worker-042.zone-a.example.internal";
constexpr const char* kNodeUid = "6e4b7a1c-0000-4000-a000-000000000042";

std::string condition(std::string_view type, std::string_view status, std::string_view reason) {
  return fmt::format(R"({{"type":"{}","status":"{}","lastHeartbeatTime":"2026-01-02T03:04:05Z",)"
                     R"("lastTransitionTime":"2026-01-02T03:04:05Z",)"
                     R"("reason":"{}","message":"kubelet has said so"}})",
                     type, status, reason);
}

std::string node() {
  const std::string amounts =
      R"({"cpu":"64","ephemeral-storage":"203070420Ki","hugepages-1Gi":"0","hugepages-2Mi":"0",)"
      R"("memory":"263936888Ki","pods":"250"})";
  return fmt::format(
      R"({{"kind":"Node","apiVersion":"v1","metadata":{{"name":"{0}","uid":"{1}","resourceVersion":"4711",)"
      R"("creationTimestamp":"2026-01-02T03:04:05Z",)"
      R"("labels":{{"kubernetes.io/arch":"amd64","kubernetes.io/hostname":"{0}","kubernetes.io/os":"linux",)"
      R"("node-role.kubernetes.io/worker":"",)"
      R"("topology.kubernetes.io/zone":"a"}},)"
      R"("annotations":{{"volumes.kubernetes.io/controller-managed-attach-detach":"true"}}}},)"
      R"("spec":{{"podCIDR":"10.64.42.0/24","podCIDRs":["10.64.42.0/24"],)"
      R"("providerID":"example://zone-a/worker-042"}},)"
      R"("status":{{"capacity":{2},"allocatable":{2},"conditions":[{3},{4},{5},{6}],)"
      R"("addresses":[{{"type":"InternalIP","address":"172.18.0.42"}},{{"type":"Hostname","address":"{0}"}}],)"
      R"("daemonEndpoints":{{"kubeletEndpoint":{{"Port":10250}}}},"nodeInfo":{{"machineID":"4d5e",)"
      R"("systemUUID":"4d5e","bootID":"4d5e",)"
      R"("kernelVersion":"6.1.0-40-amd64","osImage":"Debian GNU/Linux 12",)"
      R"("containerRuntimeVersion":"containerd://2.1.4",)"
      R"("kubeletVersion":"v1.36.0","kubeProxyVersion":"","operatingSystem":"linux","architecture":"amd64"}}}}}})",
      kNode, kNodeUid, amounts, condition("MemoryPressure", "False", "KubeletHasSufficientMemory"),
      condition("DiskPressure", "False", "KubeletHasNoDiskPressure"),
      condition("PIDPressure", "False", "KubeletHasSufficientPID"), condition("Ready", "True", "KubeletReady"));
}

std::string lease() {
  return fmt::format(
      R"({{"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{{"name":"{0}",)"
      R"("namespace":"kube-node-lease"}},)"
      R"("spec":{{"holderIdentity":"{0}","leaseDurationSeconds":40,"renewTime":"2026-07-02T03:04:05.000000Z"}}}})",
      kNode);
}

// The value of one term of a field selector, as it stands in a query.
std::string_view selected(std::string_view query, std::string_view field) {
  const std::string term = fmt::format("{}%3D", field);
  const std::size_t at = query.find(term);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = query.substr(at + term.size());
  return rest.substr(0, std::min(rest.find("%2C"), rest.find('&')));
}

std::string event(std::string_view name, std::string_view reason, std::string_view message, int count) {
  return fmt::format(
      R"({{"metadata":{{"name":"{0}.{1}","namespace":"bench","uid":"{0}",)"
      R"("creationTimestamp":"2026-01-02T03:04:05Z"}},)"
      R"("involvedObject":{{"kind":"Pod","namespace":"bench","name":"{0}","apiVersion":"v1"}},"reason":"{1}",)"
      R"("message":"{2}",)"
      R"("source":{{"component":"kubelet","host":"{3}"}},"firstTimestamp":"2026-01-02T03:04:05Z",)"
      R"("lastTimestamp":"2026-01-0{4}T03:04:05Z",)"
      R"("count":{4},"type":"Normal","eventTime":null,"reportingComponent":"kubelet","reportingInstance":"{3}"}})",
      name, reason, message, kNode, count);
}

}  // namespace

std::string_view described_node() { return kNode; }

std::string_view described_document(std::string_view path) {
  static const std::map<std::string, std::string, std::less<>> kDocuments = {
      {fmt::format("/api/v1/nodes/{}", kNode), node()},
      {fmt::format("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{}", kNode), lease()},
      {"/apis/resource.k8s.io/v1/resourceslices",
       R"({"kind":"ResourceSliceList","apiVersion":"resource.k8s.io/v1","metadata":{},"items":[]})"},
  };
  const auto found = kDocuments.find(path);
  return found == kDocuments.end() ? std::string_view() : std::string_view(found->second);
}

std::string events_of(std::string_view query) {
  const std::string_view name = selected(query, "involvedObject.name");
  std::string items;
  // A node's events bear its uid; those with its name in that place are asked for, too, and there are none.
  const std::string_view uid = selected(query, "involvedObject.uid");
  if (!name.empty() && uid != name) {
    items = event(name, "Pulled", "Container image was already there", 2) + "," +
            event(name, "Created", "Container created", 3) + "," + event(name, "Started", "Container started", 4);
  }
  return fmt::format(R"({{"kind":"EventList","apiVersion":"v1","metadata":{{"resourceVersion":"4711"}},)"
                     R"("items":[{}]}})",
                     items);
}

}  // namespace kpp::bench
