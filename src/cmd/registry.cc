// The command tree's root.
#include "cmd/commands.h"

namespace kpp::cmd {

cli::Command root_command() {
  cli::Command root;
  root.description = "PROGRAM controls Kubernetes clusters: it is kubectl's commands, flags and output in C++.";
  root.subcommands = {
#define KPP_COMMAND(name) name##_command(),
#include "cmd/commands.def"
#undef KPP_COMMAND
  };
  return root;
}

}  // namespace kpp::cmd
