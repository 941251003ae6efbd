// ObjectFlags: the flags of commands that change objects, and what they come to: which objects, where a change goes,
// and what is said of it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/flags/change_flags.h"
#include "app/flags/flag_groups.h"
#include "app/object_finder.h"
#include "data/json.h"
#include "resource/writer.h"

namespace kpp::app {

/// The flags of a command that changes objects, and what they come to.
struct ObjectFlags {
  /// Which of them a command has.
  struct Shape {
    std::string_view purpose = {};  ///< see FilenameFlags
    bool files = true;
    bool labels = true;
    bool fields = false;
    bool all = true;
    bool all_namespaces = false;
    bool local = true;
    bool field_manager = true;
    bool record = true;
  };
  ObjectFlags(std::string_view operation, std::string_view manager) : field_manager(manager), operation_(operation) {}

  PrintFlags print;
  FilenameFlags filenames;
  SelectorFlags selectors;
  DryRunFlag dry_run_flag;
  FieldManagerFlag field_manager;
  RecordFlag record;
  bool all = false;
  bool all_namespaces = false;
  bool local = false;
  DryRun dry_run = DryRun::none;  ///< resolved

  void bind(cli::FlagSet& flags, const Shape& shape);
  /// Resolves --dry-run and refuses a wrong -o.
  void complete(Context& context);
  /// Throws UsageError for --local with --dry-run=server.
  void check_local() const;
  bool has_files() const { return !filenames.files.empty(); }
  bool sends() const { return !local && dry_run != DryRun::client; }
  /// With --record: the command as the object's kubernetes.io/change-cause. False without.
  bool note_cause(Json& object, const Context& context) const;
  ObjectSelection selection(std::vector<std::string> args) const;
  /// With --local nothing is sent, as in a client's dry run.
  resource::Writer changer(Context& context, std::string validation = {}, KeyOrder order = KeyOrder::sorted) const;
  /// A new printer; `operation` in place of the command's own. Printers of YAML put "---" between the objects of one.
  std::unique_ptr<print::Printer> printer(std::string_view operation = {}) const;

 private:
  std::string operation_;
};

/// Prints a changed object; unstructured ones with sorted members.
void print_json(print::Printer& printer, const Json& object, Context& context, KeyOrder order = KeyOrder::sorted);

}  // namespace kpp::app
