// See object_flags.h.
#include "app/flags/object_flags.h"

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "cli/flag_set.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::app {

void ObjectFlags::bind(cli::FlagSet& flags, const Shape& shape) {
  print.bind(flags);
  if (shape.files) filenames.bind(flags, shape.purpose);
  if (shape.labels) selectors.bind(flags, shape.fields);
  dry_run_flag.bind(flags);
  if (shape.field_manager) field_manager.bind(flags);
  if (shape.record) record.bind(flags);
  if (shape.all) flags.add({.name = "all", .target = &all, .help = "All objects of the types, in the namespace."});
  if (shape.all_namespaces) {
    flags.add(
        {.name = "all-namespaces", .short_name = 'A', .target = &all_namespaces, .help = "Objects of all namespaces."});
  }
  if (shape.local) {
    flags.add({.name = "local", .target = &local, .help = "Ask no server: change what the files hold, and print it."});
  }
}

void ObjectFlags::complete(Context& context) {
  dry_run = dry_run_flag.resolve(context);
  (void)print.format();
}

void ObjectFlags::check_local() const {
  if (local && dry_run == DryRun::server) {
    throw UsageError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
  }
}

bool ObjectFlags::note_cause(Json& object, const Context& context) const { return record.note_cause(object, context); }

ObjectSelection ObjectFlags::selection(std::vector<std::string> args) const {
  if (local) return {.files = filenames.files, .local = true};
  return {.args = std::move(args),
          .files = filenames.files,
          .label_selector = selectors.label_selector,
          .field_selector = selectors.field_selector,
          .all = all,
          .all_namespaces = all_namespaces};
}

resource::Writer ObjectFlags::changer(Context& context, std::string validation, KeyOrder order) const {
  return resource::Writer(context, {sends() ? dry_run : DryRun::client, field_manager.name, std::move(validation)},
                          order);
}

std::unique_ptr<print::Printer> ObjectFlags::printer(std::string_view operation) const {
  return print.printer(std::string(operation.empty() ? operation_ : operation) + std::string(dry_run_suffix(dry_run)));
}

void print_json(print::Printer& printer, const Json& object, Context& context, KeyOrder order) {
  Arena arena;
  printer.print(data::to_node(object, arena, order), context.out());
}

}  // namespace kpp::app
