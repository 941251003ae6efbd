// See status_text.h.
#include "cmd/rollout/status_text.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "cmd/rollout/revisions.h"
#include "data/go_number.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

bool is_observed(Node object) {
  return object["metadata"]["generation"].as_int() <= object["status"]["observedGeneration"].as_int();
}

void require_revision(Node object, std::string_view name, std::int64_t wanted) {
  const Node noted = object["metadata"]["annotations"][kRevisionAnnotation];
  const std::optional<std::int64_t> running =
      noted ? data::parse_go_int(noted.str(), 10) : std::optional<std::int64_t>(0);
  if (!running) {
    throw Error(fmt::format("cannot get the revision of deployment {}: strconv.ParseInt: parsing {}: invalid syntax",
                            go_quote(name), go_quote(noted.str())));
  }
  if (*running != wanted) {
    throw Error(fmt::format("desired revision ({}) is different from the running revision ({})", wanted, *running));
  }
}

RolloutStatus of_deployment(Node object, std::int64_t revision) {
  const std::string_view plain_name = object["metadata"]["name"].str();
  if (revision > 0) require_revision(object, plain_name, revision);
  if (!is_observed(object)) return {"Waiting for deployment spec update to be observed...\n", false};
  const std::string name = go_quote(plain_name);
  const Node status = object["status"];
  for (const Node condition : status["conditions"].items()) {
    if (condition["type"].str() != "Progressing") continue;
    if (condition["reason"].str() == "ProgressDeadlineExceeded") {
      throw Error(fmt::format("deployment {} exceeded its progress deadline", name));
    }
    break;
  }
  const Node wanted = object["spec"]["replicas"];
  const std::int64_t updated = status["updatedReplicas"].as_int();
  const std::int64_t replicas = status["replicas"].as_int();
  const std::int64_t available = status["availableReplicas"].as_int();
  const std::string waiting = fmt::format("Waiting for deployment {} rollout to finish: ", name);
  if (wanted && updated < wanted.as_int()) {
    return {fmt::format("{}{} out of {} new replicas have been updated...\n", waiting, updated, wanted.as_int()),
            false};
  }
  if (replicas > updated) {
    return {fmt::format("{}{} old replicas are pending termination...\n", waiting, replicas - updated), false};
  }
  if (available < updated) {
    return {fmt::format("{}{} of {} updated replicas are available...\n", waiting, available, updated), false};
  }
  return {fmt::format("deployment {} successfully rolled out\n", name), true};
}

RolloutStatus of_daemon_set(Node object) {
  if (!is_observed(object)) return {"Waiting for daemon set spec update to be observed...\n", false};
  const std::string name = go_quote(object["metadata"]["name"].str());
  const Node status = object["status"];
  const std::int64_t desired = status["desiredNumberScheduled"].as_int();
  const std::int64_t updated = status["updatedNumberScheduled"].as_int();
  const std::int64_t available = status["numberAvailable"].as_int();
  const std::string waiting = fmt::format("Waiting for daemon set {} rollout to finish: ", name);
  if (updated < desired) {
    return {fmt::format("{}{} out of {} new pods have been updated...\n", waiting, updated, desired), false};
  }
  if (available < desired) {
    return {fmt::format("{}{} of {} updated pods are available...\n", waiting, available, desired), false};
  }
  return {fmt::format("daemon set {} successfully rolled out\n", name), true};
}

RolloutStatus of_stateful_set(Node object) {
  const Node status = object["status"];
  if (status["observedGeneration"].as_int() == 0 || !is_observed(object)) {
    return {"Waiting for statefulset spec update to be observed...\n", false};
  }
  const Node wanted = object["spec"]["replicas"];
  const std::int64_t ready = status["readyReplicas"].as_int();
  const std::int64_t updated = status["updatedReplicas"].as_int();
  if (wanted && ready < wanted.as_int()) {
    return {fmt::format("Waiting for {} pods to be ready...\n", wanted.as_int() - ready), false};
  }
  if (const Node rolling = object["spec"]["updateStrategy"]["rollingUpdate"]) {
    const Node partition = rolling["partition"];
    const std::int64_t due = wanted.as_int() - partition.as_int();
    if (wanted && partition && updated < due) {
      return {fmt::format("Waiting for partitioned roll out to finish: {} out of {} new pods have been updated...\n",
                          updated, due),
              false};
    }
    return {fmt::format("partitioned roll out complete: {} new pods have been updated...\n", updated), true};
  }
  const std::string_view next = status["updateRevision"].str();
  const std::string_view current = status["currentRevision"].str();
  if (next != current) {
    return {
        fmt::format("waiting for statefulset rolling update to complete {} pods at revision {}...\n", updated, next),
        false};
  }
  return {fmt::format("statefulset rolling update complete {} pods at revision {}...\n",
                      status["currentReplicas"].as_int(), current),
          true};
}

}  // namespace

RolloutStatus rollout_status(Node object, std::int64_t revision) {
  const std::string_view kind = object["kind"].str();
  if (kind == "Deployment") return of_deployment(object, revision);
  if (object["spec"]["updateStrategy"]["type"].str() != "RollingUpdate") {
    throw Error("rollout status is only available for RollingUpdate strategy type");
  }
  return kind == "DaemonSet" ? of_daemon_set(object) : of_stateful_set(object);
}

}  // namespace kpp::cmd
