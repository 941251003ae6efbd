// top pod.
#include <fmt/core.h>

#include <set>
#include <utility>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "base/go_sort.h"
#include "base/time.h"
#include "cli/flag_set.h"
#include "cmd/top/subcommands.h"
#include "cmd/top/usage_table.h"
#include "data/selector.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

/// A new pod has no metrics for so long.
constexpr std::chrono::minutes kPatience{2};

struct ContainerUsage {
  std::string name = {};
  Amounts used = {};
};

struct PodUsage {
  std::string namespace_name = {};
  std::string name = {};
  std::vector<ContainerUsage> containers = {};
  Amounts sum = {};
};

// Field selectors in their plain form. Throws for a term that compares nothing.
std::string field_selector_text(const std::string& typed) {
  std::string out;
  std::string term;
  const auto end_term = [&] {
    if (term.empty()) return;
    const std::size_t equals = term.find('=');
    if (equals == std::string::npos) {
      throw ParseError(fmt::format("invalid selector: '{}'; can't understand '{}'", typed, term));
    }
    if (term.compare(equals, 2, "==") == 0 && (equals == 0 || term[equals - 1] != '!')) term.erase(equals, 1);
    out += (out.empty() ? "" : ",") + term;
    term.clear();
  };
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == ',') {
      end_term();
      continue;
    }
    term += typed[i];
    if (typed[i] == '\\' && i + 1 < typed.size()) term += typed[++i];
  }
  end_term();
  return out;
}

class TopPodOptions {
 public:
  void bind(cli::FlagSet& flags) {
    selectors_.bind(flags);
    flags.add({.name = "sort-by",
               .target = &sort_by_,
               .help = "Order by what is used of this, most first: cpu or memory.",
               .choices = {"cpu", "memory"},
               .completes = cli::Completes::choices});
    flags.add({.name = "containers", .target = &containers_, .help = "Show each container of the pods."});
    flags.add({.name = "all-namespaces",
               .short_name = 'A',
               .target = &all_namespaces_,
               .help = "Pods of all namespaces; a namespace given with -n does not count then."});
    flags.add({.name = "no-headers", .target = &no_headers_, .help = "Leave out the headers of the table."});
    flags.add({.name = "use-protocol-buffers",
               .target = &protocol_buffers_,
               .help = "Taken for compatibility: metrics always come as JSON, which shows the same."});
    flags.add({.name = "sum", .target = &sum_, .help = "Show the sum of all in a last line."});
    flags.add({.name = "show-swap", .target = &show_swap_, .help = "Show swap memory, too."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() > 1) throw context.usage_error("pod [NAME | -l label]");
    if (args.size() == 1) name_ = args[0];
  }

  void validate() const {
    check_sort_by(sort_by_);
    const bool selected = !selectors_.label_selector.empty() || !selectors_.field_selector.empty();
    if (!name_.empty() && selected) throw UsageError("only one of NAME or selector can be provided");
  }

  void run(app::Context& context) {
    labels_ = Selector::parse(selectors_.label_selector).str();
    fields_ = field_selector_text(selectors_.field_selector);
    const std::string version = metrics_version(context);
    UsageTable table(show_swap_);
    std::vector<PodUsage> pods = read_usage(context, version, table);
    if (!pods.empty() && !fields_.empty()) keep_selected(context, pods);
    if (pods.empty()) {
      explain_absence(context);
      context.err().write_foreign(all_namespaces_
                                      ? "No resources found\n"
                                      : fmt::format("No resources found in {} namespace.\n", context.namespace_name()));
      return;
    }
    go_sort(pods, [&](const PodUsage& a, const PodUsage& b) {
      if (!sort_by_.empty()) return uses_more(a.sum, b.sum, sort_by_);
      if (all_namespaces_ && a.namespace_name != b.namespace_name) return a.namespace_name < b.namespace_name;
      return a.name < b.name;
    });
    print(table, pods);
    table.write(context.out());
  }

 private:
  Document read(app::Context& context, const GroupVersionResource& type, const std::string& ns) const {
    Request request = Request::resource("GET", type, ns, name_);
    if (!labels_.empty()) request.with("labelSelector", labels_);
    // Metrics know next to none of a pod's fields.
    if (!fields_.empty() && type.group.empty()) request.with("fieldSelector", fields_);
    return context.client().get(request);
  }

  // Which pods have the fields is what the pods themselves tell.
  void keep_selected(app::Context& context, std::vector<PodUsage>& usages) const {
    const Document selected =
        read(context, {"", "v1", "pods"}, all_namespaces_ ? std::string() : context.namespace_name());
    std::set<std::pair<std::string, std::string>> names;
    each(selected, [&](Node pod) { names.emplace(pod["metadata"]["namespace"].str(), pod["metadata"]["name"].str()); });
    std::erase_if(usages, [&](const PodUsage& usage) { return !names.contains({usage.namespace_name, usage.name}); });
  }

  // The elements of a list, or the one object in place of it.
  template <class Use>
  void each(const Document& document, const Use& use) const {
    if (!name_.empty()) return use(document.root);
    for (const Node item : document.root["items"].items()) use(item);
  }

  std::vector<PodUsage> read_usage(app::Context& context, const std::string& version, const UsageTable& table) const {
    const Document metrics =
        read(context, {"metrics.k8s.io", version, "pods"}, all_namespaces_ ? std::string() : context.namespace_name());
    std::vector<PodUsage> out;
    each(metrics, [&](Node pod) {
      const Node metadata = pod["metadata"];
      PodUsage usage{.namespace_name = std::string(metadata["namespace"].str()),
                     .name = std::string(metadata["name"].str())};
      for (const Node container : pod["containers"].items()) {
        usage.containers.push_back({std::string(container["name"].str()), to_amounts(container["usage"])});
        add(usage.sum, usage.containers.back().used, table);
      }
      out.push_back(std::move(usage));
    });
    return out;
  }

  static void add(Amounts& sum, const Amounts& more, const UsageTable& table) {
    for (const std::string_view resource : table.resources()) sum[std::string(resource)] += amount(more, resource);
  }

  // Are there pods that ought to have metrics? As in kubectl those of the namespace are looked at, with -A too.
  void explain_absence(app::Context& context) const {
    const Document pods = read(context, {"", "v1", "pods"}, context.namespace_name());
    bool any = false;
    each(pods, [&](Node pod) {
      any = true;
      const Node metadata = pod["metadata"];
      const auto created = parse_rfc3339(metadata["creationTimestamp"].str());
      const std::chrono::nanoseconds age = created ? context.clock().now() - *created : std::chrono::nanoseconds::max();
      if (age > kPatience) {
        throw Error(fmt::format("Metrics not available for pod {}/{}, age: {}", metadata["namespace"].str(),
                                metadata["name"].str(), go_duration(age)));
      }
    });
    if (any) throw Error("metrics not available yet");
  }

  void print(UsageTable& table, std::vector<PodUsage>& pods) const {
    std::size_t columns = 1 + table.resources().size();
    if (!no_headers_) {
      std::vector<std::string_view> before;
      if (all_namespaces_) before.emplace_back("NAMESPACE");
      if (containers_) before.emplace_back("POD");
      columns += before.size();
      before.emplace_back("NAME");
      table.header(before, false);
    }
    Amounts total;
    for (PodUsage& pod : pods) {
      add(total, pod.sum, table);
      if (!containers_) {
        row(table, pod, {}, pod.sum);
        continue;
      }
      go_sort(pod.containers, [&](const ContainerUsage& a, const ContainerUsage& b) {
        return sort_by_.empty() ? a.name < b.name : uses_more(a.used, b.used, sort_by_);
      });
      for (const ContainerUsage& container : pod.containers) row(table, pod, container.name, container.used);
    }
    if (sum_) print_sum(table, total, columns);
  }

  void row(UsageTable& table, const PodUsage& pod, const std::string& container, const Amounts& used) const {
    if (all_namespaces_) table.cell(pod.namespace_name);
    table.cell(pod.name);
    if (containers_) table.cell(container);
    for (const std::string_view resource : table.resources()) table.usage(resource, amount(used, resource));
    table.end_row();
  }

  // Where the sum stands follows from the columns of the headers, and from two resources, as in kubectl: without
  // headers, or with swap, it stands elsewhere than the columns it sums.
  static void print_sum(UsageTable& table, const Amounts& total, std::size_t columns) {
    for (std::size_t i = 0; i + 2 < columns; ++i) table.cell("");
    table.cell("________");
    table.cell("________");
    table.end_row();
    for (std::size_t i = 0; i + 3 < columns; ++i) table.cell("");
    table.cell("");
    for (const std::string_view resource : table.resources()) table.usage(resource, amount(total, resource));
    table.end_row();
  }

  app::SelectorFlags selectors_;
  std::string sort_by_;
  bool containers_ = false;
  bool all_namespaces_ = false;
  bool no_headers_ = false;
  bool protocol_buffers_ = true;
  bool sum_ = false;
  bool show_swap_ = false;
  std::string name_;
  std::string labels_;
  std::string fields_;
};

}  // namespace

cli::Command top_pod_command() {
  cli::Command command = cli::make_command<TopPodOptions>(
      {.name = "pod",
       .aliases = {"pods", "po"},
       .usage = "top pod [NAME | -l label]",
       .summary = "Display resource (CPU/memory) usage of pods",
       .description = "Shows how much CPU and memory pods use. A new pod has no metrics for the first minutes.",
       .examples = "# The pods of the current namespace\nPROGRAM top pod\n\n"
                   "# A pod and its containers\nPROGRAM top pod web --containers\n\n"
                   "# Pods with a label, and what they use together\nPROGRAM top pod -l app=web --sum",
       .reads_only = true});
  command.complete = app::complete_names_of("pods");
  return command;
}

}  // namespace kpp::cmd
