// See eviction.h.
#include "cmd/drain/eviction.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/context.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "base/time.h"
#include "client/patience.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "resource/failures.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kRetry{5};  ///< until a refused eviction is tried again
constexpr std::chrono::milliseconds kFirstLook{100};
constexpr std::chrono::milliseconds kLook{1000};  ///< between two looks at what is left, the first ones apart

bool is_namespace_ending(const ApiError& error) {
  if (!error.is("Forbidden")) return false;
  for (const Status::Cause& cause : error.status().causes) {
    if (cause.reason == "NamespaceTerminating") return true;
  }
  return false;
}

class Removal {
 public:
  Removal(const std::string& node, const std::vector<DrainPod>& pods, const EvictionRules& rules, app::Context& context)
      : node_(node),
        rules_(rules),
        context_(context),
        begin_(context.clock().monotonic()),
        patience_(context.clock(), end()) {
    for (const DrainPod& pod : pods) pods_.push_back({.pod = pod, .due = begin_});
  }

  EvictionFailure run() {
    const std::optional<std::string> version = rules_.disable_eviction ? std::nullopt : eviction_version();
    evicting_ = version.has_value();
    if (!evicting_) {
      delete_all();
      if (!failure_.errors.empty()) return failure_;
    }
    nanoseconds pause = kFirstLook;
    for (;;) {
      if (evicting_) evict_due(*version);
      try {
        look();
      } catch (const Error& error) {
        if (!patience_.outlasts(error) && left().count() > 0) stop_looking(share_current_error());
      }
      if (done()) return failure_;
      if (left().count() == 0 && !waiting_for_eviction()) {
        stop_waiting(std::make_shared<Error>("context deadline exceeded"));
        return failure_;
      }
      context_.clock().sleep_for(std::min(next_pause(pause), left()));
      pause = std::min<nanoseconds>(pause * 2, kLook);
    }
  }

 private:
  enum class Step { to_evict, leaving, done };
  struct Pod {
    DrainPod pod = {};
    Step step = Step::to_evict;
    steady_clock::time_point due = {};
    bool again = false;  ///< it has been tried before: look at it anew
  };

  nanoseconds left() const {
    if (rules_.timeout.count() == 0) return nanoseconds::max();
    return std::max(nanoseconds(0), nanoseconds(begin_ + rules_.timeout - context_.clock().monotonic()));
  }
  Pauses::End end() const { return rules_.timeout.count() == 0 ? Pauses::End() : begin_ + rules_.timeout; }
  bool done() const {
    return std::all_of(pods_.begin(), pods_.end(), [](const Pod& one) { return one.step == Step::done; });
  }
  bool waiting_for_eviction() const {
    return std::any_of(pods_.begin(), pods_.end(), [](const Pod& one) { return one.step == Step::to_evict; });
  }
  nanoseconds next_pause(nanoseconds pause) const {
    for (const Pod& one : pods_) {
      if (one.step == Step::leaving) return pause;
    }
    nanoseconds out = kRetry;
    for (const Pod& one : pods_) {
      if (one.step == Step::to_evict) {
        out = std::min(out, std::max(nanoseconds(0), nanoseconds(one.due - context_.clock().monotonic())));
      }
    }
    return out;
  }

  // The version in which the server takes evictions; nullopt when it takes none.
  std::optional<std::string> eviction_version() {
    const Document resources = context_.client().get({.path = "/api/v1"});
    for (const Node one : resources.root["resources"].items()) {
      if (one["name"].str() != "pods/eviction" || one["kind"].str() != "Eviction" || one["group"].str().empty()) {
        continue;
      }
      return one["version"].str() == "v1" ? "policy/v1" : "policy/v1beta1";
    }
    return std::nullopt;
  }

  Json delete_options() const {
    Json out = Json::object();
    if (rules_.grace_period >= 0) out["gracePeriodSeconds"] = rules_.grace_period;
    if (rules_.dry_run == resource::DryRun::server) out["dryRun"] = Json::array({"All"});
    return out;
  }

  // All that are due, at the same time.
  void evict_due(const std::string& version) {
    std::vector<std::pair<Pod*, std::unique_ptr<Client::Pending>>> under_way;
    for (Pod& one : pods_) {
      const bool out_of_time = left().count() == 0;
      if (one.step != Step::to_evict || (one.due > context_.clock().monotonic() && !out_of_time)) continue;
      if (one.again) refresh(one);
      tell_start(one);
      tell(fmt::format("evicting pod {}/{}{}\n", one.pod.namespace_name, one.pod.name,
                       app::dry_run_suffix(rules_.dry_run)));
      if (out_of_time) {
        fail(one, fmt::format("error when evicting {}: global timeout reached: {}", subject(one),
                              go_duration(rules_.timeout)));
        continue;
      }
      Request request = Request::resource("POST", {"", "v1", "pods"}, one.pod.namespace_name, one.pod.name, "eviction");
      request.body = Json({{"kind", "Eviction"},
                           {"apiVersion", version},
                           {"metadata", {{"name", one.pod.name}, {"namespace", one.pod.namespace_name}}},
                           {"deleteOptions", delete_options()}})
                         .dump();
      under_way.emplace_back(&one, context_.client().start(std::move(request)));
    }
    for (auto& [one, pending] : under_way) finish_eviction(*one, *pending);
  }

  void finish_eviction(Pod& one, Client::Pending& pending) {
    const Step accepted = rules_.dry_run == resource::DryRun::server ? Step::done : Step::leaving;
    try {
      pending.open()->read_all();
      patience_.answered();
      one.step = accepted;
    } catch (const ApiError& error) {
      if (error.is("NotFound")) {
        one.step = Step::done;
      } else if (error.status().code == 429) {
        retry(one, fmt::format("error when evicting {} (will retry after {}): {}\n", subject(one), go_duration(kRetry),
                               error.what()));
      } else if (is_namespace_ending(error)) {
        // The namespace's end takes the pod too; as soon as it is on its way, it only has to be waited for.
        if (one.pod.terminating) {
          one.step = accepted;
          return;
        }
        retry(one,
              fmt::format("error when evicting pod {} from terminating namespace {} (will retry after {}): {}\n",
                          go_quote(one.pod.name), go_quote(one.pod.namespace_name), go_duration(kRetry), error.what()));
      } else {
        fail(one, fmt::format("error when evicting {}: {}", subject(one), error.what()));
      }
    } catch (const TransportError& error) {
      // Where nobody listens nothing was written: the server may be coming up again.
      if (error.kind() == TransportError::Kind::refused && patience_.outlasts(error)) {
        retry(one, fmt::format("error when evicting {} (will retry after {}): {}\n", subject(one), go_duration(kRetry),
                               error.text_inside()));
      } else {
        fail(one, fmt::format("error when evicting {}: {}", subject(one), error.text_inside()));
      }
    }
  }

  void retry(Pod& one, const std::string& words) {
    context_.err().write_foreign(words);
    context_.flush();
    one.due = context_.clock().monotonic() + kRetry;
    one.again = true;
  }

  // What has become of it meanwhile; the eviction itself tells what is wrong with it.
  void refresh(Pod& one) {
    try {
      const auto now =
          context_.client().find(Request::resource("GET", {"", "v1", "pods"}, one.pod.namespace_name, one.pod.name));
      if (!now) return;
      one.pod.uid = now->root["metadata"]["uid"].str();
      one.pod.terminating = now->root["metadata"]["deletionTimestamp"].has_value();
    } catch (const Error& error) {
      if (context_.log().enabled(4)) context_.log().info(4, error.what());
    }
  }

  void delete_all() {
    for (Pod& one : pods_) {
      Request request = Request::resource("DELETE", {"", "v1", "pods"}, one.pod.namespace_name, one.pod.name);
      request.body = delete_options().dump();
      one.step = rules_.dry_run == resource::DryRun::server ? Step::done : Step::leaving;
      try {
        context_.client().send(request)->read_all();
      } catch (const ApiError& error) {
        if (!error.is("NotFound")) {
          failure_ = {{share_current_error()}, false};
          return;
        }
      } catch (const TransportError&) {
        failure_ = {{share_current_error()}, false};
        return;
      }
      tell_start(one);
    }
  }

  // One list of the node's pods tells of all that are leaving.
  void look() {
    if (std::none_of(pods_.begin(), pods_.end(), [](const Pod& one) { return one.step == Step::leaving; })) return;
    std::map<std::pair<std::string, std::string>, std::pair<std::string, std::optional<TimePoint>>> there;
    Request list = Request::resource("GET", {"", "v1", "pods"});
    list.with("fieldSelector", "spec.nodeName=" + node_);
    if (end()) list.timeout = std::max<nanoseconds>(left(), kLook);
    const Document answer = context_.client().get(list);
    patience_.answered();
    for (const Node pod : answer.root["items"].items()) {
      const Node metadata = pod["metadata"];
      there[{std::string(metadata["namespace"].str()), std::string(metadata["name"].str())}] = {
          std::string(metadata["uid"].str()), parse_rfc3339(metadata["deletionTimestamp"].str())};
    }
    for (Pod& one : pods_) {
      if (one.step != Step::leaving) continue;
      const auto now = there.find({one.pod.namespace_name, one.pod.name});
      if (now == there.end() || now->second.first != one.pod.uid) {
        tell(fmt::format("pod/{} {}\n", one.pod.name, evicting_ ? "evicted" : "deleted"));
        one.step = Step::done;
      } else if (is_long_deleted(now->second.second)) {
        tell(fmt::format("pod {} has DeletionTimestamp older than {} seconds, skipping\n", go_quote(one.pod.name),
                         rules_.skip_deleted_seconds));
        one.step = Step::done;
      }
    }
  }

  bool is_long_deleted(const std::optional<TimePoint>& since) const {
    return rules_.skip_deleted_seconds > 0 && since &&
           context_.clock().now() - *since >= std::chrono::seconds(rules_.skip_deleted_seconds + 1);
  }

  void stop_looking(const std::shared_ptr<const Error>& why) {
    for (const Pod& one : pods_) {
      if (one.step == Step::leaving) {
        tell(fmt::format("pod/{} {} failed\n", one.pod.name, evicting_ ? "eviction" : "deletion"));
      }
    }
    stop_waiting(why);
  }

  // No pod that is leaving is waited for any longer.
  void stop_waiting(const std::shared_ptr<const Error>& why) {
    for (Pod& one : pods_) {
      if (one.step != Step::leaving) continue;
      if (evicting_) {
        fail(one, fmt::format("error when waiting for pod {} in namespace {} to terminate: {}", go_quote(one.pod.name),
                              go_quote(one.pod.namespace_name), why->text_inside()));
      } else {
        failure_ = {{why}, false};
        one.step = Step::done;
      }
    }
  }

  static std::string subject(const Pod& one) {
    return fmt::format("pods/{} -n {}", go_quote(one.pod.name), go_quote(one.pod.namespace_name));
  }

  void fail(Pod& one, const std::string& message) {
    failure_.errors.push_back(std::make_shared<Error>(message));
    one.step = Step::done;
  }

  // At -v=2 and above.
  void tell_start(const Pod& one) {
    if (!context_.log().enabled(2) || rules_.dry_run == resource::DryRun::server) return;
    tell(fmt::format("pod/{} {} started\n", one.pod.name, evicting_ ? "eviction" : "deletion"));
  }

  void tell(const std::string& text) {
    context_.out().write_foreign(text);
    context_.flush();
  }

  const std::string& node_;
  const EvictionRules& rules_;
  app::Context& context_;
  steady_clock::time_point begin_;
  Patience patience_;
  std::vector<Pod> pods_;
  EvictionFailure failure_;
  bool evicting_ = true;
};

}  // namespace

EvictionFailure take_pods_away(const std::string& node, const std::vector<DrainPod>& pods, const EvictionRules& rules,
                               app::Context& context) {
  if (pods.empty()) return {};
  return Removal(node, pods, rules, context).run();
}

}  // namespace kpp::cmd
