// See pod_resources.h. Source:
// https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers
#include "describe/pod_resources.h"

#include <algorithm>

#include "describe/values.h"

namespace kpp::describe {
namespace {

Resources to_resources(Node list) {
  Resources out;
  for (const Member& member : list.members()) out.emplace(member.key, to_quantity(member.value));
  return out;
}

void take_larger(Resources& into, const Resources& other) {
  for (const auto& [name, quantity] : other) {
    const auto [at, added] = into.try_emplace(name, quantity);
    if (!added && quantity.compare(at->second) > 0) at->second = quantity;
  }
}

std::string_view member_of(Amount amount) { return amount == Amount::requests ? "requests" : "limits"; }

bool resize_infeasible(Node pod) {
  for (const Node condition : pod["status"]["conditions"].items()) {
    if (condition["type"].str() == "PodResizePending") return condition["reason"].str() == "Infeasible";
  }
  return false;
}

Node status_of(Node pod, std::string_view container) {
  Node found;
  for (const std::string_view list : {"containerStatuses", "initContainerStatuses"}) {
    for (const Node status : pod["status"][list].items()) {
      if (status["name"].str() == container) found = status;
    }
  }
  return found;
}

Resources of_container(Node pod, Node container, Amount amount, bool resized) {
  Resources wanted = to_resources(container["resources"][member_of(amount)]);
  const Node status = resized ? status_of(pod, container["name"].str()) : Node();
  if (!status["resources"]) return wanted;
  Resources out = resize_infeasible(pod) ? Resources() : wanted;
  take_larger(out, to_resources(status["resources"][member_of(amount)]));
  if (amount == Amount::requests) take_larger(out, to_resources(status["allocatedResources"]));
  return out;
}

bool counts_for_pods(std::string_view resource) {
  return resource == "cpu" || resource == "memory" || resource.starts_with("hugepages-");
}

bool is_sidecar(Node container) { return container["restartPolicy"].str() == "Always"; }

Resources of_containers(Node pod, Amount amount, bool resized) {
  Resources sum;
  for (const Node container : pod["spec"]["containers"].items()) {
    add_resources(sum, of_container(pod, container, amount, resized));
  }
  Resources sidecars;
  Resources peak;
  for (const Node container : pod["spec"]["initContainers"].items()) {
    Resources own = of_container(pod, container, amount, resized && is_sidecar(container));
    if (is_sidecar(container)) {
      add_resources(sum, own);
      add_resources(sidecars, own);
      take_larger(peak, sidecars);
    } else {
      add_resources(own, sidecars);
      take_larger(peak, own);
    }
  }
  take_larger(sum, peak);
  return sum;
}

bool is_compute(std::string_view resource) { return resource == "cpu" || resource == "memory"; }

Resources compute_above_zero(Node list) {
  Resources out;
  for (auto& [name, quantity] : to_resources(list)) {
    if (is_compute(name) && quantity.compare(Quantity()) > 0) out.emplace(name, quantity);
  }
  return out;
}

bool equal(const Resources& a, const Resources& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first && x.second.compare(y.second) == 0; });
}

}  // namespace

void add_resources(Resources& sum, const Resources& more) {
  for (const auto& [name, quantity] : more) {
    const auto [at, added] = sum.try_emplace(name, quantity);
    if (!added) at->second += quantity;
  }
}

Resources pod_resources(Node pod, Amount amount, bool resized) {
  const Node spec = pod["spec"];
  Resources out = of_containers(pod, amount, resized);
  for (const auto& [name, quantity] : to_resources(spec["resources"][member_of(amount)])) {
    if (counts_for_pods(name)) out.insert_or_assign(name, quantity);
  }
  const Resources overhead = to_resources(spec["overhead"]);
  if (amount == Amount::requests) {
    add_resources(out, overhead);
  } else {
    for (const auto& [name, quantity] : overhead) {
      const auto at = out.find(name);
      if (at != out.end() && !at->second.is_zero()) at->second += quantity;
    }
  }
  return out;
}

std::string qos_class(Node pod) {
  const std::string_view told = pod["status"]["qosClass"].str();
  if (!told.empty()) return std::string(told);
  Resources requests;
  Resources limits;
  bool guaranteed = true;
  const auto count = [&](Node resources) {
    const Resources own = compute_above_zero(resources["limits"]);
    add_resources(requests, compute_above_zero(resources["requests"]));
    add_resources(limits, own);
    guaranteed = guaranteed && own.size() == 2;
  };
  const Node spec = pod["spec"];
  if (spec["resources"]) {
    count(spec["resources"]);
  } else {
    for (const Node container : spec["containers"].items()) count(container["resources"]);
    for (const Node container : spec["initContainers"].items()) count(container["resources"]);
  }
  if (requests.empty() && limits.empty()) return "BestEffort";
  return guaranteed && equal(requests, limits) ? "Guaranteed" : "Burstable";
}

}  // namespace kpp::describe
