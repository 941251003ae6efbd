// set selector: the selector of a service.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "algo/strategic_merge.h"
#include "app/context.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/set/objects.h"
#include "cmd/set/subcommands.h"
#include "data/selector.h"
#include "kpp/error.h"
#include "schema/decode.h"

namespace kpp::cmd {
namespace {

// What a service can have, and what it cannot: expressions, as kubectl shows them.
struct ServiceSelector {
  Json labels = Json::object();
  std::vector<std::string> expressions = {};
};

ServiceSelector parse_selector(const std::string& text) {
  using Op = Selector::Op;
  ServiceSelector out;
  Selector selector;
  try {
    selector = Selector::parse(text);
  } catch (const ParseError& error) {
    throw UsageError(fmt::format("couldn't parse the selector string \"{}\": {}", text, error.message()));
  }
  for (const Selector::Requirement& requirement : selector.requirements()) {
    const auto expression = [&](std::string_view op) {
      out.expressions.push_back(fmt::format("{{{} {} {}}}", requirement.key, op, go_list(requirement.values)));
    };
    switch (requirement.op) {
      case Op::equals:
      case Op::double_equals: out.labels[requirement.key] = requirement.values.front(); break;
      case Op::in: expression("In"); break;
      case Op::not_in: expression("NotIn"); break;
      case Op::exists: expression("Exists"); break;
      case Op::not_exists: expression("DoesNotExist"); break;
      case Op::not_equals: throw UsageError("\"!=\" is not a valid label selector operator");
      case Op::greater: throw UsageError("\"gt\" isn't supported in label selectors");
      case Op::less: throw UsageError("\"lt\" isn't supported in label selectors");
    }
  }
  return out;
}

struct SetSelectorOptions {
  app::ObjectFlags objects{"selector updated", "kubectl-set"};
  std::string resource_version;
  std::vector<std::string> resources;
  std::optional<ServiceSelector> selector;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to change the selector of", .labels = false});
    flags.add({.name = "resource-version",
               .target = &resource_version,
               .help = "Change the object only if it has this version."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    objects.complete(context);
    if (args.empty()) return;
    resources.assign(args.begin(), args.end() - 1);
    selector = parse_selector(args.words.back());
  }

  void validate() const {
    if (!selector) throw UsageError("one selector is required");
  }

  void change(Json& object) const {
    if (object.value("kind", "") != "Service") throw Error("setting a selector is only supported for Services");
    if (!selector->expressions.empty()) {
      throw Error(fmt::format("match expression {} not supported on this object", go_list(selector->expressions)));
    }
    object["spec"]["selector"] = selector->labels;
    if (!resource_version.empty()) object["metadata"]["resourceVersion"] = resource_version;
  }

  void run(app::Context& context) {
    refuse_local_arguments(objects, resources);
    app::ObjectSelection selection = objects.selection(resources);
    selection.typed = true;
    app::ObjectFinder finder(context, std::move(selection));
    const auto printer = objects.printer();
    resource::Writer changer = objects.changer(context, {}, KeyOrder::as_written);
    finder.each([&](app::FoundObject& object) {
      if (!resource_version.empty()) object.object()["metadata"].erase("resourceVersion");
      const Json before = object.object();
      change(object.object());
      objects.note_cause(object.object(), context);
      const Document changed = changer.update(object, resource::PatchType::strategic, before, object.object());
      app::print_json(*printer, schema::as_typed(data::to_json_value(changed.root)), context, KeyOrder::as_written);
    });
  }
};

}  // namespace

cli::Command set_selector_command() {
  cli::Command command = cli::make_command<SetSelectorOptions>(
      {.name = "selector",
       .usage = "set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]",
       .summary = "Set the selector on a resource",
       .description = "Replaces the selector of a service: KEY=VALUE, several of them with commas between.",
       .examples = "# Another selector for a service\nPROGRAM set selector service web app=web,stage=live\n\n"
                   "# In what is about to be created\nPROGRAM create service clusterip web --clusterip=None -o yaml "
                   "--dry-run=client | PROGRAM set selector --local -f - "
                   "'stage=test' -o yaml"});
  return command;
}

}  // namespace kpp::cmd
