// top: what nodes and pods use.
#include "cmd/commands.h"
#include "cmd/top/subcommands.h"

namespace kpp::cmd {

cli::Command top_command() {
  cli::Command command{
      .name = "top",
      .suggest_for = {"stats"},
      .usage = "top",
      .summary = "Display resource (CPU/memory) usage",
      .description =
          "Shows how much CPU and memory nodes and pods use, as the cluster's Metrics Server has it; it must be "
          "installed.\n\n"
          "These are the numbers that autoscalers decide by. They are a few minutes behind, and may differ from what "
          "tools on the nodes show.",
      .group = cli::Group::cluster};
  command.subcommands = {top_node_command(), top_pod_command()};
  return command;
}

}  // namespace kpp::cmd
