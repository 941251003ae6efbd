// What the parts of `events` share: its options, and what they come to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/flags/flag_groups.h"
#include "cmd/events/event_output.h"
#include "kpp/node.h"
#include "kpp/request.h"

namespace kpp::cli {
struct Args;
}

namespace kpp::cmd {

struct EventsOptions {
  // As typed.
  app::PrintFlags print;
  app::ChunkFlag chunk;
  bool watch = false;
  bool all_namespaces = false;
  bool no_headers = false;
  std::string of_object;
  std::vector<std::string> types;

  void bind(cli::FlagSet& flags);
  void complete(app::Context& context, const cli::Args& args);
  void validate() const;
  void run(app::Context& context);

  /// The request for the events, whole.
  Request request(app::Context& context) const;
  /// Is it of a type that is asked for?
  bool wants(Node event) const;
  EventOutput::Look look() const { return {.headers = !no_headers, .with_namespace = all_namespaces}; }
};

/// Shows what is there as it comes, then what happens, until the program is ended.
void watch_events(app::Context& context, const EventsOptions& options);

}  // namespace kpp::cmd
