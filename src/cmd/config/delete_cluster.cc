// config delete-cluster: takes a cluster out of its kubeconfig file.
#include "app/context.h"
#include "app/help.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct DeleteClusterOptions {
  std::vector<std::string> words;

  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    if (words.size() != 1) return app::show_help(context);
    const std::string& name = words[0];
    const std::string file = files.default_file();
    if (!merged.entries(KubeconfigSection::clusters).contains(name)) throw Error(fmt::format("cannot delete cluster {}, not in {}", name, file));
    delete_entry(context, merged, KubeconfigSection::clusters, name);
    context.out().write_foreign(fmt::format("deleted cluster {} from {}\n", name, file));
  }
};

}  // namespace

cli::Command config_delete_cluster_command() {
  cli::Command command = cli::make_command<DeleteClusterOptions>({.name = "delete-cluster",
                                                                  .usage = "config delete-cluster NAME",
                                                                  .summary = "Delete a cluster from the kubeconfig",
                                                                  .description = "Deletes a cluster's entry from the kubeconfig file that has it.",
                                                                  .examples = "# Forget a cluster\nPROGRAM config delete-cluster minikube"});
  command.complete = complete_entry(KubeconfigSection::clusters);
  return command;
}

}  // namespace kpp::cmd
