// cordon and uncordon: whether new pods may come to a node.
#include "app/context.h"
#include "cmd/commands.h"
#include "cmd/drain/nodes.h"

namespace kpp::cmd {
namespace {

template <bool cordon>
struct CordonOptions {
  NodeFlags nodes;

  void bind(cli::FlagSet& flags) { nodes.bind(flags); }
  void complete(app::Context& context, const cli::Args& args) {
    nodes.complete(context, args, cordon ? "cordon" : "uncordon");
  }
  void run(app::Context& context) const { mark_nodes(nodes.find(context), cordon, nodes.dry_run, context); }
};

}  // namespace

cli::Command cordon_command() {
  return cli::make_command<CordonOptions<true>>(
      {.name = "cordon",
       .usage = "cordon NODE",
       .summary = "Mark node as unschedulable",
       .description = "Lets no new pods come to a node. Those that are there stay.",
       .examples = "# No new pods for one node\nPROGRAM cordon worker-1",
       .group = cli::Group::cluster,
       .complete = complete_node});
}

cli::Command uncordon_command() {
  return cli::make_command<CordonOptions<false>>({.name = "uncordon",
                                                  .usage = "uncordon NODE",
                                                  .summary = "Mark node as schedulable",
                                                  .description = "Lets new pods come to a node again.",
                                                  .examples = "# After maintenance\nPROGRAM uncordon worker-1",
                                                  .group = cli::Group::cluster,
                                                  .complete = complete_node});
}

}  // namespace kpp::cmd
