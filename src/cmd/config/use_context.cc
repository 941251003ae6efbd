// config use-context: makes a context the current one.
#include <fmt/core.h>

#include "app/context.h"
#include "app/help.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct UseContextOptions {
  std::string name;

  void bind(cli::FlagSet&) {}

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() != 1) app::refuse_with_help(context, "Unexpected args: " + go_list(args));
    name = args[0];
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    if (name.empty()) throw Error("empty context names are not allowed");
    if (!merged.entries(KubeconfigSection::contexts).contains(name)) {
      throw Error("no context exists with the name: " + go_quote(name));
    }
    set_current_context(context, files, merged, name);
    context.out().write_foreign(fmt::format("Switched to context {}.\n", go_quote(name)));
  }
};

}  // namespace

cli::Command config_use_context_command() {
  cli::Command command =
      cli::make_command<UseContextOptions>({.name = "use-context",
                                            .aliases = {"use"},
                                            .usage = "config use-context CONTEXT_NAME",
                                            .summary = "Make a context the current one",
                                            .description = "Makes a context the one that is used when none is named.",
                                            .examples = "# Work with the cluster of this context from now on\n"
                                                        "PROGRAM config use-context minikube"});
  command.complete = complete_entry(KubeconfigSection::contexts);
  return command;
}

}  // namespace kpp::cmd
