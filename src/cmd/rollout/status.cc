// rollout status: how far a rollout has come, until it is done.
#include <fmt/core.h>

#include "base/signals.h"
#include "resource/await.h"
#include "app/completers.h"
#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/rollout/rollout_flags.h"
#include "cmd/rollout/status_text.h"
#include "cmd/rollout/subcommands.h"
#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

/// Where no end is set: longer than any rollout.
constexpr std::chrono::hours kYear{24 * 365};

struct StatusOptions {
  RolloutFlags rollout;
  bool watch = true;
  std::int64_t revision = 0;
  std::chrono::nanoseconds timeout{0};

  void bind(cli::FlagSet& flags) {
    rollout.bind(flags);
    flags.add({.name = "watch", .short_name = 'w', .target = &watch, .help = "Go on until the rollout is done."});
    flags.add({.name = "revision",
               .target = &revision,
               .help = "Fail when another version than this is running; 0 takes any."});
    flags.add(
        {.name = "timeout", .target = &timeout, .help = "How long to wait (1s, 2m, 3h); 0 is as long as it takes."});
  }
  void complete(app::Context&, const cli::Args& args) { rollout.words = args.words; }
  void validate() const {
    rollout.require_objects();
    if (revision < 0) throw UsageError(fmt::format("revision must be a positive integer: {}", revision));
  }

  void run(app::Context& context) const {
    end_on_signals(1);
    app::ObjectFinder finder = rollout.finder(context);
    bool fresh = true;  // the first is as it was found; what becomes of others is not looked at before their turn
    const std::size_t count = finder.each([&](app::FoundObject& object) {
      if (!has_rollouts(object.type)) {
        throw Error("no status viewer has been implemented for " + kind_name(object.type));
      }
      Arena arena;
      resource::Awaited about{.target = static_cast<const resource::ObjectRef&>(object), .listed = object.listed};
      if (std::exchange(fresh, false)) about.object = data::to_node(object.object(), arena);
      resource::Await await(context, {about}, timeout.count() > 0 ? timeout : kYear);
      const auto show = [&](Node now) {
        const RolloutStatus status = rollout_status(now, revision);
        context.out().write_foreign(status.text);
        context.flush();
        return status.done || !watch;
      };
      if (!await.until(0, show, resource::Await::WhenGone::fail)) throw Error("timed out waiting for the condition");
    });
    if (count == 0) tell_none_found(context);
  }
};

}  // namespace

cli::Command rollout_status_command() {
  cli::Command command = cli::make_command<StatusOptions>(
      {.name = "status",
       .usage = "rollout status (TYPE NAME | TYPE/NAME) [flags]",
       .summary = "Show the status of the rollout",
       .description = "Shows how far the rollout of a deployment, daemon set or stateful set has come, and each step "
                      "of it until it is done. "
                      "With --watch=false it shows how it is now.\n\n"
                      "With --revision it fails as soon as another version is on its way.",
       .examples = "# Until a rollout is done\nPROGRAM rollout status deployment/web\n\n"
                   "# Five minutes at most\nPROGRAM rollout status deployment/web --timeout=5m",
       .reads_only = true});
  command.complete = app::complete_names_of_types({"deployment", "daemonset", "statefulset"}, true);
  return command;
}

}  // namespace kpp::cmd
