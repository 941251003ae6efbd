// plugin list: the plugins on PATH, and what keeps some of them from being run.
#include "cmd/plugin/list.h"

#include <fmt/core.h>

#include <map>

#include "app/context.h"
#include "app/plugin.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/flag_set.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct PluginListOptions {
  bool name_only = false;
  std::map<std::string, std::string> seen;  ///< names, and the first file of each

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "name-only", .target = &name_only, .help = "Show the plugins' names without their folders."});
  }

  void complete(app::Context&, const cli::Args&) {}

  void run(app::Context& context) {
    std::vector<std::string> problems;
    const std::vector<std::string> files = app::plugin_files(context, &problems);
    for (const std::string& problem : problems) context.err().write_foreign(problem + "\n");
    if (files.empty()) throw Error("error: unable to find any kubectl plugins in your PATH");
    context.out().write("The following compatible plugins are available:\n\n");
    std::size_t warnings = 0;
    for (const std::string& file : files) {
      context.out().write_foreign((name_only ? path_base(file) : file) + "\n");
      for (const std::string& warning : warnings_for(context, file)) {
        context.err().write_foreign("  - " + warning + "\n");
        ++warnings;
      }
    }
    if (warnings == 1) throw Error("error: one plugin warning was found");
    if (warnings > 1) throw Error(fmt::format("error: {} plugin warnings were found", warnings));
  }

  std::vector<std::string> warnings_for(app::Context& context, const std::string& file) {
    std::vector<std::string> out;
    const std::string name = path_base(file);
    if (!file_exists(file)) {
      out.push_back(fmt::format(
          "error: unable to identify {0} as an executable file: stat {0}: no such file or directory", file));
    } else if (!context.processes().find(file.find('/') == std::string::npos ? "./" + file : file)) {
      out.push_back(fmt::format("warning: {} identified as a kubectl plugin, but it is not executable", file));
    }
    const auto [first, is_new] = seen.try_emplace(name, file);
    if (!is_new) {
      out.push_back(fmt::format("warning: {} is overshadowed by a similarly named plugin: {}", file, first->second));
    }
    std::vector<std::string> words = split(name, '-');
    words.erase(words.begin());
    const cli::Dispatch found = cli::find_command(context.root(), words, context.global_flag_set());
    // A file without a name would be the program itself.
    if (found.command != &context.root() || found.stray.empty()) {
      const std::string command = found.path.empty() ? context.program() : context.program() + " " + found.path;
      out.push_back(fmt::format("warning: {} overwrites existing command: {}", name, go_quote(command)));
    }
    return out;
  }
};

}  // namespace

cli::Command plugin_list_command() {
  return cli::make_command<PluginListOptions>(
      {.name = "list",
       .usage = "plugin list",
       .summary = "Show the plugins on PATH",
       .description = "Shows the files on PATH that are named like plugins, and warns of those that cannot be run, or "
                      "never would be. "
                      "Any warning makes the exit code 1.",
       .examples = "# All plugins\nPROGRAM plugin list\n\n# Their names alone\nPROGRAM plugin list --name-only"});
}

}  // namespace kpp::cmd
