// What the subcommands of `create` share: their flags, and how an object they have made gets to the server and is
// shown.
#pragma once

#include <string>
#include <string_view>

#include "app/flags/change_flags.h"
#include "app/flags/flag_groups.h"
#include "cli/command.h"
#include "data/json.h"
#include "resource/writer.h"

namespace kpp::cmd {

/// What an object that is to be created is.
struct NewObject {
  GroupVersionResource type = {};
  bool namespaced = true;
  /// What a failure is told to be: "failed to create deployment: "; "" tells the server's error as it is.
  std::string_view failure = {};
};

/// The one argument NAME (what stands behind "--" is the command's own). Throws UsageError.
std::string single_name(const app::Context& context, const cli::Args& args);

struct CreateFlags {
  app::PrintFlags print;
  app::DryRunFlag dry_run_flag;
  app::ValidateFlag validate;
  app::FieldManagerFlag field_manager{"kubectl-create"};
  app::SaveConfigFlag save_config;
  resource::DryRun dry_run = resource::DryRun::none;  ///< resolved

  void bind(cli::FlagSet& flags);
  /// Takes the name and resolves the flags.
  std::string complete(app::Context& context, const cli::Args& args);
  /// Creates it, or only shows it in a client's dry run. A namespace chosen with -n becomes part of the object, whose
  /// members are in the order of the API's types: kind and apiVersion first.
  void create(app::Context& context, Json object, const NewObject& about) const;
};

}  // namespace kpp::cmd
