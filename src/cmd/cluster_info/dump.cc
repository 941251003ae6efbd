// cluster-info dump: the objects and logs that help to find out what is wrong with a cluster.
#include "cmd/cluster_info/dump.h"

#include <fmt/core.h>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "base/files.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "data/json.h"
#include "io/output.h"
#include "io/text_sink.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct Kind {
  GroupVersionResource resource;
  std::string_view file;
};

// In kubectl's order.
std::vector<Kind> kinds_to_dump() {
  return {{{"", "v1", "events"}, "events"},
          {{"", "v1", "replicationcontrollers"}, "replication-controllers"},
          {{"", "v1", "services"}, "services"},
          {{"apps", "v1", "daemonsets"}, "daemonsets"},
          {{"apps", "v1", "deployments"}, "deployments"},
          {{"apps", "v1", "replicasets"}, "replicasets"},
          {{"", "v1", "pods"}, "pods"}};
}

struct DumpOptions {
  app::PrintFlags print;
  std::string output_directory;
  bool all_namespaces = false;
  std::vector<std::string> namespaces;
  std::chrono::nanoseconds pod_running_timeout = std::chrono::seconds(20);
  std::unique_ptr<print::Printer> printer;

  void bind(cli::FlagSet& flags) {
    print.options.output = "json";
    print.bind(flags);
    flags.add({.name = "all-namespaces",
               .short_name = 'A',
               .target = &all_namespaces,
               .help = "Dump all namespaces; --namespaces does not count then."});
    flags.add({.name = "namespaces", .target = &namespaces, .help = "Namespaces to dump, with commas between them."});
    flags.add({.name = "output-directory",
               .target = &output_directory,
               .help = "Folder to write files to, one for each type, and the logs of each pod; \"-\" or nothing is "
                       "standard output.",
               .completes = cli::Completes::folders});
    flags.add({.name = "pod-running-timeout",
               .target = &pod_running_timeout,
               .help = "Longest time to wait for a pod to run, such as 5s, 2m or 3h."});
  }

  void complete(app::Context&, const cli::Args&) { printer = print.printer(); }

  void validate() const {
    if (pod_running_timeout.count() <= 0) throw UsageError("--pod-running-timeout must be higher than zero");
  }

  void run(app::Context& context) {
    dump(context, {"", "v1", "nodes"}, {}, "nodes");
    for (const std::string& ns : chosen_namespaces(context)) {
      Document pods;
      for (const Kind& kind : kinds_to_dump()) {
        pods = dump(context, kind.resource, ns, checked(ns) + "/" + std::string(kind.file));
      }
      for (const Node pod : pods.root["items"].items()) dump_logs(context, ns, pod);
    }
    if (to_files()) context.out().write("Cluster info dumped to " + output_directory + "\n");
  }

  bool to_files() const { return !output_directory.empty() && output_directory != "-"; }

  std::string extension() const {
    if (print.options.output == "json") return ".json";
    return print.options.output == "yaml" ? ".yaml" : ".txt";
  }

  std::vector<std::string> chosen_namespaces(app::Context& context) const {
    if (!all_namespaces) {
      return namespaces.empty() ? std::vector<std::string>{"kube-system", context.namespace_name()} : namespaces;
    }
    std::vector<std::string> out;
    const Document list = context.client().get(Request::resource("GET", {"", "v1", "namespaces"}));
    for (const Node ns : list.root["items"].items()) out.emplace_back(ns["metadata"]["name"].str());
    return out;
  }

  // A name that becomes part of a path must not lead out of the folder.
  static std::string checked(std::string_view name) {
    if (name.empty() || name.front() == '.' ||
        name.find_first_of(std::string_view("/\\\0", 3)) != std::string_view::npos) {
      throw Error(fmt::format("the name {} cannot be used as a file's name", go_quote(name)));
    }
    return std::string(name);
  }

  void write(app::Context& context, const std::string& file, const std::string& text) const {
    if (!to_files()) return context.out().write_foreign(text);
    const std::string path = path_join(output_directory, file);
    make_folders(path_dir(path), 0700);
    replace_file(path, text, 0600);
  }

  Document dump(app::Context& context, const GroupVersionResource& resource, const std::string& ns,
                const std::string& file) {
    // Members in the server's order, which is that of the types.
    const std::string body = context.client().send(Request::resource("GET", resource, ns))->read_all();
    Document document = data::parse_json(body, data::KeyOrder::as_written);
    if (document.root["items"].empty()) document.root = with_null_items(document);
    if (print.options.output == "name") {
      throw Error(fmt::format("list types are not supported by name printing: *v1.{}", document.root["kind"].str()));
    }
    io::TextSink sink;
    {
      io::Output out(sink, false, 80);
      printer->print(document.root, out);
      out.flush();
    }
    write(context, file + extension(), sink.text);
    return document;
  }

  // The lists are typed ones in kubectl: a list of nothing is null there.
  static Node with_null_items(Document& list) {
    std::vector<Member> members(list.root.members().begin(), list.root.members().end());
    for (Member& member : members) {
      if (member.key == "items") member.value = Node::null();
    }
    return list.arena.make_object(members);
  }

  void dump_logs(app::Context& context, const std::string& ns, Node pod) const {
    std::string text;
    const std::string name(pod["metadata"]["name"].str());
    for (const char* list : {"initContainers", "containers"}) {
      for (const Node container : pod["spec"][list].items()) {
        const std::string title = fmt::format("container {} of pod {}/{}", container["name"].str(), ns, name);
        text += "==== START logs for " + title + " ====\n";
        text += log_of(context, ns, name, std::string(container["name"].str()));
        text += "==== END logs for " + title + " ====\n";
      }
    }
    write(context, checked(ns) + "/" + checked(name) + "/logs.txt", text);
  }

  static std::string log_of(app::Context& context, const std::string& ns, const std::string& pod,
                            const std::string& container) {
    Request request = Request::resource("GET", {"", "v1", "pods"}, ns, pod, "log");
    request.accept = Accept::any;
    request.with("container", container);
    try {
      return context.client().send(request)->read_all();
    } catch (const Error& error) {
      return fmt::format("Request log error: {}\n", error.what());
    }
  }
};

}  // namespace

cli::Command cluster_info_dump_command() {
  return cli::make_command<DumpOptions>(
      {.name = "dump",
       .usage = "cluster-info dump [flags]",
       .summary = "Write out what helps to find faults in a cluster",
       .description = "Writes the nodes, and of each chosen namespace the events, services, workloads and pods with "
                      "their logs: to standard "
                      "output, or into a folder. Without flags these are kube-system and the current namespace.",
       .examples = "# To standard output\nPROGRAM cluster-info dump\n\n# Everything, into a folder\nPROGRAM "
                   "cluster-info dump -A --output-directory=state",
       .reads_only = true});
}

}  // namespace kpp::cmd
