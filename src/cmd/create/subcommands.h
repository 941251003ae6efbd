// The makers of create's subcommands: one function each, in the order of create's help.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command create_deployment_command();
cli::Command create_namespace_command();
cli::Command create_serviceaccount_command();

}  // namespace kpp::cmd
