// drain: all pods away from nodes, before maintenance.
#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cmd/commands.h"
#include "cmd/drain/eviction.h"
#include "cmd/drain/nodes.h"
#include "data/selector.h"
#include "io/output.h"
#include "kpp/error.h"
#include "resource/failures.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

/// Why a node is not drained.
struct NodeFailure {
  std::vector<std::shared_ptr<const Error>> errors = {};
  bool several = true;  ///< one for each pod or reason

  // As one message: kubectl's form of a list.
  std::string text() const {
    std::vector<std::string> out;
    for (const auto& error : errors) {
      std::string one = error->text_inside();
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
    }
    return out.size() == 1 ? out.front() : "[" + join(out, ", ") + "]";
  }
};

struct DrainOptions {
  NodeFlags nodes;
  app::ChunkFlag chunk;
  PodRules pods;
  EvictionRules eviction;

  void bind(cli::FlagSet& set) {
    set.add({.name = "force",
             .target = &pods.force,
             .help = "Take away pods without a controller too, which nothing brings back."});
    set.add({.name = "ignore-daemonsets",
             .target = &pods.ignore_daemon_sets,
             .help = "Leave pods of daemon sets where they are, and go on."});
    set.add({.name = "delete-emptydir-data",
             .target = &pods.delete_local_data,
             .help = "Take away pods that keep data in an emptyDir too. The data is lost."});
    set.add({.name = "grace-period",
             .target = &eviction.grace_period,
             .help = "Seconds each pod has for ending well; below 0 its own.",
             .type_name = "int"});
    set.add(
        {.name = "timeout", .target = &eviction.timeout, .help = "How long to try, each node; 0 is without an end."});
    set.add({.name = "pod-selector", .target = &pods.pod_selector, .help = "Only pods with these labels."});
    set.add({.name = "disable-eviction",
             .target = &eviction.disable_eviction,
             .help = "Delete the pods where they could be evicted. This does not look at disruption budgets."});
    set.add({.name = "skip-wait-for-delete-timeout",
             .target = &pods.skip_deleted_seconds,
             .help = "Do not wait for pods whose deletion began more than this many seconds ago; 0 waits for all.",
             .type_name = "int"});
    chunk.bind(set);
    nodes.bind(set);
  }

  void complete(app::Context& context, const cli::Args& args) {
    nodes.complete(context, args, "drain");
    if (pods.pod_selector.empty()) return;
    try {
      (void)Selector::parse(pods.pod_selector);
    } catch (const ParseError&) {
      throw UsageError("--pod-selector=<pod_selector> must be a valid label selector");
    }
  }

  void run(app::Context& context) {
    pods.chunk_size = nodes.chunk_size = chunk.chunk_size;
    eviction.skip_deleted_seconds = pods.skip_deleted_seconds;
    eviction.dry_run = nodes.dry_run;
    const std::vector<app::FoundObject> found = nodes.find(context);
    mark_nodes(found, true, nodes.dry_run, context);
    std::vector<NodeFailure> failures;
    std::string pending;
    for (const app::FoundObject& node : found) {
      NodeFailure failure = drain(node.name, context);
      if (failure.errors.empty()) {
        tell_node(node.name, "drained", nodes.dry_run, context);
        continue;
      }
      context.err().write_foreign(
          fmt::format("error: unable to drain node {} due to error: {}, continuing command...\n", go_quote(node.name),
                      failure.text()));
      pending += " " + node.name + "\n";
      failures.push_back(std::move(failure));
    }
    if (failures.empty()) return;
    context.err().write_foreign("There are pending nodes to be drained:\n" + pending);
    if (failures.size() == 1) end_with(failures.front());
    std::vector<std::shared_ptr<const Error>> all;
    for (const NodeFailure& failure : failures) all.push_back(std::make_shared<Error>(failure.text()));
    throw Aggregate(std::move(all));
  }

 private:
  // Of one node each reason is told in a line of its own, without "error: ".
  [[noreturn]] static void end_with(const NodeFailure& failure) {
    if (!failure.several) throw Aggregate(failure.errors);
    std::string lines;
    for (const auto& error : failure.errors) lines += (lines.empty() ? "" : "\n") + app::message_for(*error);
    throw VerbatimError(lines);
  }

  static NodeFailure current_failure() {
    std::shared_ptr<const Error> error = share_current_error();
    if (const auto* several = dynamic_cast<const Aggregate*>(error.get())) return {several->errors(), true};
    return {{std::move(error)}, false};
  }

  static NodeFailure failure_of(const std::vector<std::string>& messages) {
    NodeFailure out;
    for (const std::string& message : messages) out.errors.push_back(std::make_shared<Error>(message));
    return out;
  }

  NodeFailure drain(const std::string& node, app::Context& context) const {
    try {
      const NodePods there = pods_of_node(node, pods, context);
      if (!there.blocked.empty()) return failure_of(there.blocked_texts());
      if (!there.warnings.empty()) context.err().write_foreign("Warning: " + there.warning_text() + "\n");
      context.flush();
      if (nodes.dry_run == resource::DryRun::client) {
        for (const DrainPod& pod : there.pods) {
          context.out().write_foreign(fmt::format("evicting pod {}/{} (dry run)\n", pod.namespace_name, pod.name));
        }
        return {};
      }
      EvictionFailure left = take_pods_away(node, there.pods, eviction, context);
      NodeFailure out{.errors = std::move(left.errors), .several = left.several};
      if (!out.errors.empty()) tell_pending(node, out, context);
      return out;
    } catch (const Error&) {
      return current_failure();
    }
  }

  void tell_pending(const std::string& node, const NodeFailure& failure, app::Context& context) const {
    constexpr std::string_view kNotListed = "Following errors occurred while getting the list of pods to delete:\n";
    NodePods there;
    try {
      there = pods_of_node(node, pods, context);
    } catch (const Error&) {
      context.err().write_foreign(fmt::format("{}{}", kNotListed, current_failure().text()));
      return;
    }
    std::string text;
    if (!there.pods.empty()) {
      text =
          fmt::format("There are pending pods in node {} when an error occurred: {}\n", go_quote(node), failure.text());
      for (const DrainPod& pod : there.pods) text += "pod/" + pod.name + "\n";
    }
    if (!there.blocked.empty()) {
      text += std::string(kNotListed) + failure_of(there.blocked_texts()).text();
    }
    context.err().write_foreign(text);
  }
};

}  // namespace

cli::Command drain_command() {
  return cli::make_command<DrainOptions>(
      {.name = "drain",
       .usage = "drain NODE",
       .summary = "Drain node in preparation for maintenance",
       .description = "Lets no new pods come to a node and takes away those that are there: by evictions, which heed "
                      "disruption budgets, where the "
                      "server knows them, else by deletion. It waits until the pods have ended.\n\n"
                      "Pods of daemon sets stay, for they would come again at once: --ignore-daemonsets says that this "
                      "is known. Pods that no "
                      "controller brings back need --force, and pods with data in an emptyDir --delete-emptydir-data. "
                      "Pods that the node itself "
                      "runs from its files cannot be taken away.\n\n"
                      "uncordon lets pods come again.",
       .examples =
           "# All pods away, of daemon sets apart\nPROGRAM drain worker-1 --ignore-daemonsets\n\n"
           "# Pods without a controller too, with 15 minutes to end\nPROGRAM drain worker-1 --force --grace-period=900",
       .group = cli::Group::cluster,
       .complete = complete_node});
}

}  // namespace kpp::cmd
