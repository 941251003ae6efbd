// options: the flags that every command takes.
#include "app/context.h"
#include "cli/help.h"
#include "cmd/commands.h"
#include "io/output.h"

namespace kpp::cmd {
namespace {

struct OptionsOptions {
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args&) {}
  void run(app::Context& context) {
    context.out().write(cli::options_text(context.global_flag_set(), context.program(), context.io().width));
  }
};

}  // namespace

cli::Command options_command() {
  return cli::make_command<OptionsOptions>({.name = "options",
                                            .usage = "options",
                                            .summary = "List the flags that every command takes",
                                            .hidden = true,
                                            .completed = true,
                                            .suggested = true});
}

}  // namespace kpp::cmd
