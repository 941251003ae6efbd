// config rename-context: gives a context another name; the current one stays current.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/help.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr KubeconfigSection kContexts = KubeconfigSection::contexts;

struct RenameContextOptions {
  std::string old_name;
  std::string new_name;

  void bind(cli::FlagSet&) {}

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() != 2) app::refuse_with_help(context, "Unexpected args: " + go_list(args));
    old_name = args[0];
    new_name = args[1];
  }

  void validate() const {
    if (new_name.empty()) throw Error("You must specify a new non-empty context name");
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    const KubeconfigEntries& contexts = merged.entries(kContexts);
    const auto found = contexts.find(old_name);
    if (found == contexts.end()) {
      throw Error(
          fmt::format("cannot rename the context {}, it's not in {}", go_quote(old_name), files.default_file()));
    }
    if (contexts.contains(new_name)) {
      throw Error(fmt::format("cannot rename the context {}, the context {} already exists in {}", go_quote(old_name),
                              go_quote(new_name), files.default_file()));
    }
    // The new name first: whoever looks in between finds a context of the current name.
    const std::string& origin = found->second.origin;
    change_file(context, origin, [&](Json& document) {
      if (const Json* value = find_entry(document, kContexts, old_name)) {
        Json copy = *value;
        make_entry(document, kContexts, new_name) = std::move(copy);
      }
      const bool here = merged.current_context() == old_name && origin == files.default_file();
      if (here) document["current-context"] = new_name;
      if (here || merged.current_context() != old_name) erase_entry(document, kContexts, old_name);
    });
    if (merged.current_context() == old_name && origin != files.default_file()) {
      set_current_context(context, files, merged, new_name);
      delete_entry(context, merged, kContexts, old_name);
    }
    context.out().write_foreign(fmt::format("Context {} renamed to {}.\n", go_quote(old_name), go_quote(new_name)));
  }
};

}  // namespace

cli::Command config_rename_context_command() {
  cli::Command command = cli::make_command<RenameContextOptions>(
      {.name = "rename-context",
       .usage = "config rename-context CONTEXT_NAME NEW_NAME",
       .summary = "Give a context another name",
       .description = "Gives the context CONTEXT_NAME the name NEW_NAME. When it is the current one it stays so.",
       .examples = "# A shorter name\nPROGRAM config rename-context old-name new-name"});
  command.complete = complete_entry(kContexts);
  return command;
}

}  // namespace kpp::cmd
