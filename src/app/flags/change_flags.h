// Flags of the commands that change objects: --dry-run, --validate, --field-manager, --save-config.
#pragma once

#include <string>
#include <string_view>

#include "data/json.h"
#include "resource/writer.h"

namespace kpp::cli {
class FlagSet;
}

namespace kpp::app {

class Context;

using resource::DryRun;

/// " (dry run)", " (server dry run)" or "": what follows "created" and its like.
std::string_view dry_run_suffix(DryRun dry_run);

struct DryRunFlag {
  std::string typed = "none";
  void bind(cli::FlagSet& flags);
  /// Throws UsageError. The old forms, bare or with a boolean, are taken with a warning on standard error.
  DryRun resolve(Context& context) const;
};

struct ValidateFlag {
  std::string typed = "strict";
  void bind(cli::FlagSet& flags);
  /// The API's fieldValidation: Strict, Warn or Ignore. Throws UsageError.
  std::string directive() const;
};

struct FieldManagerFlag {
  explicit FieldManagerFlag(std::string_view default_name) : name(default_name) {}
  std::string name;
  void bind(cli::FlagSet& flags);
};

/// --record, which is on its way out: notes the command in an annotation of what it changes.
struct RecordFlag {
  bool record = false;
  void bind(cli::FlagSet& flags);
  /// When the flag is given: the command's line as the object's kubernetes.io/change-cause. False without it.
  bool note_cause(Json& object, const Context& context) const;
};

/// --cascade of what is deleted: background, foreground, orphan, or as it used to be, a boolean.
struct CascadeFlag {
  std::string typed = "background";
  void bind(cli::FlagSet& flags, std::string_view help);
  /// The API's propagationPolicy. Throws UsageError; a boolean is taken with a warning on standard error.
  std::string propagation_policy(Context& context) const;
};

struct SaveConfigFlag {
  bool save = false;
  void bind(cli::FlagSet& flags);
};

}  // namespace kpp::app
