// config delete-cluster: takes a cluster out of its kubeconfig file.
#include "app/context.h"
#include "app/help.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"

namespace kpp::cmd {
namespace {

struct DeleteClusterOptions {
  std::vector<std::string> words;

  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }

  void run(app::Context& context) {
    delete_named_entry(context, KubeconfigSection::clusters, "cluster", words, [&] { app::show_help(context); });
  }
};

}  // namespace

cli::Command config_delete_cluster_command() {
  cli::Command command = cli::make_command<DeleteClusterOptions>(
      {.name = "delete-cluster",
       .usage = "config delete-cluster NAME",
       .summary = "Delete a cluster from the kubeconfig",
       .description = "Deletes a cluster's entry from the kubeconfig file that has it.",
       .examples = "# Forget a cluster\nPROGRAM config delete-cluster minikube"});
  command.complete = complete_entry(KubeconfigSection::clusters);
  return command;
}

}  // namespace kpp::cmd
