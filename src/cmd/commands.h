// Every command's maker, one function each: commands.def is the list.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

#define KPP_COMMAND(name) cli::Command name##_command();
#include "cmd/commands.def"
#undef KPP_COMMAND

/// The root: all commands in their groups.
cli::Command root_command();

}  // namespace kpp::cmd
