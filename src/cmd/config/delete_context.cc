// config delete-context: takes a context out of its kubeconfig file.
#include "app/context.h"
#include "app/help.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct DeleteContextOptions {
  std::vector<std::string> words;

  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    if (words.size() != 1) return app::show_help(context);
    const std::string& name = words[0];
    const std::string file = files.default_file();
    if (!merged.entries(KubeconfigSection::contexts).contains(name)) throw Error(fmt::format("cannot delete context {}, not in {}", name, file));
    if (merged.current_context() == name) {
      context.err().write(
          "warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n");
    }
    delete_entry(context, merged, KubeconfigSection::contexts, name);
    context.out().write_foreign(fmt::format("deleted context {} from {}\n", name, file));
  }
};

}  // namespace

cli::Command config_delete_context_command() {
  cli::Command command = cli::make_command<DeleteContextOptions>({.name = "delete-context",
                                                                  .usage = "config delete-context NAME",
                                                                  .summary = "Delete a context from the kubeconfig",
                                                                  .description = "Deletes a context from the kubeconfig file that has it; its "
                                                                                 "cluster and user stay.",
                                                                  .examples = "# Forget a context\nPROGRAM config delete-context minikube"});
  command.complete = complete_entry(KubeconfigSection::contexts);
  return command;
}

}  // namespace kpp::cmd
