// create poddisruptionbudget.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "data/selector.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

// The operator in an API's expression; "" for equality. Throws for what a LabelSelector cannot say.
std::string_view operator_name(Selector::Op op) {
  switch (op) {
    case Selector::Op::equals:
    case Selector::Op::double_equals: return "";
    case Selector::Op::in: return "In";
    case Selector::Op::not_in: return "NotIn";
    case Selector::Op::exists: return "Exists";
    case Selector::Op::not_exists: return "DoesNotExist";
    case Selector::Op::not_equals: throw Error("\"!=\" is not a valid label selector operator");
    case Selector::Op::greater: throw Error("\"gt\" isn't supported in label selectors");
    case Selector::Op::less: throw Error("\"lt\" isn't supported in label selectors");
  }
  return "";
}

// metav1.LabelSelector of a selector's text.
Json label_selector(const std::string& text) {
  Selector selector;
  try {
    selector = Selector::parse(text);
  } catch (const ParseError& error) {
    throw Error(fmt::format("couldn't parse the selector string \"{}\": {}", text, error.message()));
  }
  Json labels = Json::object();
  Json expressions = Json::array();
  for (const Selector::Requirement& one : selector.requirements()) {
    const std::string_view name = operator_name(one.op);
    if (name.empty()) {
      labels[one.key] = one.values.front();
      continue;
    }
    Json expression = {{"key", one.key}, {"operator", name}};
    if (!one.values.empty()) expression["values"] = one.values;
    expressions.push_back(std::move(expression));
  }
  Json out = Json::object();
  if (!labels.empty()) out["matchLabels"] = std::move(labels);
  if (!expressions.empty()) out["matchExpressions"] = std::move(expressions);
  return out;
}

bool is_number_or_share(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct CreatePodDisruptionBudgetOptions {
  CreateFlags create;
  std::string min_available;
  std::string max_unavailable;
  std::string selector;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add(
        {.name = "min-available", .target = &min_available, .help = "Pods that must stay: a number or a percentage."});
    flags.add({.name = "max-unavailable",
               .target = &max_unavailable,
               .help = "Pods that may be missing: a number or a percentage."});
    flags.add({.name = "selector", .target = &selector, .help = "Which pods it is about, by their labels."});
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    if (selector.empty()) throw UsageError("a selector must be specified");
    if (max_unavailable.empty() && min_available.empty()) {
      throw UsageError("one of min-available or max-unavailable must be specified");
    }
    if (!max_unavailable.empty() && !min_available.empty()) {
      throw UsageError("min-available and max-unavailable cannot be both specified");
    }
    if (!min_available.empty() && !is_number_or_share(min_available)) {
      throw UsageError("invalid format specified for min-available");
    }
    if (!max_unavailable.empty() && !is_number_or_share(max_unavailable)) {
      throw UsageError("invalid format specified for max-unavailable");
    }
  }

  void run(app::Context& context) {
    Json object = app::new_object("PodDisruptionBudget", "policy/v1", name);
    Json& spec = object["spec"] = Json::object();
    if (!min_available.empty()) spec["minAvailable"] = app::int_or_string(min_available);
    spec["selector"] = label_selector(selector);
    if (!max_unavailable.empty()) spec["maxUnavailable"] = app::int_or_string(max_unavailable);
    object["status"] = {{"disruptionsAllowed", 0}, {"currentHealthy", 0}, {"desiredHealthy", 0}, {"expectedPods", 0}};
    create.create(
        context, std::move(object),
        {.type = {"policy", "v1", "poddisruptionbudgets"}, .failure = "failed to create poddisruptionbudgets: "});
  }
};

}  // namespace

cli::Command create_poddisruptionbudget_command() {
  return cli::make_command<CreatePodDisruptionBudgetOptions>(
      {.name = "poddisruptionbudget",
       .aliases = {"pdb"},
       .usage = "create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]",
       .summary = "Create a pod disruption budget with the specified name",
       .description =
           "Creates a pod disruption budget: how many of the selected pods must stay while nodes are drained.",
       .examples =
           "# One pod of the front must always be there\nPROGRAM create poddisruptionbudget front --selector=app=front "
           "--min-available=1\n\n"
           "# Half of them may be missing\nPROGRAM create pdb half --selector=app=front --max-unavailable=50%"});
}

}  // namespace kpp::cmd
