// The makers of set's subcommands: one function each, in the order of set's help.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command set_env_command();
cli::Command set_image_command();
cli::Command set_resources_command();
cli::Command set_selector_command();
cli::Command set_serviceaccount_command();
cli::Command set_subject_command();

}  // namespace kpp::cmd
