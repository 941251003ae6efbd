// annotate: sets, removes and lists annotations.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "algo/merge_patch.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/flags/metadata_pairs.h"
#include "app/object_parts.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct AnnotateOptions {
  app::MetadataPairFlags common{"annotated", "kubectl-annotate", "annotation"};
  std::vector<std::string> resources;
  app::Pairs annotations;

  void bind(cli::FlagSet& flags) { common.bind(flags); }

  void complete(app::Context& context, const cli::Args& args) {
    common.objects.complete(context);
    app::PairArgs words = app::split_pair_args(args.words, "annotation");
    resources = std::move(words.resources);
    annotations = app::parse_pairs(words.pairs, "annotation", true);
  }

  void validate() const {
    common.check_selectors();
    common.check_sources(resources, "rsrc");
    if (annotations.set.empty() && annotations.removed.empty() && !common.list) {
      throw UsageError("at least one annotation update is required");
    }
    std::vector<std::string> both;
    for (const std::string& key : annotations.removed) {
      if (annotations.set.contains(key)) both.push_back(key);
    }
    if (!both.empty()) {
      throw UsageError("can not both modify and remove the following annotation(s) in the same command: " +
                       join(both, ", "));
    }
  }

  void refuse_overwriting(const Json& before) const {
    std::vector<std::string> taken;
    for (const auto& [key, value] : annotations.set) {
      const auto found = before.find(key);
      if (key == "kubernetes.io/change-cause" || found == before.end() || *found == value) continue;
      taken.push_back(fmt::format("'{}' already has a value ({})", key, found->get<std::string>()));
    }
    if (!taken.empty()) {
      throw Error("--overwrite is false but found the following declared annotation(s): " + join(taken, "; "));
    }
  }

  void update(Json& object) const {
    Json current = app::metadata_map(object, "annotations");
    if (!common.overwrite) refuse_overwriting(current);
    for (const auto& [key, value] : annotations.set) current[key] = value;
    for (const std::string& key : annotations.removed) current.erase(key);
    app::set_in_metadata(object, "annotations", std::move(current));
    common.require_version(object);
  }

  void run(app::Context& context) {
    app::ObjectFinder finder = common.finder(context, resources);
    const auto printer = common.objects.printer();
    resource::Writer changer = common.objects.changer(context);
    finder.each([&](app::FoundObject& object) {
      if (common.list || !common.objects.sends()) {
        update(object.object());
        if (common.list) return app::list_metadata(object, "annotations", finder.single(), context);
        return app::print_json(*printer, object.object(), context);
      }
      common.forget_version(object.object());
      const Json before = object.object();
      common.objects.note_cause(object.object(), context);
      update(object.object());
      const Document changed = changer.update(object, resource::PatchType::merge, before, object.object());
      printer->print(changed.root, context.out());
    });
  }
};

}  // namespace

cli::Command annotate_command() {
  cli::Command command = cli::make_command<AnnotateOptions>(
      {.name = "annotate",
       .usage =
           "annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]",
       .summary = "Update the annotations on a resource",
       .description = "Sets annotations (KEY=VALUE) and removes them (KEY-). Values may be any text.\n\n"
                      "An annotation that has another value already is refused unless --overwrite is given.",
       .examples =
           "# Note something on a pod\nPROGRAM annotate pod web note='the front door'\n\n"
           "# Change the note\nPROGRAM annotate pod web note='the back door' --overwrite\n\n"
           "# Remove it\nPROGRAM annotate pod web note-\n\n"
           "# The objects of a manifest\nPROGRAM annotate -f shop.yaml note=checked\n\n"
           "# Only if nobody has changed the pod since version 1\nPROGRAM annotate pod web note=x --resource-version=1",
       .group = cli::Group::settings});
  command.complete = app::complete_types_and_names;
  return command;
}

}  // namespace kpp::cmd
