// See change_flags.h.
#include "app/change_flags.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

constexpr std::string_view kBareDryRun = "unchanged";  // what `--dry-run` alone stands for, as kubectl has it

}  // namespace

std::string_view dry_run_suffix(DryRun dry_run) {
  switch (dry_run) {
    case DryRun::none: return "";
    case DryRun::client: return " (dry run)";
    case DryRun::server: return " (server dry run)";
  }
  return "";
}

void DryRunFlag::bind(cli::FlagSet& flags) {
  flags.add({.name = "dry-run",
             .target = &typed,
             .help = "none: do it. client: print what would be sent, and send nothing. server: let the server check it "
                     "without keeping it.",
             .bare_value = kBareDryRun,
             .choices = {"none", "server", "client"},
             .completes = cli::Completes::choices});
}

DryRun DryRunFlag::resolve(Context& context) const {
  if (typed == "none") return DryRun::none;
  if (typed == "client") return DryRun::client;
  if (typed == "server") return DryRun::server;
  if (typed == kBareDryRun) {
    context.log().warning("--dry-run is deprecated and can be replaced with --dry-run=client.");
    return DryRun::client;
  }
  const std::optional<bool> old_form = parse_go_bool(typed);
  if (!old_form) {
    throw UsageError(fmt::format("Invalid dry-run value ({}). Must be \"none\", \"server\", or \"client\".", typed));
  }
  context.log().warning(fmt::format("--dry-run={} is deprecated (boolean value) and can be replaced with --dry-run={}.",
                                    typed, *old_form ? "client" : "none"));
  return *old_form ? DryRun::client : DryRun::none;
}

void ValidateFlag::bind(cli::FlagSet& flags) {
  flags.add(
      {.name = "validate",
       .target = &typed,
       .help =
           "What the server does about unknown and repeated fields: strict (or true) refuses them, warn warns of them, "
           "ignore (or false) drops them.",
       .bare_value = "strict",
       .choices = {"strict", "warn", "ignore"},
       .completes = cli::Completes::choices});
}

std::string ValidateFlag::directive() const {
  if (typed == "strict") return "Strict";
  if (typed == "warn") return "Warn";
  if (typed == "ignore") return "Ignore";
  if (const std::optional<bool> old_form = parse_go_bool(typed)) return *old_form ? "Strict" : "Ignore";
  throw UsageError(fmt::format(
      "invalid - validate option {}; must be one of: strict (or true), warn, ignore (or false)", go_quote(typed)));
}

void FieldManagerFlag::bind(cli::FlagSet& flags) {
  flags.add(
      {.name = "field-manager", .target = &name, .help = "Name under which the server notes who owns the fields."});
}

void RecordFlag::bind(cli::FlagSet& flags) {
  flags.add({.name = "record",
             .target = &record,
             .help = "Note this command in an annotation of the object.",
             .deprecated = "--record will be removed in the future"});
}

bool RecordFlag::note_cause(Json& object, const Context& context) const {
  if (!record) return false;
  Json annotations = metadata_map(object, "annotations");
  annotations["kubernetes.io/change-cause"] = context.command_line();
  set_in_metadata(object, "annotations", std::move(annotations));
  return true;
}

void SaveConfigFlag::bind(cli::FlagSet& flags) {
  flags.add({.name = "save-config",
             .target = &save,
             .help = "Note the configuration in an annotation of the object, for a later apply."});
}

}  // namespace kpp::app
