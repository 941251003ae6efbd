// top node.
#include <map>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "base/go_sort.h"
#include "cli/flag_set.h"
#include "cmd/top/subcommands.h"
#include "cmd/top/usage_table.h"
#include "data/selector.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct NodeUsage {
  std::string name = {};
  Amounts used = {};
};

/// What a node has.
struct NodeSize {
  Amounts amounts = {};
  bool swap_known = false;
};

class TopNodeOptions {
 public:
  void bind(cli::FlagSet& flags) {
    selectors_.bind(flags, false);
    flags.add({.name = "sort-by",
               .target = &sort_by_,
               .help = "Order by what is used of this, most first: cpu or memory.",
               .choices = {"cpu", "memory"},
               .completes = cli::Completes::choices});
    flags.add({.name = "no-headers", .target = &no_headers_, .help = "Leave out the headers of the table."});
    flags.add({.name = "use-protocol-buffers",
               .target = &protocol_buffers_,
               .help = "Taken for compatibility: metrics always come as JSON, which shows the same."});
    flags.add({.name = "show-capacity",
               .target = &show_capacity_,
               .help = "Percentages of the nodes' capacity instead of what pods may use of it."});
    flags.add({.name = "show-swap", .target = &show_swap_, .help = "Show swap memory, too."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() > 1) throw context.usage_error("node [NAME | -l label]");
    if (args.size() == 1) name_ = args[0];
  }

  void validate() const {
    check_sort_by(sort_by_);
    if (!name_.empty() && !selectors_.label_selector.empty()) {
      throw UsageError("only one of NAME or --selector can be provided");
    }
  }

  void run(app::Context& context) const {
    const std::string labels = Selector::parse(selectors_.label_selector).str();
    const std::vector<Document> metrics = read(context, "metrics.k8s.io", metrics_version(context), labels);
    std::vector<NodeUsage> nodes;
    each(metrics, [&](Node node) {
      nodes.push_back({std::string(node["metadata"]["name"].str()), to_amounts(node["usage"])});
    });
    if (nodes.empty()) throw Error("metrics not available yet");
    std::map<std::string, NodeSize> sizes;
    const std::vector<Document> objects = read(context, "", "v1", labels);
    each(objects, [&](Node node) { sizes.emplace(node["metadata"]["name"].str(), size_of(node)); });
    go_sort(nodes, [&](const NodeUsage& a, const NodeUsage& b) {
      return sort_by_.empty() ? a.name < b.name : uses_more(a.used, b.used, sort_by_);
    });
    print(context, nodes, std::move(sizes));
  }

 private:
  // The list, or the one object in place of it.
  std::vector<Document> read(app::Context& context, std::string group, std::string version,
                             const std::string& labels) const {
    Request request = Request::resource("GET", {std::move(group), std::move(version), "nodes"}, {}, name_);
    if (!labels.empty()) request.with("labelSelector", labels);
    std::vector<Document> out;
    out.push_back(context.client().get(request));
    return out;
  }

  template <class Use>
  void each(const std::vector<Document>& documents, const Use& use) const {
    for (const Document& document : documents) {
      if (!name_.empty()) use(document.root);
      for (const Node item : document.root["items"].items()) use(item);
    }
  }

  NodeSize size_of(Node node) const {
    const Node status = node["status"];
    NodeSize out{.amounts = to_amounts(status[show_capacity_ ? "capacity" : "allocatable"])};
    if (const Node swap = status["nodeInfo"]["swap"]["capacity"]) {
      out.swap_known = true;
      out.amounts.insert_or_assign("swap", Quantity::from_int(swap.as_int(), Quantity::Format::binary_si));
    }
    return out;
  }

  void print(app::Context& context, const std::vector<NodeUsage>& nodes, std::map<std::string, NodeSize> sizes) const {
    UsageTable table(show_swap_);
    if (!no_headers_) table.header({"NAME"}, true);
    for (const NodeUsage& node : nodes) {
      const auto size = sizes.find(node.name);
      table.cell(node.name);
      for (const std::string_view resource : table.resources()) {
        if (resource == "swap" && size != sizes.end() && !size->second.swap_known) table.unknown();
        else table.usage(resource, amount(node.used, resource), size == sizes.end() ? Amounts() : size->second.amounts);
      }
      table.end_row();
      if (size != sizes.end()) sizes.erase(size);
    }
    // Nodes that send no metrics.
    for (const auto& [name, size] : sizes) {
      table.cell(name);
      for (std::size_t i = 0; i < table.resources().size(); ++i) table.unknown();
      table.end_row();
    }
    table.write(context.out());
  }

  app::SelectorFlags selectors_;
  std::string sort_by_;
  bool no_headers_ = false;
  bool protocol_buffers_ = true;
  bool show_capacity_ = false;
  bool show_swap_ = false;
  std::string name_;
};

}  // namespace

cli::Command top_node_command() {
  cli::Command command = cli::make_command<TopNodeOptions>(
      {.name = "node",
       .aliases = {"nodes", "no"},
       .usage = "top node [NAME | -l label]",
       .summary = "Display resource (CPU/memory) usage of nodes",
       .description = "Shows how much CPU and memory nodes use, and which part of what they have.",
       .examples = "# All nodes\nPROGRAM top node\n\n"
                   "# One node\nPROGRAM top node worker-1\n\n"
                   "# Those with the most memory in use first\nPROGRAM top node --sort-by=memory",
       .reads_only = true});
  command.complete = app::complete_names_of("nodes");
  return command;
}

}  // namespace kpp::cmd
