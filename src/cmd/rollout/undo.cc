// rollout undo: back to a version there was.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/change_flags.h"
#include "app/last_applied.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/rollout/revisions.h"
#include "cmd/rollout/rollout_flags.h"
#include "cmd/rollout/subcommands.h"
#include "io/output.h"
#include "kpp/error.h"
#include "resource/writer.h"
#include "schema/decode.h"

namespace kpp::cmd {
namespace {

/// Annotations of a deployment that stay as they are when it goes back to an older version.
constexpr std::string_view kKept[] = {app::kLastApplied,
                                      kRevisionAnnotation,
                                      "deployment.kubernetes.io/revision-history",
                                      "deployment.kubernetes.io/desired-replicas",
                                      "deployment.kubernetes.io/max-replicas",
                                      "deprecated.deployment.rollback.to"};
constexpr std::string_view kHash = "pod-template-hash";

bool is_kept(std::string_view annotation) {
  return std::find(std::begin(kKept), std::end(kKept), annotation) != std::end(kKept);
}

Json annotations_of(const Json& object) {
  const Json& metadata = object.at("metadata");
  const auto found = metadata.find("annotations");
  return found != metadata.end() && found->is_object() ? *found : Json::object();
}

// A replica set's template has a label that the deployment's own does not: the hash by which its pods are known.
Json without_hash(Json pod_template) {
  const auto metadata = pod_template.find("metadata");
  if (metadata != pod_template.end() && metadata->is_object() && metadata->contains("labels")) {
    (*metadata)["labels"].erase(std::string(kHash));
  }
  return pod_template;
}

bool same(const Json& a, const Json& b) {
  constexpr std::string_view kType = "PodTemplateSpec";
  return schema::as_typed(a, kType) == schema::as_typed(b, kType);
}

struct UndoOptions {
  RolloutFlags rollout;
  app::PrintFlags print;
  app::DryRunFlag dry_run_flag;
  resource::DryRun dry_run = resource::DryRun::none;
  std::int64_t to_revision = 0;

  void bind(cli::FlagSet& flags) {
    flags.add(
        {.name = "to-revision", .target = &to_revision, .help = "The version to go back to; 0 is the one before."});
    rollout.bind(flags);
    dry_run_flag.bind(flags);
    print.bind(flags);
  }
  void complete(app::Context& context, const cli::Args& args) {
    rollout.words = args.words;
    dry_run = dry_run_flag.resolve(context);
  }
  void validate() const { rollout.require_objects(); }

  void run(app::Context& context) const {
    app::ObjectFinder finder = rollout.finder(context);
    finder.each([&](app::FoundObject& object) {
      if (annotations_of(object.object()).contains(app::kLastApplied)) {
        context.err().write_foreign(
            fmt::format("Warning: resource {0} was previously managed with '{1} apply'. Rolling back will not update "
                        "the {2} annotation, which "
                        "may cause unexpected behavior on future '{1} apply' operations. Consider using '{1} apply' "
                        "with your previous "
                        "configuration file instead.\n",
                        object.subject(), context.program(), app::kLastApplied));
      }
      const std::string result = roll_back(object, context);
      const auto printer = print.printer(result + std::string(app::dry_run_suffix(dry_run)));
      app::print_json(*printer, schema::as_typed(object.object()), context, KeyOrder::as_written);
    });
  }

 private:
  // What the output says was done.
  std::string roll_back(const app::FoundObject& object, app::Context& context) const {
    const bool deployment = object.type.kind == "Deployment";
    const auto unknown = [&] {
      return Error(fmt::format("unable to find specified revision {} in history", to_revision));
    };
    if (to_revision < 0 && has_rollouts(object.type)) throw unknown();
    const Revisions revisions = revisions_of(object, context, "rollbacker");
    auto target = revisions.find(to_revision);
    if (to_revision == 0) {
      if (revisions.size() < 2) {
        if (!deployment) throw Error("no last revision to roll back to");
        throw Error(fmt::format("no rollout history found for deployment {}", go_quote(object.name)));
      }
      target = std::prev(revisions.end(), 2);
    }
    if (target == revisions.end()) throw unknown();
    const Json pod_template = template_of(target->second);
    if (dry_run == resource::DryRun::client) {
      return (deployment ? "" : "will roll back to ") + template_text(pod_template, context);
    }
    const Json& spec = object.object().at("spec");
    if (deployment && spec.value("paused", false)) {
      throw Error(
          "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
    }
    if (same(without_hash(pod_template), without_hash(spec.at("template")))) {
      return fmt::format("skipped rollback (current template already matches revision {})", to_revision);
    }
    resource::Writer changer(context, {.dry_run = dry_run});
    try {
      if (deployment) {
        changer.patch(object, resource::PatchType::json, deployment_patch(object, target->second));
      } else changer.patch(object, resource::PatchType::strategic, target->second.holder->at("data"));
    } catch (const Error& error) {
      throw Error(fmt::format("failed restoring revision {}: {}", to_revision, error.text_inside()));
    }
    return "rolled back";
  }

  static Json deployment_patch(const app::FoundObject& object, const Revision& revision) {
    Json annotations = Json::object();
    const Json now = annotations_of(object.object());
    const Json then = annotations_of(*revision.holder);
    for (const auto& [key, value] : now.items()) {
      if (is_kept(key)) annotations[key] = value;
    }
    for (const auto& [key, value] : then.items()) {
      if (!is_kept(key)) annotations[key] = value;
    }
    return Json::array({{{"op", "replace"}, {"path", "/spec/template"}, {"value", without_hash(template_of(revision))}},
                        {{"op", "replace"}, {"path", "/metadata/annotations"}, {"value", annotations}}});
  }
};

}  // namespace

cli::Command rollout_undo_command() {
  cli::Command command = cli::make_command<UndoOptions>(
      {.name = "undo",
       .usage = "rollout undo (TYPE NAME | TYPE/NAME) [flags]",
       .summary = "Undo a previous rollout",
       .description = "Takes a deployment, daemon set or stateful set back to a version it had.",
       .examples = "# Back to the version before\nPROGRAM rollout undo deployment/web\n\n"
                   "# Back to the third\nPROGRAM rollout undo daemonset/agent --to-revision=3\n\n"
                   "# What that would bring\nPROGRAM rollout undo deployment/web --dry-run=client"});
  command.complete = app::complete_names_of_types({"deployment", "daemonset", "statefulset"});
  return command;
}

}  // namespace kpp::cmd
