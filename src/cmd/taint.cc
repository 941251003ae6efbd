// taint: adds taints to nodes and removes them.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "algo/strategic_merge.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/flags/object_flags.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/label_syntax.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct Taint {
  std::string key = {};
  std::string value = {};
  std::string effect = {};

  bool matches(const Taint& other) const { return key == other.key && effect == other.effect; }
  std::string str() const {
    if (effect.empty()) return value.empty() ? key : fmt::format("{}={}:", key, value);
    return value.empty() ? key + ":" + effect : fmt::format("{}={}:{}", key, value, effect);
  }
  Json json() const {
    Json out = {{"key", key}};
    if (!value.empty()) out["value"] = value;
    out["effect"] = effect;
    return out;
  }
};

Taint parse_taint(const std::string& text) {
  const auto invalid = [&](const std::string& why = {}) { return UsageError("invalid taint spec: " + text + why); };
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() > 2) throw invalid();
  Taint taint;
  taint.key = parts[0];
  if (parts.size() == 2) {
    taint.effect = parts[1];
    if (taint.effect != "NoSchedule" && taint.effect != "PreferNoSchedule" && taint.effect != "NoExecute") {
      throw UsageError(fmt::format("invalid taint effect: {}, unsupported taint effect", taint.effect));
    }
    const std::vector<std::string> pair = split(parts[0], '=');
    if (pair.size() > 2) throw invalid();
    taint.key = pair[0];
    if (pair.size() == 2) {
      taint.value = pair[1];
      if (const auto problems = data::label_value_problems(taint.value); !problems.empty()) {
        throw invalid(", " + join(problems, "; "));
      }
    }
  }
  if (const auto problems = data::label_key_problems(taint.key); !problems.empty()) {
    throw invalid(", " + join(problems, "; "));
  }
  return taint;
}

std::vector<Taint> taints_of(const Json& node) {
  std::vector<Taint> out;
  const auto spec = node.find("spec");
  if (spec == node.end() || !spec->is_object()) return out;
  const auto taints = spec->find("taints");
  if (taints == spec->end() || !taints->is_array()) return out;
  for (const Json& taint : *taints) {
    out.push_back({taint.value("key", ""), taint.value("value", ""), taint.value("effect", "")});
  }
  return out;
}

struct TaintOptions {
  app::ObjectFlags objects{"tainted", "kubectl-taint"};
  app::ValidateFlag validation;
  bool overwrite = false;
  std::vector<std::string> resources;
  std::vector<Taint> added;
  std::vector<Taint> removed;  ///< without an effect: all of the key

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.files = false, .local = false, .record = false});
    validation.bind(flags);
    flags.add({.name = "overwrite", .target = &overwrite, .help = "Replace taints of the same key and effect."});
  }

  void parse(const std::vector<std::string>& specs) {
    for (const std::string& spec : specs) {
      if (spec.ends_with('-')) {
        Taint taint = parse_taint(spec.substr(0, spec.size() - 1));
        taint.value.clear();
        removed.push_back(std::move(taint));
        continue;
      }
      Taint taint = parse_taint(spec);
      if (taint.effect.empty()) throw UsageError("invalid taint spec: " + spec);
      if (std::any_of(added.begin(), added.end(), [&](const Taint& other) { return other.matches(taint); })) {
        throw UsageError(fmt::format("duplicated taints with the same key and effect: {{{} {} {} <nil>}}", taint.key,
                                     taint.value, taint.effect));
      }
      added.push_back(std::move(taint));
    }
  }

  void complete(app::Context& context, const cli::Args& args) {
    objects.complete(context);
    (void)validation.directive();
    std::vector<std::string> specs;
    for (const std::string& arg : args) {
      if (arg.find_first_of("=:") != std::string::npos || arg.ends_with('-')) specs.push_back(arg);
      else if (specs.empty()) resources.push_back(arg);
      else throw UsageError("all resources must be specified before taint changes: " + arg);
    }
    if (resources.empty()) throw UsageError("one or more resources must be specified as <resource> <name>");
    if (specs.empty()) throw UsageError("at least one taint update is required");
    try {
      parse(specs);
    } catch (const UsageError& error) {
      throw context.usage_error(error.message());
    }
    require_nodes(context);
  }

  void require_nodes(app::Context& context) const {
    const std::string type = to_lower(resources.front());
    const auto found = context.mapper().resource_for(type);
    if (!found) throw VerbatimError(fmt::format("the server doesn't have a resource type {}", go_quote(type)));
    if (found->kind != "Node") {
      throw UsageError(fmt::format("invalid resource type {}, only node types are supported", type));
    }
  }

  void validate() const {
    std::vector<std::string> both;
    for (const Taint& one : added) {
      for (const Taint& other : removed) {
        if (one.key == other.key && (other.effect.empty() || one.effect == other.effect)) {
          both.push_back(other.key + "=" + other.effect);
        }
      }
    }
    if (!both.empty()) {
      throw UsageError("can not both modify and remove the following taint(s) in the same command: " +
                       join(both, ", "));
    }
    const bool selected = !objects.selectors.label_selector.empty();
    if (objects.all && selected) throw UsageError("setting 'all' parameter with a non empty selector is prohibited");
    if (!objects.all && !selected && resources.size() < 2) {
      throw UsageError("at least one resource name must be specified since 'all' parameter is not set");
    }
  }

  // The taints the node is to have; `operation` says what became of them.
  std::vector<Taint> wanted(const app::FoundObject& node, std::string_view& operation) const {
    const std::vector<Taint> before = taints_of(node.object());
    std::vector<std::string> there;
    for (const Taint& taint : added) {
      if (std::any_of(before.begin(), before.end(), [&](const Taint& old) { return old.matches(taint); })) {
        there.push_back(taint.key);
      }
    }
    if (!overwrite && !there.empty()) {
      throw Error(fmt::format("node {} already has {} taint(s) with same effect(s) and --overwrite is false", node.name,
                              join(there, ",")));
    }
    std::vector<Taint> out = added;
    for (const Taint& old : before) {
      if (std::none_of(added.begin(), added.end(), [&](const Taint& taint) { return taint.matches(old); })) {
        out.push_back(old);
      }
    }
    const bool some_added = before.size() != out.size();
    bool last_deleted = false;
    std::vector<std::shared_ptr<const Error>> errors;
    for (const Taint& taint : removed) {
      last_deleted = std::erase_if(out, [&](const Taint& old) {
                       return old.key == taint.key && (taint.effect.empty() || old.effect == taint.effect);
                     }) > 0;
      if (!last_deleted) {
        errors.push_back(std::make_shared<Error>(fmt::format("taint {} not found", go_quote(taint.str()))));
      }
    }
    if (!errors.empty()) throw Aggregate(std::move(errors));
    operation = (some_added && last_deleted) || overwrite ? "modified" : some_added ? "tainted" : "untainted";
    return out;
  }

  void run(app::Context& context) {
    const bool many = objects.all || !objects.selectors.label_selector.empty();
    app::ObjectSelection selection = objects.selection({"node"});
    if (!many) {
      selection.args.assign(resources.begin() + 1, resources.end());
      selection.default_type = "node";
    }
    selection.typed = true;
    app::ObjectFinder finder(context, std::move(selection));
    resource::Writer changer = objects.changer(context, validation.directive(), KeyOrder::as_written);
    finder.each([&](app::FoundObject& node) {
      if (node.type.kind != "Node") {
        throw Error(fmt::format("unexpected type *{}.{}, expected Node", node.type.version, node.type.kind));
      }
      std::string_view operation;
      const Json before = node.object();
      Json taints = Json::array();
      for (const Taint& taint : wanted(node, operation)) taints.push_back(taint.json());
      if (taints.empty()) node.object()["spec"].erase("taints");
      else node.object()["spec"]["taints"] = std::move(taints);
      const auto printer = objects.print.printer(operation);  // dry run is not told here
      const Document changed = changer.update(node, resource::PatchType::strategic, before, node.object());
      printer->print(changed.root, context.out());
    });
  }
};

}  // namespace

cli::Command taint_command() {
  cli::Command command = cli::make_command<TaintOptions>(
      {.name = "taint",
       .usage = "taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N",
       .summary = "Update the taints on one or more nodes",
       .description =
           "Adds taints to nodes (KEY=VALUE:EFFECT or KEY:EFFECT) and removes them (KEY:EFFECT- or KEY-).\n\n"
           "Effects are NoSchedule, PreferNoSchedule and NoExecute.",
       .examples = "# Keep other pods off a node\nPROGRAM taint node worker-1 dedicated=batch:NoSchedule\n\n"
                   "# Remove that taint\nPROGRAM taint node worker-1 dedicated:NoSchedule-\n\n"
                   "# Remove all taints of a key\nPROGRAM taint node worker-1 dedicated-\n\n"
                   "# All nodes with a label\nPROGRAM taint node -l zone=a dedicated=batch:PreferNoSchedule",
       .group = cli::Group::cluster});
  command.complete = app::complete_names_of_types({"node"});
  return command;
}

}  // namespace kpp::cmd
