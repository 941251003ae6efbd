// See rollout_flags.h.
#include "cmd/rollout/rollout_flags.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "cli/flag_set.h"
#include "describe/containers.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {

void RolloutFlags::bind(cli::FlagSet& flags) {
  filenames.bind(flags, "to work on");
  selectors.bind(flags, false);
}

void RolloutFlags::require_objects() const {
  if (words.empty() && filenames.files.empty()) throw UsageError("required resource not specified");
}

app::ObjectFinder RolloutFlags::finder(app::Context& context) const {
  return app::ObjectFinder(context, {.args = words,
                                     .files = filenames.files,
                                     .label_selector = selectors.label_selector,
                                     .all = true,
                                     .typed = true});
}

void tell_none_found(app::Context& context) {
  context.err().write_foreign(fmt::format("No resources found in {} namespace.\n", context.namespace_name()));
}

std::string kind_name(const ResourceInfo& type) {
  return type.group.empty() ? type.kind : type.kind + "." + type.group;
}

bool has_rollouts(const ResourceInfo& type) {
  return type.group == "apps" && (type.kind == "Deployment" || type.kind == "DaemonSet" || type.kind == "StatefulSet");
}

std::string template_text(const Json& pod_template, app::Context& context) {
  Arena arena;
  describe::Writer writer(context.out().for_terminal(), context.clock().now(), false);
  describe::write_pod_template(writer, data::to_node(pod_template, arena, KeyOrder::sorted));
  return writer.take();
}

}  // namespace kpp::cmd
