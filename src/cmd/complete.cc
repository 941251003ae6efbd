// __complete: what the shells' scripts ask for candidates.
#include "app/completers.h"
#include "app/context.h"
#include "app/plugin.h"
#include "cli/complete.h"
#include "cmd/commands.h"
#include "io/output.h"

namespace kpp::cmd {
namespace {

template <bool kBare>
struct CompleteOptions {
  /// Candidates that come later are of no use.
  static constexpr std::chrono::seconds kPatience{3};
  std::vector<std::string> words;
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }
  void run(app::Context& context) {
    context.hush(kPatience);
    const cli::Completion found = candidates(context);
    context.out().write_foreign(cli::completion_text(found, kBare));
  }

  cli::Completion candidates(app::Context& context) const {
    if (std::optional<cli::Completion> plugin = app::complete_plugin(context, context.root(), words)) {
      return std::move(*plugin);
    }
    cli::Completion found =
        cli::complete_line(context, context.root(), context.global_flag_set(), words, app::value_completers());
    const bool first = words.size() == 1 && !words[0].starts_with('-');
    if (first) app::complete_plugin_names(context, context.root(), words[0], found);
    return found;
  }
};

}  // namespace

cli::Command complete_command() {
  return cli::make_command<CompleteOptions<false>>({.name = "__complete",
                                                    .summary = "Candidates for a shell",
                                                    .hidden = true,
                                                    .raw_arguments = true,
                                                    .reads_only = true});
}

cli::Command complete_bare_command() {
  return cli::make_command<CompleteOptions<true>>({.name = "__completeNoDesc",
                                                   .summary = "Candidates for a shell",
                                                   .hidden = true,
                                                   .raw_arguments = true,
                                                   .reads_only = true});
}

}  // namespace kpp::cmd
