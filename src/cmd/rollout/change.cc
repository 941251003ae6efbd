// rollout pause, resume and restart: one field of each object.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "resource/failures.h"
#include "resource/writer.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/render_error.h"
#include "resource/each.h"
#include "base/quote.h"
#include "base/time.h"
#include "cli/flag_set.h"
#include "cmd/rollout/rollout_flags.h"
#include "cmd/rollout/subcommands.h"
#include "kpp/error.h"
#include "schema/decode.h"

namespace kpp::cmd {
namespace {

constexpr std::string_view kRestartedAt = "kubectl.kubernetes.io/restartedAt";

/// The patch for an object, {} where nothing would change. Throws Error with the reason when it cannot be.
using Change = Json (*)(const app::FoundObject& object, TimePoint now);

bool is_paused(const app::FoundObject& object) {
  const auto spec = object.object().find("spec");
  return spec != object.object().end() && spec->is_object() && spec->value("paused", false);
}

Json pause(const app::FoundObject& object, TimePoint) {
  if (object.type.kind != "Deployment") throw Error("pausing is not supported");
  if (is_paused(object)) throw Error("is already paused");
  return {{"spec", {{"paused", true}}}};
}

Json resume(const app::FoundObject& object, TimePoint) {
  if (object.type.kind != "Deployment") throw Error("resuming is not supported");
  if (!is_paused(object)) throw Error("is not paused");
  return {{"spec", {{"paused", nullptr}}}};
}

// The local time with its offset, as Go's RFC 3339 has it.
std::string local_rfc3339(TimePoint time) {
  const std::string text = format_go_time(time);  // 2006-01-02 15:04:05 -0700 MST
  const std::string offset = text.substr(20, 5);
  return text.substr(0, 10) + "T" + text.substr(11, 8) +
         (offset == "+0000" ? "Z" : offset.substr(0, 3) + ":" + offset.substr(3));
}

Json restart(const app::FoundObject& object, TimePoint now) {
  if (!has_rollouts(object.type)) throw Error("restarting is not supported");
  if (object.type.kind == "Deployment" && is_paused(object)) {
    throw Error("can't restart paused deployment (run rollout resume first)");
  }
  const std::string time = local_rfc3339(now);
  const Json::json_pointer place("/spec/template/metadata/annotations");
  if (object.object().contains(place)) {
    const Json& annotations = object.object().at(place);
    if (annotations.is_object() && annotations.value(kRestartedAt, "") == time) return Json::object();
  }
  return {{"spec", {{"template", {{"metadata", {{"annotations", {{kRestartedAt, time}}}}}}}}}};
}

template <Change change>
struct ChangeOptions {
  RolloutFlags rollout;
  app::PrintFlags print;
  app::FieldManagerFlag field_manager{"kubectl-rollout"};

  void bind(cli::FlagSet& flags) {
    print.bind(flags);
    rollout.bind(flags);
    field_manager.bind(flags);
  }
  void complete(app::Context&, const cli::Args& args) { rollout.words = args.words; }
  void validate() const { rollout.require_objects(); }

  static std::string_view done() {
    if constexpr (change == pause) return "paused";
    else if constexpr (change == resume) return "resumed";
    else return "restarted";
  }

  void run(app::Context& context) const {
    resource::Failures failures;
    const std::vector<app::FoundObject> found = rollout.finder(context).find(failures);
    if (found.empty() && failures.empty()) return tell_none_found(context);
    for (const app::FoundObject& object : found) failures.guard([&] { change_one(object, context); });
    failures.raise();
  }

  void change_one(const app::FoundObject& object, app::Context& context) const {
    Json patch;
    try {
      patch = change(object, context.clock().now());
    } catch (const Error& error) {
      throw Error(
          fmt::format("error: {} {} {}", object.type.gvr().group_resource(), go_quote(object.name), error.message()));
    }
    if (patch.empty()) {
      throw Error(
          fmt::format("failed to create patch for {}: if restart has already been triggered within the past second, "
                      "please wait before "
                      "attempting to trigger another",
                      object.name));
    }
    Document changed;
    try {
      changed = resource::Writer(context, {.field_manager = field_manager.name}, KeyOrder::as_written)
                    .patch(object, resource::PatchType::strategic, patch);
    } catch (const Error& error) {
      throw Error("failed to patch: " + error.text_inside());
    }
    app::print_json(*print.printer(done()), schema::as_typed(data::to_json_value(changed.root)), context,
                    KeyOrder::as_written);
  }
};

template <Change change>
cli::Command with_completion(cli::Command command) {
  cli::Command out = cli::make_command<ChangeOptions<change>>(std::move(command));
  out.complete = change == restart ? app::complete_names_of_types({"deployment", "daemonset", "statefulset"})
                                   : app::complete_names_of_types({"deployment"});
  return out;
}

}  // namespace

cli::Command rollout_pause_command() {
  return with_completion<pause>(
      {.name = "pause",
       .usage = "rollout pause RESOURCE",
       .summary = "Mark the provided resource as paused",
       .description =
           "Pauses a deployment: what runs goes on running, and changes of the deployment do nothing until it "
           "is resumed. Only deployments can be paused.",
       .examples = "# Make several changes one rollout\nPROGRAM rollout pause deployment/web"});
}

cli::Command rollout_resume_command() {
  return with_completion<resume>(
      {.name = "resume",
       .usage = "rollout resume RESOURCE",
       .summary = "Resume a paused resource",
       .description = "Lets a paused deployment go on: what was changed meanwhile is rolled out now.",
       .examples = "# Roll out what was changed\nPROGRAM rollout resume deployment/web"});
}

cli::Command rollout_restart_command() {
  return with_completion<restart>(
      {.name = "restart",
       .usage = "rollout restart RESOURCE",
       .summary = "Restart a resource",
       .description = "Replaces the pods of a deployment, daemon set or stateful set by new ones of the same version, "
                      "step by step as any rollout does.",
       .examples = "# New pods for one deployment\nPROGRAM rollout restart deployment/web\n\n"
                   "# New pods for all of a namespace\nPROGRAM rollout restart deployment -n shop\n\n"
                   "# By a label\nPROGRAM rollout restart deployment -l app=web"});
}

}  // namespace kpp::cmd
