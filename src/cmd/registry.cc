// Every command, in the order of the help.
#include "cmd/commands.h"

namespace kpp::cmd {

cli::Command root_command() {
  cli::Command root;
  root.description = "PROGRAM controls Kubernetes clusters: it is kubectl's commands, flags and output in C++.";
  root.subcommands = {
      create_command(),
      expose_command(),
      run_command(),
      set_command(),
      explain_command(),
      get_command(),
      delete_command(),
      rollout_command(),
      scale_command(),
      autoscale_command(),
      certificate_command(),
      cluster_info_command(),
      top_command(),
      cordon_command(),
      uncordon_command(),
      drain_command(),
      taint_command(),
      describe_command(),
      auth_command(),
      events_command(),
      patch_command(),
      wait_command(),
      label_command(),
      annotate_command(),
      completion_command(),
      config_command(),
      plugin_command(),
      version_command(),
      api_versions_command(),
      api_resources_command(),
      options_command(),
      kuberc_command(),
      help_command(),
      complete_command(),
      complete_bare_command(),
  };
  return root;
}

}  // namespace kpp::cmd
