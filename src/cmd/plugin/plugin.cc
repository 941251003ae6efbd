// plugin: the plugins that are installed.
#include "cmd/commands.h"
#include "cmd/plugin/list.h"

namespace kpp::cmd {

cli::Command plugin_command() {
  cli::Command command;
  command.name = "plugin";
  command.usage = "plugin [flags]";
  command.summary = "Show installed plugins";
  command.description =
      "Plugins are programs on PATH named kubectl-NAME, which are run as if they were commands: kubectl-a_b-c is run "
      "by \"PROGRAM a-b c\". "
      "Of several that fit, the longest name wins. Commands cannot be replaced by plugins, but create can have more "
      "subcommands by them.";
  command.examples = "# All plugins\nPROGRAM plugin list";
  command.group = cli::Group::other;
  command.subcommands = {plugin_list_command()};
  return command;
}

}  // namespace kpp::cmd
