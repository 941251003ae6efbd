// scale: sets the number of replicas, by the scale subresource.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "algo/merge_patch.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/flags/object_flags.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "resource/failures.h"
#include "resource/first_question.h"

namespace kpp::cmd {
namespace {

using std::chrono::seconds;

constexpr auto kInterval = seconds(1);
constexpr auto kRetryFor = seconds(300);

struct ScaleOptions {
  app::ObjectFlags objects{"scaled", ""};
  std::string resource_version;
  std::int64_t current_replicas = -1;
  std::int64_t replicas = 0;
  std::chrono::nanoseconds timeout{0};
  std::vector<std::string> args;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to scale", .local = false, .field_manager = false});
    flags.add({.name = "resource-version",
               .target = &resource_version,
               .help = "Scale the object only if it has this version."});
    flags.add({.name = "current-replicas",
               .target = &current_replicas,
               .help = "Scale the object only if it has this many replicas now; -1 stands for any number.",
               .type_name = "int"});
    flags.add({.name = "replicas",
               .target = &replicas,
               .help = "The number of replicas to have.",
               .type_name = "int",
               .required = true});
    flags.add({.name = "timeout",
               .target = &timeout,
               .help = "Wait this long for the replicas to be there (1s, 2m, 3h); zero does not wait."});
  }

  void complete(app::Context& context, const cli::Args& words) {
    objects.complete(context);
    args = words.words;
  }

  void validate() const {
    if (replicas < 0) {
      throw UsageError("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
    }
    if (current_replicas < -1) throw UsageError("The --current-replicas must specify an integer of -1 or greater");
  }

  bool has_precondition() const { return current_replicas != -1 || !resource_version.empty(); }

  Document get_scale(const app::FoundObject& object, app::Context& context) const {
    return context.client().get(object.at("scale").request("GET"));
  }

  void check_precondition(Node scale) const {
    const std::int64_t size = scale["spec"]["replicas"].as_int();
    if (current_replicas != -1 && size != current_replicas) {
      throw Error(fmt::format("Expected replicas to be {}, was {}", current_replicas, size));
    }
    const std::string_view version = scale["metadata"]["resourceVersion"].str();
    if (!resource_version.empty() && version != resource_version) {
      throw Error(fmt::format("Expected resource version to be {}, was {}", resource_version, version));
    }
  }

  // One try. The number of replicas that the server then wants.
  std::int64_t scale_once(const app::FoundObject& object, app::Context& context, resource::Writer& changer) const {
    if (!has_precondition()) {
      const Json patch = {{"spec", {{"replicas", replicas}}}};
      return changer.patch(object.at("scale"), resource::PatchType::merge, patch).root["spec"]["replicas"].as_int();
    }
    const Document now = get_scale(object, context);
    check_precondition(now.root);
    Json wanted = data::to_json_value(now.root);
    wanted["spec"]["replicas"] = replicas;
    return changer.replace(object.at("scale"), wanted).root["spec"]["replicas"].as_int();
  }

  // Others may change the object at the same time: then it is tried again for a while.
  std::int64_t scale(const app::FoundObject& object, app::Context& context, resource::Writer& changer) const {
    std::int64_t wanted = 0;
    resource::retry_on_conflict({.limit = kRetryFor, .pause = kInterval}, context.clock(),
                                [&] { wanted = scale_once(object, context, changer); });
    return wanted;
  }

  void wait(const app::FoundObject& object, app::Context& context) const {
    const auto end = context.clock().monotonic() + timeout;
    const auto late = [&] {
      return Error(fmt::format("timed out waiting for {} to be synced", go_quote(object.name)));
    };
    if (timeout.count() < 0) throw late();
    for (;;) {
      const Document scale = get_scale(object, context);
      const std::int64_t wanted = scale.root["spec"]["replicas"].as_int();
      if (wanted != replicas || scale.root["status"]["replicas"].as_int() == replicas) return;
      if (context.clock().monotonic() + kInterval > end) throw late();
      context.clock().sleep_for(kInterval);
    }
  }

  // For --record. The object has been scaled by then, so that a failure of this is only logged.
  void record(const app::FoundObject& object, app::Context& context) const {
    Json noted = object.object();
    if (!objects.note_cause(noted, context)) return;
    try {
      resource::Writer(context, {}).update(object, resource::PatchType::merge, object.object(), noted);
    } catch (const ApiError& error) {
      context.log().info(4, std::string("error recording reason: ") + error.what());
    }
  }

  // Only where spec.replicas is known to be the number: custom resources may keep it elsewhere.
  static void show_replicas(app::FoundObject& object, std::int64_t count) {
    if (object.type.group.empty() || object.type.group == "apps") object.object()["spec"]["replicas"] = count;
  }

  // The server was not reached, and the objects are of files: kubectl has an error for each file then.
  static void throw_of_files(const std::vector<app::FoundObject>& found, resource::Failures failures,
                             app::Context& context) {
    for (const app::FoundObject& one : found) {
      try {
        resource::ask_for_types(context.client(), one.source);
      } catch (const Error&) {
        failures.add(share_current_error());
      }
    }
    failures.raise();
  }

  void run(app::Context& context) {
    app::ObjectSelection selection = objects.selection(args);
    selection.fresh = false;
    resource::Failures failures;
    std::vector<app::FoundObject> found = app::ObjectFinder(context, std::move(selection)).find(failures);
    if (!resource_version.empty() && found.size() > 1) {
      throw Error("cannot use --resource-version with multiple resources");
    }
    if (found.empty()) {
      failures.raise();
      throw Error("no objects passed to scale");
    }
    const auto printer = objects.printer();
    resource::Writer changer = objects.changer(context);
    for (app::FoundObject& object : found) {
      std::int64_t count = replicas;
      if (objects.sends()) {
        try {
          count = scale(object, context, changer);
        } catch (const Error& error) {
          if (!object.source.empty() && resource::never_reached(error)) throw_of_files(found, failures, context);
          throw;
        }
        if (timeout.count() != 0 && objects.dry_run == resource::DryRun::none) wait(object, context);
      }
      show_replicas(object, count);
      if (objects.sends()) record(object, context);
      app::print_json(*printer, object.object(), context);
    }
    failures.raise();
  }
};

}  // namespace

cli::Command scale_command() {
  cli::Command command = cli::make_command<ScaleOptions>(
      {.name = "scale",
       .usage =
           "scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)",
       .summary = "Set a new size for a deployment, replica set, or replication controller",
       .description = "Sets the number of replicas of a deployment, replica set, replication controller, stateful set, "
                      "or of any type that "
                      "has the scale subresource.\n\nWith --current-replicas or --resource-version it is set only if "
                      "they are right.",
       .examples = "# Three replicas\nPROGRAM scale deployment web --replicas=3\n\n"
                   "# Only if there are two now\nPROGRAM scale deployment web --current-replicas=2 --replicas=3\n\n"
                   "# Several at once\nPROGRAM scale deploy/web deploy/api --replicas=0\n\n"
                   "# The object of a manifest\nPROGRAM scale -f web.yaml --replicas=2",
       .group = cli::Group::deploy});
  command.complete = app::complete_names_of_types({"deployment", "replicaset", "replicationcontroller", "statefulset"});
  return command;
}

}  // namespace kpp::cmd
