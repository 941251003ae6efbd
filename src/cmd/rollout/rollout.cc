// rollout: the versions of deployments, daemon sets and stateful sets, and how they follow one another.
#include "cmd/commands.h"
#include "cmd/rollout/subcommands.h"

namespace kpp::cmd {

cli::Command rollout_command() {
  cli::Command command{
      .name = "rollout",
      .usage = "rollout SUBCOMMAND",
      .summary = "Manage the rollout of a resource",
      .description =
          "Shows how a new version of a deployment, daemon set or stateful set takes the place of the old one, and "
          "what versions there were; stops it, lets it go on, begins it anew, or takes it back.",
      .examples =
          "# Back to the version before\nPROGRAM rollout undo deployment/web\n\n"
          "# Until the new version is there\nPROGRAM rollout status deployment/web\n\n"
          "# New pods of the same version\nPROGRAM rollout restart deployment/web",
      .group = cli::Group::deploy};
  command.help_on_output = true;
  command.subcommands = {rollout_history_command(), rollout_pause_command(),  rollout_restart_command(),
                         rollout_resume_command(),  rollout_status_command(), rollout_undo_command()};
  return command;
}

}  // namespace kpp::cmd
