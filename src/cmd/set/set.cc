// set: the subcommands that change one aspect of objects.
#include "cmd/commands.h"
#include "cmd/set/subcommands.h"

namespace kpp::cmd {

cli::Command set_command() {
  cli::Command command{.name = "set",
                       .usage = "set SUBCOMMAND",
                       .summary = "Set specific features on objects",
                       .description = "Changes images, environments, resources and the like of objects that are there.",
                       .group = cli::Group::basic_beginner};
  command.subcommands = {set_env_command(),      set_image_command(),          set_resources_command(),
                         set_selector_command(), set_serviceaccount_command(), set_subject_command()};
  return command;
}

}  // namespace kpp::cmd
