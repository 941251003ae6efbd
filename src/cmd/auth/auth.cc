// auth: what one may do, who one is, and rules of access brought up to date.
#include "cmd/auth/subcommands.h"
#include "cmd/commands.h"

namespace kpp::cmd {

cli::Command auth_command() {
  cli::Command command{.name = "auth",
                       .usage = "auth",
                       .summary = "Inspect authorization",
                       .description = "Shows what may be done and as whom, and brings rules of access up to date.",
                       .group = cli::Group::troubleshooting};
  command.subcommands = {auth_can_i_command(), auth_reconcile_command(), auth_whoami_command()};
  return command;
}

}  // namespace kpp::cmd
