// See flag_groups.h.
#include "app/flags/flag_groups.h"

#include <fmt/core.h>

#include "base/files.h"
#include "base/strings.h"
#include "cli/flag_set.h"

namespace kpp::app {

void FilenameFlags::bind(cli::FlagSet& flags, std::string_view purpose, bool kustomize) {
  help_ = fmt::format("Files, folders or URLs with the objects {}; \"-\" is standard input.", purpose);
  flags.add({.name = "filename",
             .short_name = 'f',
             .target = &files.filenames,
             .help = help_,
             .completes = cli::Completes::files,
             .completer = "manifest"});
  if (kustomize) {
    flags.add({.name = "kustomize",
               .short_name = 'k',
               .target = &files.kustomize,
               .help = "Folder with a kustomization to build the objects from; not together with -f or -R.",
               .completes = cli::Completes::folders});
  }
  flags.add({.name = "recursive",
             .short_name = 'R',
             .target = &files.recursive,
             .help = "Read the folders given with -f and all below them."});
}

void SelectorFlags::bind(cli::FlagSet& flags, bool with_fields) {
  flags.add({.name = "selector",
             .short_name = 'l',
             .target = &label_selector,
             .help = "Only objects whose labels match: key=value, key!=value, key, !key, key in (a,b), key notin "
                     "(a,b), joined by commas."});
  if (with_fields) {
    flags.add({.name = "field-selector",
               .target = &field_selector,
               .help = "Only objects whose fields match: path=value or path!=value, joined by commas; the server knows "
                       "few paths for each type."});
  }
}

void ChunkFlag::bind(cli::FlagSet& flags) {
  flags.add({.name = "chunk-size",
             .target = &chunk_size,
             .help = "Ask for long lists in pieces of this many objects; 0 asks for all at once."});
}

void PrintFlags::bind(cli::FlagSet& flags) {
  std::vector<std::string> names;
  std::vector<std::string_view> choices = print::format_names(families);
  for (const std::string_view name : choices) names.emplace_back(name);
  help_ = "Output format: one of " + join(names, ", ") + ".";
  // Where they are completed, they are offered in kubectl's order.
  if (families.table) {
    choices = {"json",
               "yaml",
               "kyaml",
               "name",
               "go-template",
               "go-template-file",
               "template",
               "templatefile",
               "jsonpath",
               "jsonpath-as-json",
               "jsonpath-file",
               "custom-columns",
               "custom-columns-file",
               "wide"};
  }
  flags.add({.name = "output",
             .short_name = 'o',
             .target = &options.output,
             .help = help_,
             .choices = choices,
             .completes = cli::Completes::choices,
             .completer = families.table ? "offered" : ""});
  if (families.templates) {
    flags.add(
        {.name = "template",
         .target = &options.template_text,
         .help = "Template, or its file, for the formats go-template, go-template-file, jsonpath and jsonpath-file.",
         .completes = cli::Completes::files});
    flags.add({.name = "allow-missing-template-keys",
               .target = &options.allow_missing_template_keys,
               .help = "Fields that an object lacks are no error in a template."});
  }
  flags.add({.name = "show-managed-fields",
             .target = &options.show_managed_fields,
             .help = "Keep metadata.managedFields in JSON and YAML."});
}

print::Format PrintFlags::format() const {
  return print::parse_format(options, families, [](const std::string& path) { return read_file(path); });
}

KeyOrder PrintFlags::typed_order() const {
  const print::FormatKind kind = format().kind;
  return kind == print::FormatKind::json || kind == print::FormatKind::kyaml ? KeyOrder::as_written : KeyOrder::sorted;
}

std::unique_ptr<print::Printer> PrintFlags::printer(std::string_view operation) const {
  print::PrintOptions chosen = options;
  const print::Format parsed = format();
  if (options.output.empty()) chosen.operation = operation;
  return print::make_printer(parsed, chosen);
}

}  // namespace kpp::app
