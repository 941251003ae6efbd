// See help.h.
#include "app/help.h"

#include "app/context.h"
#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/help.h"
#include "io/output.h"

namespace kpp::app {

std::string help_text(const Context& context) {
  const cli::Command* command = &context.root();
  for (const std::string& name : split(context.command_path(), ' ')) {
    if (const cli::Command* found = cli::find_subcommand(*command, name)) command = found;
  }
  return cli::help_text(context.root(), *command, context.command_path(), context.program(), context.io().width);
}

void show_help(Context& context) { context.out().write(help_text(context)); }

void refuse_with_help(Context& context, const std::string& message) {
  show_help(context);
  throw UsageError(message);
}

}  // namespace kpp::app
