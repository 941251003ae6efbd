// cluster-info dump, a subcommand.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command cluster_info_dump_command();

}  // namespace kpp::cmd
