// config current-context: which context is used when none is named.
#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CurrentContextOptions {
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args&) {}
  void run(app::Context& context) {
    const MergedKubeconfig merged = config_files(context).load(context.log());
    if (merged.current_context().empty()) throw Error("current-context is not set");
    context.out().write_foreign(merged.current_context() + "\n");
  }
};

}  // namespace

cli::Command config_current_context_command() {
  return cli::make_command<CurrentContextOptions>(
      {.name = "current-context",
       .usage = "config current-context",
       .summary = "Show the current context",
       .description = "Shows the name of the context that is used when none is named.",
       .examples = "# Which cluster would be talked to?\nPROGRAM config current-context"});
}

}  // namespace kpp::cmd
