// The makers of auth's subcommands.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command auth_can_i_command();
cli::Command auth_reconcile_command();
cli::Command auth_whoami_command();

}  // namespace kpp::cmd
