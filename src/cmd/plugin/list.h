// plugin list.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command plugin_list_command();

}  // namespace kpp::cmd
