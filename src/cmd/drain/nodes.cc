// See nodes.h.
#include "cmd/drain/nodes.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "resource/failures.h"
#include "resource/writer.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {

void NodeFlags::bind(cli::FlagSet& flags) {
  set = &flags;
  dry_run_flag.bind(flags);
  selectors.bind(flags, false);
}

void NodeFlags::complete(app::Context& context, const cli::Args& args, std::string_view command) {
  if (args.empty() && !set->changed("selector")) {
    throw context.usage_error(fmt::format("USAGE: {} NODE [flags]", command));
  }
  if (!args.empty() && !selectors.label_selector.empty()) {
    throw context.usage_error("error: cannot specify both a node name and a --selector option");
  }
  dry_run = dry_run_flag.resolve(context);
  words = selectors.label_selector.empty() ? args.words : std::vector<std::string>{"nodes"};
}

std::vector<app::FoundObject> NodeFlags::find(app::Context& context) const {
  const bool selected = !selectors.label_selector.empty();
  resource::Failures failures;
  std::vector<app::FoundObject> found = app::ObjectFinder(context, {.args = words,
                                                                    .default_type = selected ? "" : "nodes",
                                                                    .label_selector = selectors.label_selector,
                                                                    .all = true,
                                                                    .single_type = true,
                                                                    .chunk_size = chunk_size,
                                                                    .typed = true})
                                            .find(failures);
  if (!failures.empty()) throw Aggregate({resource::flattened(failures.error()).front()});
  for (const app::FoundObject& one : found) {
    if (one.type.group.empty() && one.type.resource == "nodes") continue;
    throw Error(
        fmt::format("error: expected resource of type node, got {}",
                    go_quote(fmt::format("{}/{}, Resource={}", one.type.group, one.type.version, one.type.resource))));
  }
  return found;
}

void tell_node(std::string_view name, std::string_view done, resource::DryRun dry_run, app::Context& context) {
  context.out().write_foreign(fmt::format("node/{} {}{}\n", name, done, app::dry_run_suffix(dry_run)));
  context.flush();
}

void mark_nodes(const std::vector<app::FoundObject>& nodes, bool unschedulable, resource::DryRun dry_run,
                app::Context& context) {
  const std::string_view verb = unschedulable ? "cordon" : "uncordon";
  resource::Writer changer(context, {.dry_run = dry_run});
  for (const app::FoundObject& node : nodes) {
    const Json::json_pointer place("/spec/unschedulable");
    const bool now = node.object().contains(place) && node.object().at(place) == true;
    if (now == unschedulable) {
      tell_node(node.name, fmt::format("already {}ed", verb), dry_run, context);
      continue;
    }
    try {
      const Json wanted = unschedulable ? Json(true) : Json(nullptr);
      const Json patch = {{"spec", {{"unschedulable", wanted}}}};
      if (dry_run != resource::DryRun::client) {
        changer.patch(node, resource::PatchType::strategic, patch);
      }
      tell_node(node.name, fmt::format("{}ed", verb), dry_run, context);
    } catch (const Error& error) {
      context.err().write_foreign(
          fmt::format("error: unable to {} node {}: {}\n", verb, go_quote(node.name), error.text_inside()));
    }
  }
}

cli::Completion complete_node(app::Context& context, const cli::Args& before, const std::string& typed) {
  if (!before.empty()) return {};
  return app::complete_types_and_names(context, {.words = {"nodes"}}, typed);
}

}  // namespace kpp::cmd
