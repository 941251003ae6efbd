// Every command's maker: one function each, listed in registry.cc in the order of the help.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command annotate_command();
cli::Command api_resources_command();
cli::Command api_versions_command();
cli::Command auth_command();
cli::Command autoscale_command();
cli::Command certificate_command();
cli::Command cluster_info_command();
cli::Command complete_bare_command();
cli::Command complete_command();
cli::Command completion_command();
cli::Command config_command();
cli::Command cordon_command();
cli::Command create_command();
cli::Command delete_command();
cli::Command describe_command();
cli::Command drain_command();
cli::Command events_command();
cli::Command explain_command();
cli::Command expose_command();
cli::Command get_command();
cli::Command help_command();
cli::Command kuberc_command();
cli::Command label_command();
cli::Command options_command();
cli::Command patch_command();
cli::Command plugin_command();
cli::Command rollout_command();
cli::Command run_command();
cli::Command scale_command();
cli::Command set_command();
cli::Command taint_command();
cli::Command top_command();
cli::Command uncordon_command();
cli::Command version_command();
cli::Command wait_command();

/// The root: all commands in their groups.
cli::Command root_command();

}  // namespace kpp::cmd
