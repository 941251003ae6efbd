// help: the help of a command, as --help after it.
#include <fmt/core.h>

#include "app/context.h"
#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/help.h"
#include "cmd/commands.h"
#include "io/output.h"

namespace kpp::cmd {
namespace {

struct HelpOptions {
  std::vector<std::string> words;
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }
  void run(app::Context& context) {
    const cli::Dispatch found = cli::find_command(context.root(), words, context.global_flag_set());
    if (!found.words.empty() && found.command == &context.root()) {
      context.err().write_foreign(fmt::format("Unknown help topic [`{}`]\n", join(found.words, "` `")));
      context.err().write(cli::help_text(context.root(), context.root(), "", context.program(), context.io().width));
      return;
    }
    context.out().write(
        cli::help_text(context.root(), *found.command, found.path, context.program(), context.io().width));
  }
};

}  // namespace

cli::Command help_command() {
  return cli::make_command<HelpOptions>({.name = "help",
                                         .usage = "help [COMMAND]",
                                         .summary = "Show the help of a command",
                                         .hidden = true,
                                         .completed = true});
}

}  // namespace kpp::cmd
