// The makers of rollout's subcommands: one function each, in the order of its help.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command rollout_history_command();
cli::Command rollout_pause_command();
cli::Command rollout_restart_command();
cli::Command rollout_resume_command();
cli::Command rollout_status_command();
cli::Command rollout_undo_command();

}  // namespace kpp::cmd
