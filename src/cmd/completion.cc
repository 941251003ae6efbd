// completion: the script that teaches a shell to complete kpp's lines.
#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "cmd/completion_scripts.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CompletionOptions {
  std::string_view script;

  void bind(cli::FlagSet&) {}

  void complete(app::Context& context, const cli::Args& args) {
    if (args.empty()) throw context.usage_error("Shell not specified.");
    if (args.size() > 1) throw context.usage_error("Too many arguments. Expected only the shell type.");
    const auto* found = std::find_if(std::begin(kCompletionScripts), std::end(kCompletionScripts),
                                     [&](const CompletionScript& known) { return known.shell == args[0]; });
    if (found == std::end(kCompletionScripts)) {
      throw context.usage_error(fmt::format("Unsupported shell type \"{}\".", args[0]));
    }
    script = found->text;
  }

  // The scripts speak of kpp; called as kubectl, kubectl is what they complete.
  void run(app::Context& context) { context.out().write(replace_all(std::string(script), "kpp", context.program())); }
};

}  // namespace

cli::Command completion_command() {
  cli::Command command = cli::make_command<CompletionOptions>(
      {.name = "completion",
       .usage = "completion SHELL",
       .summary = "Write the completion script of a shell",
       .description = "Writes a script that makes bash, zsh, fish or powershell complete commands, flags, types and "
                      "names. It also defines "
                      "kubectl's function names, so that an alias completed with __start_kubectl goes on working.",
       .examples = "# In this bash\nsource <(PROGRAM completion bash)\n\n# In every zsh\nPROGRAM completion zsh > "
                   "\"${fpath[1]}/_PROGRAM\"",
       .group = cli::Group::settings});
  command.complete = [](app::Context&, const cli::Args& before, const std::string& typed) {
    cli::Completion out;
    if (!before.empty()) out.directive = 0;
    for (const CompletionScript& known : kCompletionScripts) {
      if (before.empty() && known.shell.starts_with(typed)) out.candidates.emplace_back(known.shell);
    }
    return out;
  };
  return command;
}

}  // namespace kpp::cmd
