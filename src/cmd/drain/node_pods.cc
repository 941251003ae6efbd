// See node_pods.h.
#include "cmd/drain/node_pods.h"

#include <fmt/core.h>

#include <map>

#include "app/context.h"
#include "app/read.h"
#include "base/strings.h"
#include "base/time.h"
#include "describe/values.h"
#include "kpp/client.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

/// What becomes of one pod.
struct Verdict {
  bool take = true;
  std::string warning = {};
  std::string obstacle = {};
};

class PodFilter {
 public:
  PodFilter(const PodRules& rules, app::Context& context) : rules_(rules), context_(context) {}

  // The rules are asked in turn until one says that the pod stays. The verdict is the last one asked for: a warning of
  // an earlier rule is lost, as in kubectl.
  Verdict judge(Node pod) {
    if (long_deleted(pod)) return {.take = false};
    Verdict verdict = of_daemon_set(pod);
    if (!verdict.take) return verdict;
    if (describe::has_key(pod["metadata"]["annotations"], "kubernetes.io/config.mirror")) return {.take = false};
    verdict = of_local_data(pod);
    if (!verdict.take) return verdict;
    return of_controller(pod);
  }

 private:
  static bool is_finished(Node pod) {
    const std::string_view phase = pod["status"]["phase"].str();
    return phase == "Succeeded" || phase == "Failed";
  }

  bool long_deleted(Node pod) const {
    const std::optional<TimePoint> deleted = parse_rfc3339(pod["metadata"]["deletionTimestamp"].str());
    return rules_.skip_deleted_seconds > 0 && deleted &&
           context_.clock().now() - *deleted >= std::chrono::seconds(rules_.skip_deleted_seconds + 1);
  }

  Verdict of_daemon_set(Node pod) {
    const Node owner = describe::controller_of(pod);
    if (owner["kind"].str() != "DaemonSet" || owner["apiVersion"].str() != "apps/v1" || is_finished(pod)) return {};
    const std::string ns(pod["metadata"]["namespace"].str());
    const std::string name(owner["name"].str());
    const auto [at, is_new] = daemon_sets_.try_emplace({ns, name});
    if (is_new) {
      try {
        context_.client().get(Request::resource("GET", {"apps", "v1", "daemonsets"}, ns, name));
      } catch (const ApiError& error) {
        at->second = {std::string(error.what()), error.is("NotFound")};
      }
    }
    const auto& [failure, absent] = at->second;
    if (!failure.empty()) {
      return absent && rules_.force ? Verdict{.warning = failure} : Verdict{.take = false, .obstacle = failure};
    }
    if (!rules_.ignore_daemon_sets) {
      return {.take = false, .obstacle = "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"};
    }
    return {.take = false, .warning = "ignoring DaemonSet-managed Pods"};
  }

  Verdict of_local_data(Node pod) const {
    bool local = false;
    for (const Node volume : pod["spec"]["volumes"].items()) local = local || volume["emptyDir"].has_value();
    if (!local || is_finished(pod)) return {};
    if (!rules_.delete_local_data) {
      return {.take = false, .obstacle = "Pods with local storage (use --delete-emptydir-data to override)"};
    }
    return {.warning = "deleting Pods with local storage"};
  }

  Verdict of_controller(Node pod) const {
    if (is_finished(pod) || describe::controller_of(pod).exists()) return {};
    if (rules_.force) return {.warning = "deleting Pods that declare no controller"};
    return {.take = false, .obstacle = "Pods that declare no controller (use --force to override)"};
  }

  const PodRules& rules_;
  app::Context& context_;
  std::map<std::pair<std::string, std::string>, std::pair<std::string, bool>>
      daemon_sets_;  ///< failure, and whether it is absence
};

void add_to(std::vector<std::pair<std::string, std::string>>& groups, const std::string& what, const std::string& pod) {
  if (what.empty()) return;
  for (auto& [known, pods] : groups) {
    if (known != what) continue;
    pods += ", " + pod;
    return;
  }
  groups.emplace_back(what, pod);
}

}  // namespace

std::string NodePods::warning_text() const {
  std::vector<std::string> out;
  for (const auto& [what, which] : warnings) out.push_back(what + ": " + which);
  return join(out, "; ");
}

std::vector<std::string> NodePods::blocked_texts() const {
  std::vector<std::string> out;
  for (const auto& [why, which] : blocked) out.push_back(fmt::format("cannot delete {}: {}", why, which));
  return out;
}

NodePods pods_of_node(const std::string& node, const PodRules& rules, app::Context& context) {
  resource::Plan plan{.by = resource::Plan::By::selector};
  plan.collections.push_back({.type = resource::require_resource(context.mapper(), "pods")});
  resource::Reader reader(context.client(), resource::file_reading(context),
                          {.label_selector = rules.pod_selector,
                           .field_selector = "spec.nodeName=" + node,
                           .chunk_size = rules.chunk_size,
                           .drop_managed_fields = true});
  NodePods out;
  PodFilter filter(rules, context);
  resource::Failures failures;
  reader.read(
      plan,
      {.object =
           [&](Node pod) {
             const Node metadata = pod["metadata"];
             const Verdict verdict = filter.judge(pod);
             const std::string subject = fmt::format("{}/{}", metadata["namespace"].str(), metadata["name"].str());
             add_to(out.warnings, verdict.warning, subject);
             add_to(out.blocked, verdict.obstacle, subject);
             if (!verdict.take) return;
             out.pods.push_back({std::string(metadata["namespace"].str()), std::string(metadata["name"].str()),
                                 std::string(metadata["uid"].str()), metadata["deletionTimestamp"].has_value()});
           }},
      failures);
  failures.raise();
  return out;
}

}  // namespace kpp::cmd
