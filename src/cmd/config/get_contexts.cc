// config get-contexts: the kubeconfig's contexts as a table, or their names.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/tabwriter.h"

namespace kpp::cmd {
namespace {

struct GetContextsOptions {
  bool no_headers = false;
  std::string output;
  std::vector<std::string> names;

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "no-headers", .target = &no_headers, .help = "Leave out the table's first line."});
    flags.add({.name = "output",
               .short_name = 'o',
               .target = &output,
               .help = "Output format: name is the only one.",
               .choices = {"name"},
               .completes = cli::Completes::choices});
  }

  void complete(app::Context&, const cli::Args& args) { names = args.words; }

  void validate() const {
    if (output.empty() || output == "name") return;
    throw Error(fmt::format(
        "--output {} is not available in kubectl config get-contexts; resetting to default output format", output));
  }

  void run(app::Context& context) {
    const MergedKubeconfig merged = config_files(context).load(context.log());
    const KubeconfigEntries& contexts = merged.entries(KubeconfigSection::contexts);
    std::vector<std::shared_ptr<const Error>> errors;
    std::vector<std::string> found;
    for (const std::string& name : names) {
      if (contexts.contains(name)) found.push_back(name);
      else errors.push_back(std::make_shared<Error>(fmt::format("context {} not found", name)));
    }
    if (names.empty()) {
      for (const auto& [name, entry] : contexts) found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    context.out().write_foreign(output == "name" ? lines(found) : table(merged, found));
    if (!errors.empty()) throw Aggregate(std::move(errors));
  }

  static std::string lines(const std::vector<std::string>& found) {
    std::string out;
    for (const std::string& name : found) out += name + "\n";
    return out;
  }

  std::string table(const MergedKubeconfig& merged, const std::vector<std::string>& found) const {
    print::TabWriter writer;
    if (!no_headers) writer.write("CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
    for (const std::string& name : found) {
      const Json& value = *merged.entries(KubeconfigSection::contexts).at(name).value;
      writer.write(fmt::format("{}\t{}\t{}\t{}\t{}\n", merged.current_context() == name ? "*" : " ", name,
                               value["cluster"].get<std::string>(), value["user"].get<std::string>(),
                               value.value("namespace", "")));
    }
    std::string out;
    writer.flush(out);
    return out;
  }
};

}  // namespace

cli::Command config_get_contexts_command() {
  cli::Command command = cli::make_command<GetContextsOptions>(
      {.name = "get-contexts",
       .usage = "config get-contexts [(-o|--output=)name)]",
       .summary = "Show contexts",
       .description = "Shows the kubeconfig's contexts, or those that are named, with their clusters, users and "
                      "namespaces. A star marks "
                      "the current one.",
       .examples =
           "# All contexts\nPROGRAM config get-contexts\n\n# One of them\nPROGRAM config get-contexts my-context\n\n"
           "# The names, for a script\nPROGRAM config get-contexts -o name"});
  return command;
}

}  // namespace kpp::cmd
