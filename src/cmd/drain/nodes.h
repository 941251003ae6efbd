// The nodes that cordon, uncordon and drain work on, and marking them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/flags/change_flags.h"
#include "app/flags/flag_groups.h"
#include "app/flags/object_flags.h"
#include "cli/command.h"
#include "cli/flag_set.h"

namespace kpp::cmd {

struct NodeFlags {
  app::SelectorFlags selectors;
  app::DryRunFlag dry_run_flag;
  const cli::FlagSet* set = nullptr;

  std::vector<std::string> words;
  std::int64_t chunk_size = 500;  ///< of the list of those that a selector means
  resource::DryRun dry_run = resource::DryRun::none;

  void bind(cli::FlagSet& flags);
  /// `command` is "cordon" and its like. Throws UsageError unless there are names or a selector.
  void complete(app::Context& context, const cli::Args& args, std::string_view command);
  /// Throws at the first that cannot be read: nothing is done then.
  std::vector<app::FoundObject> find(app::Context& context) const;
};

/// Marks the nodes as not (or again) fit for new pods. What fails is told on standard error, and the others go on.
void mark_nodes(const std::vector<app::FoundObject>& nodes, bool unschedulable, resource::DryRun dry_run,
                app::Context& context);
/// "node/NAME DONE" and the dry run's words.
void tell_node(std::string_view name, std::string_view done, resource::DryRun dry_run, app::Context& context);

/// The name of one node.
cli::Completion complete_node(app::Context& context, const cli::Args& before, const std::string& typed);

}  // namespace kpp::cmd
