// The makers of top's subcommands.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command top_node_command();
cli::Command top_pod_command();

}  // namespace kpp::cmd
