// src/cmd/get: shows one or many objects.
#include "cmd/get/get.h"

#include <fmt/core.h>

#include "app/completers.h"
#include "app/context.h"
#include "app/read.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/error.h"
#include "net/url.h"

namespace kpp::cmd {

void GetOptions::bind(cli::FlagSet& set) {
  print.bind(set);
  set.add({.name = "all-namespaces",
           .short_name = 'A',
           .target = &all_namespaces,
           .help = "Objects of all namespaces; a namespace given with -n does not count then."});
  chunk.bind(set);
  filenames.bind(set, "to get");
  set.add({.name = "ignore-not-found",
           .target = &ignore_not_found,
           .help = "An object that does not exist is no error and prints nothing."});
  set.add({.name = "label-columns",
           .short_name = 'L',
           .target = &label_columns,
           .help = "Labels to show as columns of their own."});
  set.add({.name = "no-headers", .target = &no_headers, .help = "Leave out the headers of tables and custom columns."});
  set.add({.name = "output-watch-events",
           .target = &output_watch_events,
           .help = "With --watch or --watch-only: print the events, with the objects in them; those that exist already "
                   "come as ADDED."});
  set.add({.name = "raw", .target = &raw, .help = "Path on the server to read and print as it comes."});
  selectors.bind(set);
  set.add({.name = "server-print",
           .target = &server_print,
           .help = "Let the server make the table; false shows names and ages only."});
  set.add({.name = "show-kind", .target = &show_kind, .help = "Show each object's type before its name."});
  set.add({.name = "show-labels", .target = &show_labels, .help = "Show all labels in a last column."});
  set.add({.name = "sort-by",
           .target = &sort_by,
           .help = "Sort by a field, given as a JSONPath expression such as .metadata.name."});
  set.add({.name = "subresource",
           .target = &subresource,
           .help = "Get this subresource of the object: status, scale, resize.",
           .choices = {"status", "scale", "resize"},
           .completes = cli::Completes::choices,
           .completer = "unfiltered"});
  set.add({.name = "watch",
           .short_name = 'w',
           .target = &watch,
           .help = "Print the objects, then each change as it happens."});
  set.add({.name = "watch-only",
           .target = &watch_only,
           .help = "Print each change as it happens, without what is there already."});
}

void GetOptions::complete(app::Context& context, const cli::Args& args) {
  if (!raw.empty()) {
    if (!args.empty()) throw UsageError("arguments may not be passed when --raw is specified");
    return;
  }
  print.options.no_headers = no_headers;
  const bool human =
      (print.options.output.empty() && print.options.template_text.empty()) || print.options.output == "wide";
  if (!human) server_print = false;

  const auto warn = [&](std::string_view text) { context.err().write(text); };
  if (watch) {
    if (!sort_by.empty()) warn("warning: --watch requested, --sort-by will be ignored for watch events received\n");
  } else if (watch_only) {
    if (!sort_by.empty()) warn("warning: --watch-only requested, --sort-by will be ignored\n");
  } else if (args.empty() && filenames.files.empty()) {
    throw VerbatimError(fmt::format(
        "You must specify the type of resource to get. Use \"{0} api-resources\" for a complete list of "
        "supported resources.\n\nerror: Required resource not specified.\n"
        "Use \"{0} explain <resource>\" for a detailed description of that resource (e.g. {0} explain pods).\n"
        "See '{0} {1} -h' for help and examples",
        context.program(), context.command_path()));
  }

  selection = {.args = args.words,
               .files = filenames.files,
               .namespace_name = context.namespace_name(),
               .all_namespaces = all_namespaces,
               .label_selector = selectors.label_selector,
               .field_selector = selectors.field_selector,
               .subresource = subresource,
               .select_all = false,
               .allow_empty_selector = true,
               .single_resource_type = watch || watch_only,
               .program = context.program()};
  namespace_enforced = context.namespace_explicit() && !all_namespaces;
}

void GetOptions::validate() const {
  const std::string& output = print.options.output;
  if (!raw.empty()) {
    if (watch || watch_only || !selectors.label_selector.empty()) {
      throw UsageError(
          "--raw may not be specified with other flags that filter the server request or alter the output");
    }
    if (!output.empty()) throw UsageError("--raw and --output are mutually exclusive");
    net::require_request_uri(raw);
  }
  if (show_labels && !output.empty() && output != "wide") {
    throw UsageError(fmt::format("--show-labels option cannot be used with {} printer", output));
  }
  if (output_watch_events && !watch && !watch_only) {
    throw UsageError("--output-watch-events option can only be used with --watch or --watch-only");
  }
}

void GetOptions::run(app::Context& context) {
  if (!raw.empty()) return get_raw(context, *this);
  if (!filenames.files.kustomize.empty() && filenames.files.filenames.empty()) {
    throw Error("-k is not supported by this version: build the kustomization first and pass it with -f");
  }
  app::confirm_lookup(context);
  if (watch || watch_only) return get_watch(context, *this);
  const bool human =
      (print.options.output.empty() && print.options.template_text.empty()) || print.options.output == "wide";
  return human ? get_table(context, *this) : get_objects(context, *this);
}

cli::Command get_command() {
  cli::Command command = cli::make_command<GetOptions>(
      {.name = "get",
       .usage = "get [(-o|--output=)FORMAT] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME "
                "...) [flags]",
       .summary = "Show one or many objects",
       .description =
           "Shows objects as a table with their most important fields, or whole in another format.\n\n"
           "Types are given by plural, singular or short name, several of them with commas between. In a table all "
           "objects come as they are on the server; with other formats they come as one list, or alone when one was "
           "named.",
       .examples =
           "# All pods of the current namespace\nPROGRAM get pods\n\n"
           "# With the node each runs on, and more\nPROGRAM get pods -o wide\n\n"
           "# One deployment as YAML\nPROGRAM get deployment web -o yaml\n\n"
           "# The objects of a manifest as they are now\nPROGRAM get -f shop.yaml\n\n"
           "# Names and images of the pods with a label, in all namespaces\n"
           "PROGRAM get pods -A -l app=web -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image\n\n"
           "# What happens to pods from now on\nPROGRAM get pods --watch-only",
       .group = cli::Group::basic_intermediate,
       .reads_only = true});
  command.suggest_for = {"list", "ls"};
  command.complete = app::complete_types_and_names;
  return command;
}

}  // namespace kpp::cmd
