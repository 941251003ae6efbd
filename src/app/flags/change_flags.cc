// See change_flags.h.
#include "app/flags/change_flags.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "io/output.h"
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

void CascadeFlag::bind(cli::FlagSet& flags, std::string_view help) {
  flags.add({.name = "cascade",
             .target = &typed,
             .help = help,
             .bare_value = "background",
             .choices = {"background", "orphan", "foreground"},
             .completes = cli::Completes::choices});
}

std::string CascadeFlag::propagation_policy(Context& context) const {
  if (typed == "background") return "Background";
  if (typed == "foreground") return "Foreground";
  if (typed == "orphan") return "Orphan";
  const std::optional<bool> with_dependents = parse_go_bool(typed);
  if (!with_dependents) {
    throw UsageError(
        fmt::format("invalid cascade value ({}). Must be \"background\", \"foreground\", or \"orphan\"", typed));
  }
  context.err().write_foreign(
      fmt::format("warning: --cascade={} is deprecated (boolean value) and can be replaced with --cascade={}.\n", typed,
                  *with_dependents ? "background" : "orphan"));
  return *with_dependents ? "Background" : "Orphan";
}

void SaveConfigFlag::bind(cli::FlagSet& flags) {
  flags.add({.name = "save-config",
             .target = &save,
             .help = "Note the configuration in an annotation of the object, for a later apply."});
}

}  // namespace kpp::app
