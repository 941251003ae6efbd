// What the parts of `get` share: its options, once resolved.
#pragma once

#include <string>
#include <vector>

#include "app/flags/flag_groups.h"
#include "cli/command.h"
#include "resource/plan.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

struct GetOptions {
  // As typed.
  app::FilenameFlags filenames;
  app::SelectorFlags selectors;
  app::ChunkFlag chunk;
  app::PrintFlags print{{.name = true, .templates = true, .custom_columns = true, .table = true}};
  std::string raw;
  std::string subresource;
  std::string sort_by;
  bool watch = false;
  bool watch_only = false;
  bool output_watch_events = false;
  bool ignore_not_found = false;
  bool all_namespaces = false;
  bool server_print = true;
  std::vector<std::string> label_columns;
  bool show_labels = false;
  bool show_kind = false;
  bool no_headers = false;

  // Resolved.
  cli::FlagSet* flags = nullptr;
  resource::Selection selection;
  print::Format format;
  bool namespace_enforced = false;

  void bind(cli::FlagSet& set);
  void complete(app::Context& context, const cli::Args& args);
  void validate() const;
  void run(app::Context& context);
};

/// The three ways get goes on, each in its file.
void get_raw(app::Context& context, const GetOptions& options);
void get_table(app::Context& context, const GetOptions& options);
void get_objects(app::Context& context, const GetOptions& options);
void get_watch(app::Context& context, const GetOptions& options);

}  // namespace kpp::cmd
