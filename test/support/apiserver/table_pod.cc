// The table of pods: above all the one word that says how a pod is. Source: the words `kubectl get pods` shows.
#include <fmt/core.h>

#include <set>

#include "base/strings.h"
#include "support/apiserver/store.h"
#include "support/apiserver/table.h"

namespace kpp::apiserver {
namespace {

Node condition(Node pod, std::string_view type) {
  for (const Node entry : pod["status"]["conditions"].items()) {
    if (entry["type"].str() == type) return entry;
  }
  return {};
}

bool holds(Node pod, std::string_view type) { return condition(pod, type)["status"].str() == "True"; }

std::string end_of(Node terminated) {
  if (!terminated["reason"].str().empty()) return text_of(terminated["reason"]);
  if (terminated["signal"].as_int() != 0) return fmt::format("Signal:{}", terminated["signal"].as_int());
  return fmt::format("ExitCode:{}", terminated["exitCode"].as_int());
}

// What is counted while a pod's containers are looked at.
class PodSummary {
 public:
  explicit PodSummary(Node pod) : pod_(pod), reason_(text_of(pod["status"]["reason"])) {
    if (reason_.empty()) reason_ = text_of(pod["status"]["phase"]);
    if (condition(pod, "PodScheduled")["reason"].str() == "SchedulingGated") reason_ = "SchedulingGated";
    total_ = pod["spec"]["containers"].size();
    for (const Node container : pod["spec"]["initContainers"].items()) {
      if (container["restartPolicy"].str() != "Always") continue;
      sidecars_.insert(container["name"].str());
      ++total_;
    }
    const bool initializing = look_at_init_containers();
    if (!initializing || holds(pod, "Initialized")) look_at_containers();
    if (pod["metadata"]["deletionTimestamp"]) {
      const std::string_view phase = pod["status"]["phase"].str();
      if (pod["status"]["reason"].str() == "NodeLost") {
        reason_ = "Unknown";
      } else if (phase != "Succeeded" && phase != "Failed") {
        reason_ = "Terminating";
      }
    }
  }

  std::string ready() const { return fmt::format("{}/{}", ready_, total_); }
  const std::string& reason() const { return reason_; }
  std::string restarts(TimePoint now) const {
    if (restarts_.count == 0 || restarts_.last.empty()) return fmt::format("{}", restarts_.count);
    return fmt::format("{} ({} ago)", restarts_.count, age(restarts_.last, now));
  }

 private:
  struct Restarts {
    std::int64_t count = 0;
    std::string last{};
    void add(Node container) {
      count += container["restartCount"].as_int();
      last = std::max(last, text_of(container["lastState"]["terminated"]["finishedAt"]));
    }
  };

  bool look_at_init_containers() {
    std::size_t at = 0;
    for (const Node container : pod_["status"]["initContainerStatuses"].items()) {
      restarts_.add(container);
      const bool sidecar = sidecars_.contains(container["name"].str());
      if (sidecar) sidecar_restarts_.add(container);
      const Node terminated = container["state"]["terminated"];
      const std::string_view waiting = container["state"]["waiting"]["reason"].str();
      const std::size_t index = at++;
      if (terminated && terminated["exitCode"].as_int() == 0) continue;
      if (sidecar && container["started"].as_bool()) {
        if (container["ready"].as_bool()) ++ready_;
        continue;
      }
      if (terminated) {
        reason_ = "Init:" + end_of(terminated);
      } else if (!waiting.empty() && waiting != "PodInitializing") {
        reason_ = fmt::format("Init:{}", waiting);
      } else {
        reason_ = fmt::format("Init:{}/{}", index, pod_["spec"]["initContainers"].size());
      }
      return true;
    }
    return false;
  }

  void look_at_containers() {
    restarts_ = sidecar_restarts_;
    bool running = false;
    std::string failure;
    const auto statuses = pod_["status"]["containerStatuses"].items();
    for (auto at = statuses.rbegin(); at != statuses.rend(); ++at) {
      const Node container = *at;
      restarts_.add(container);
      const Node state = container["state"];
      if (!state["waiting"]["reason"].str().empty()) {
        reason_ = text_of(state["waiting"]["reason"]);
      } else if (state["terminated"]) {
        reason_ = end_of(state["terminated"]);
        if (state["terminated"]["exitCode"].as_int() != 0) failure = reason_;
      } else if (container["ready"].as_bool() && state["running"]) {
        running = true;
        ++ready_;
      }
    }
    if (reason_ != "Completed") return;
    if (running && holds(pod_, "Ready")) {
      reason_ = "Running";
    } else if (!failure.empty()) {
      reason_ = failure;
    } else if (running) {
      reason_ = "NotReady";
    }
  }

  Node pod_;
  std::string reason_;
  std::set<std::string_view> sidecars_{};
  std::size_t total_ = 0;
  std::size_t ready_ = 0;
  Restarts restarts_{};
  Restarts sidecar_restarts_{};
};

std::string readiness_gates(Node pod) {
  const Node gates = pod["spec"]["readinessGates"];
  if (gates.empty()) return "<none>";
  std::size_t open = 0;
  for (const Node gate : gates.items()) open += holds(pod, gate["conditionType"].str()) ? 1 : 0;
  return fmt::format("{}/{}", open, gates.size());
}

}  // namespace

TableOf pod_table() {
  return {{name_column(),
           {"Ready", "string", 0, "", "Containers that are ready, of all."},
           {"Status", "string", 0, "", "How the pod is, in a word."},
           {"Restarts", "string", 0, "", "How often containers were started again, and when last."},
           age_column(),
           {"IP", "string", 1, "", "The pod's address."},
           {"Node", "string", 1, "", "Where it runs."},
           {"Nominated Node", "string", 1, "", "Where room is being made for it."},
           {"Readiness Gates", "string", 1, "", "Extra conditions that hold, of all."}},
          [](Node pod, TimePoint now) -> Cells {
            const PodSummary summary(pod);
            return {name_of(pod),
                    summary.ready(),
                    summary.reason(),
                    summary.restarts(now),
                    age_of(pod, now),
                    text_or(pod["status"]["podIPs"].at(0)["ip"], "<none>"),
                    text_or(pod["spec"]["nodeName"], "<none>"),
                    text_or(pod["status"]["nominatedNodeName"], "<none>"),
                    readiness_gates(pod)};
          }};
}

}  // namespace kpp::apiserver
