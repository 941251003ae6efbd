// config delete-context: takes a context out of its kubeconfig file.
#include "app/context.h"
#include "app/help.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"

namespace kpp::cmd {
namespace {

struct DeleteContextOptions {
  std::vector<std::string> words;

  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }

  void run(app::Context& context) {
    delete_named_entry(context, KubeconfigSection::contexts, "context", words, [&] { app::show_help(context); });
  }
};

}  // namespace

cli::Command config_delete_context_command() {
  cli::Command command = cli::make_command<DeleteContextOptions>(
      {.name = "delete-context",
       .usage = "config delete-context NAME",
       .summary = "Delete a context from the kubeconfig",
       .description = "Deletes a context from the kubeconfig file that has it; its "
                      "cluster and user stay.",
       .examples = "# Forget a context\nPROGRAM config delete-context minikube"});
  command.complete = complete_entry(KubeconfigSection::contexts);
  return command;
}

}  // namespace kpp::cmd
