// Which objects a rollout command works on: its words, -f and -l.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/flags/flag_groups.h"
#include "app/flags/object_flags.h"
#include "cli/command.h"

namespace kpp::cmd {

struct RolloutFlags {
  app::FilenameFlags filenames;
  app::SelectorFlags selectors;
  std::vector<std::string> words;

  void bind(cli::FlagSet& flags);
  /// Throws UsageError when nothing is named.
  void require_objects() const;
  app::ObjectFinder finder(app::Context& context) const;
};

/// "No resources found in NAMESPACE namespace." on standard error.
void tell_none_found(app::Context& context);
/// A type as errors name it: "Pod", "Job.batch".
std::string kind_name(const ResourceInfo& type);
/// Is it one of the three kinds with rollouts?
bool has_rollouts(const ResourceInfo& type);
/// The pod template of a version as history and undo show it.
std::string template_text(const Json& pod_template, app::Context& context);

}  // namespace kpp::cmd
