// See eviction.h. Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
#include "support/apiserver/eviction.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "data/selector.h"

namespace kpp::apiserver {
namespace {

const Kind& budgets() { return *find_kind("policy", "v1", "poddisruptionbudgets"); }

// What does not run yet, or any more, disturbs nobody when it goes.
bool counts(Node pod) {
  const std::string_view phase = pod["status"]["phase"].str();
  return phase != "Succeeded" && phase != "Failed" && phase != "Pending" && !pod["metadata"]["deletionTimestamp"];
}

Failure forbidden_by(Node budget) {
  Failure failure(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.");
  failure.causes = {{"DisruptionBudget",
                     fmt::format("The disruption budget {} needs {} healthy pods and has {} currently",
                                 budget["metadata"]["name"].str(), budget["status"]["desiredHealthy"].as_int(),
                                 budget["status"]["currentHealthy"].as_int()),
                     ""}};
  return failure;
}

}  // namespace

void take_disruption(Store& store, const Object& pod, bool dry_run) {
  if (!counts(pod->root)) return;
  const std::string ns = text_of(pod->root["metadata"]["namespace"]);
  for (const Object& budget : store.list(budgets(), ns).objects) {
    if (!Selector::parse(format_label_selector(budget->root["spec"]["selector"]))
             .matches(pod->root["metadata"]["labels"])) {
      continue;
    }
    const auto taken = [](const Object& now) {
      const std::int64_t allowed = now->root["status"]["disruptionsAllowed"].as_int();
      if (allowed <= 0) throw forbidden_by(now->root);
      Json out = data::to_json_value(now->root);
      out["status"]["disruptionsAllowed"] = allowed - 1;
      return out;
    };
    if (dry_run) {
      (void)taken(budget);
    } else {
      store.update(budgets(), ns, text_of(budget->root["metadata"]["name"]), taken);
    }
  }
}

}  // namespace kpp::apiserver
