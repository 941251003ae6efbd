// rollout history: the versions there were, or one of them.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/rollout/revisions.h"
#include "cmd/rollout/rollout_flags.h"
#include "cmd/rollout/subcommands.h"
#include "kpp/error.h"
#include "print/tabwriter.h"
#include "schema/decode.h"

namespace kpp::cmd {
namespace {

struct HistoryOptions {
  RolloutFlags rollout;
  app::PrintFlags print;
  std::int64_t revision = 0;
  const cli::FlagSet* set = nullptr;

  void bind(cli::FlagSet& flags) {
    set = &flags;
    flags.add({.name = "revision", .target = &revision, .help = "Show this version, with its pod template."});
    rollout.bind(flags);
    print.bind(flags);
  }
  void complete(app::Context&, const cli::Args& args) { rollout.words = args.words; }
  void validate() const {
    rollout.require_objects();
    if (revision < 0) throw UsageError(fmt::format("revision must be a positive integer: {}", revision));
  }

  void run(app::Context& context) const {
    app::ObjectFinder finder = rollout.finder(context);
    const bool as_objects = set->changed("output");  // a template alone is for the object itself
    const auto printer = as_objects ? print.printer() : nullptr;
    finder.each([&](app::FoundObject& object) {
      const Revisions revisions = revisions_of(object, context, "history viewer");
      if (as_objects) return print_objects(*printer, revisions, object, context);
      const std::string heading = revision > 0 ? fmt::format("with revision #{}", revision) : std::string();
      const auto with_text = print.printer(heading + "\n" + text(revisions, object, context));
      app::print_json(*with_text, object.object(), context);
    });
  }

 private:
  const Revision& wanted(const Revisions& revisions) const {
    const auto at = revisions.find(revision);
    if (at == revisions.end()) throw Error("unable to find the specified revision");
    return at->second;
  }

  void print_objects(print::Printer& printer, const Revisions& revisions, const app::FoundObject& object,
                     app::Context& context) const {
    const auto show = [&](const Revision& one) {
      app::print_json(printer, schema::as_typed(object_of(one, object)), context, KeyOrder::as_written);
    };
    if (revision > 0) return show(wanted(revisions));
    for (const auto& [number, one] : revisions) {
      try {
        show(one);
      } catch (const Error&) {
        // Of all versions kubectl does not tell which could not be printed.
      }
    }
  }

  std::string text(const Revisions& revisions, const app::FoundObject& object, app::Context& context) const {
    if (revisions.empty()) return "No rollout history found.";
    if (revision > 0) {
      const Revision& one = wanted(revisions);
      Json shown = template_of(one);
      if (object.type.kind == "Deployment" && !one.cause.empty()) {
        shown["metadata"]["annotations"][std::string(kChangeCause)] = one.cause;
      }
      return template_text(shown, context);
    }
    print::TabWriter table({.min_width = 0, .padding = 2, .remember_widths = false});
    table.write("REVISION\tCHANGE-CAUSE\n");
    for (const auto& [number, one] : revisions) {
      table.write(fmt::format("{}\t{}\n", number, one.cause.empty() ? "<none>" : one.cause));
    }
    std::string out;
    table.flush(out);
    return out;
  }
};

}  // namespace

cli::Command rollout_history_command() {
  cli::Command command = cli::make_command<HistoryOptions>(
      {.name = "history",
       .usage = "rollout history (TYPE NAME | TYPE/NAME) [flags]",
       .summary = "View rollout history",
       .description =
           "Shows the versions that a deployment, daemon set or stateful set has had, as far as they are kept.",
       .examples = "# All versions of a deployment\nPROGRAM rollout history deployment/web\n\n"
                   "# What the third one was\nPROGRAM rollout history daemonset/agent --revision=3",
       .reads_only = true});
  command.complete = app::complete_names_of_types({"deployment", "daemonset", "statefulset"});
  return command;
}

}  // namespace kpp::cmd
