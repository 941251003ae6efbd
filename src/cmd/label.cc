// label: sets, removes and lists labels.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "algo/merge_patch.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/flags/metadata_pairs.h"
#include "app/object_parts.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/label_syntax.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

app::Pairs parse_labels(const std::vector<std::string>& pairs) {
  app::Pairs out;
  for (const std::string& pair : pairs) {
    if (const std::size_t equals = pair.find('='); equals != std::string::npos) {
      const std::string value = pair.substr(equals + 1);
      if (value.find('=') != std::string::npos) throw UsageError("invalid label spec: " + pair);
      if (const auto problems = data::label_value_problems(value); !problems.empty()) {
        throw UsageError(fmt::format("invalid label value: {}: {}", go_quote(pair), join(problems, ";")));
      }
      out.set[pair.substr(0, equals)] = value;
    } else {
      out.removed.push_back(pair.substr(0, pair.size() - 1));
    }
  }
  const auto set_too = [&](const std::string& key) { return out.set.contains(key); };
  if (std::any_of(out.removed.begin(), out.removed.end(), set_too)) {
    throw UsageError("can not both modify and remove a label in the same command");
  }
  return out;
}

struct LabelOptions {
  app::MetadataPairFlags common{"labeled", "kubectl-label", "label"};
  std::vector<std::string> resources;
  app::Pairs labels;

  void bind(cli::FlagSet& flags) { common.bind(flags); }

  void complete(app::Context& context, const cli::Args& args) {
    common.objects.complete(context);
    app::PairArgs words = app::split_pair_args(args.words, "label");
    resources = std::move(words.resources);
    labels = parse_labels(words.pairs);
    if (common.list && !common.objects.print.options.output.empty()) {
      throw UsageError("--list and --output may not be specified together");
    }
  }

  void validate() const {
    common.check_selectors();
    common.check_sources(resources, "pod");
    if (labels.set.empty() && labels.removed.empty() && !common.list) {
      throw UsageError("at least one label update is required");
    }
  }

  // What was done, as the output says it.
  static std::string_view operation(bool added, bool removed) {
    if (added && removed) return "modified";
    return added ? "labeled" : removed ? "unlabeled" : "not labeled";
  }

  void refuse_overwriting(const Json& before) const {
    std::vector<std::shared_ptr<const Error>> errors;
    for (const auto& [key, value] : labels.set) {
      const auto found = before.find(key);
      if (found == before.end() || *found == value) continue;
      errors.push_back(std::make_shared<Error>(
          fmt::format("'{}' already has a value ({}), and --overwrite is false", key, found->get<std::string>())));
    }
    if (!errors.empty()) throw Aggregate(std::move(errors));
  }

  void change(app::FoundObject& found, app::Context& context, resource::Writer& changer) const {
    const bool sends = common.objects.sends() && !common.list;
    common.forget_version(found.object());
    const Json before = found.object();
    Json current = app::metadata_map(found.object(), "labels");
    if (sends) {
      for (const std::string& key : labels.removed) {
        if (!current.contains(key)) context.out().write(fmt::format("label {} not found.\n", go_quote(key)));
      }
    }
    if (!common.overwrite) refuse_overwriting(current);
    bool added = false;
    bool removed = false;
    for (const auto& [key, value] : labels.set) {
      if (const auto known = current.find(key); known != current.end() && *known == value) continue;
      current[key] = value;
      added = true;
    }
    for (const std::string& key : labels.removed) removed = current.erase(key) > 0 || removed;
    app::set_in_metadata(found.object(), "labels", std::move(current));
    common.require_version(found.object());
    if (sends) common.objects.note_cause(found.object(), context);
    if (sends && (added || removed)) {
      changer.update(found, resource::PatchType::merge, before, found.object());
    }
    if (common.list) return;
    app::print_json(*common.objects.printer(operation(added, removed)), found.object(), context);
  }

  void run(app::Context& context) {
    app::ObjectFinder finder = common.finder(context, resources);
    resource::Writer changer = common.objects.changer(context);
    finder.each([&](app::FoundObject& object) {
      change(object, context, changer);
      if (common.list) app::list_metadata(object, "labels", finder.single(), context);
    });
  }
};

}  // namespace

cli::Command label_command() {
  cli::Command command = cli::make_command<LabelOptions>(
      {.name = "label",
       .usage =
           "label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]",
       .summary = "Update the labels on a resource",
       .description = "Sets labels (KEY=VALUE) and removes them (KEY-).\n\n"
                      "A label that has another value already is refused unless --overwrite is given. Keys and values "
                      "begin with a letter or "
                      "digit and may hold letters, digits, hyphens, dots and underscores, up to 63 characters; a key "
                      "may have a DNS name and a "
                      "slash in front.",
       .examples = "# Add a label to a pod\nPROGRAM label pod web stage=test\n\n"
                   "# Give it another value\nPROGRAM label pod web stage=live --overwrite\n\n"
                   "# Remove it\nPROGRAM label pod web stage-\n\n"
                   "# All pods of the namespace\nPROGRAM label pods --all team=shop\n\n"
                   "# The objects of a manifest\nPROGRAM label -f shop.yaml team=shop\n\n"
                   "# Show the labels of a deployment\nPROGRAM label deployment web --list",
       .group = cli::Group::settings});
  command.complete = app::complete_types_and_names;
  return command;
}

}  // namespace kpp::cmd
