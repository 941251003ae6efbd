// config get-clusters: the names of the kubeconfig's clusters.
#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"

namespace kpp::cmd {
namespace {

struct GetClustersOptions {
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args&) {}
  void run(app::Context& context) {
    const MergedKubeconfig merged = config_files(context).load(context.log());
    context.out().write("NAME\n");
    for (const auto& [name, entry] : merged.entries(KubeconfigSection::clusters)) {
      context.out().write_foreign(name + "\n");
    }
  }
};

}  // namespace

cli::Command config_get_clusters_command() {
  return cli::make_command<GetClustersOptions>({.name = "get-clusters",
                                                .usage = "config get-clusters",
                                                .summary = "Show the names of all clusters",
                                                .description = "Shows the names of the clusters in the kubeconfig.",
                                                .examples = "# All clusters\nPROGRAM config get-clusters"});
}

}  // namespace kpp::cmd
