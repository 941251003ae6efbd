// events: what has happened, the last at the end.
#include "cmd/events/events.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "base/go_sort.h"
#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "cli/command.h"
#include "cli/flag_set.h"
#include "client/list_pager.h"
#include "client/type_names.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

// The last time: of a series, of an old client's event, or the only one. None comes before all.
TimePoint last_time(Node event) {
  const Node series = event["series"];
  Node time = series ? series["lastObservedTime"] : event["lastTimestamp"];
  if (!series && !time) time = event["eventTime"];
  return parse_rfc3339(time.str()).value_or(TimePoint::min());
}

// A value of a field selector.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ',' || c == '=') out += '\\';
    out += c;
  }
  return out;
}

ResourceInfo type_of(app::Context& context, const std::string& typed) {
  const std::string word = to_lower(typed);
  if (word.empty()) throw Error("a resource must be present, got: /, Resource=");
  std::optional<ResourceInfo> found = context.mapper().resource_for(word);
  if (found && names_resource(*found, word)) return std::move(*found);
  const std::size_t dot = word.find('.');
  std::string text = "the server doesn't have a resource type " + go_quote(word.substr(0, dot));
  if (dot != std::string::npos) text += " in group " + go_quote(word.substr(dot + 1));
  throw VerbatimError(text);
}

// All pages of the list.
std::vector<std::shared_ptr<Document>> read_list(app::Context& context, const Request& request,
                                                 std::int64_t chunk_size) {
  Request first = request;
  if (chunk_size > 0) first.with("limit", std::to_string(chunk_size));
  std::vector<std::shared_ptr<Document>> pages;
  try {
    ListPager pager(context.client(), std::move(first));
    while (auto page = pager.next_document(KeyOrder::as_written)) pages.push_back(std::move(page));
  } catch (const ApiError& error) {
    const auto is_fields = [](const auto& pair) { return pair.first == "fieldSelector"; };
    const auto fields = std::find_if(request.query.begin(), request.query.end(), is_fields);
    throw with_list_words(error, "events", {}, fields == request.query.end() ? std::string() : fields->second);
  }
  return pages;
}

}  // namespace

void EventsOptions::bind(cli::FlagSet& flags) {
  flags.add({.name = "watch",
             .short_name = 'w',
             .target = &watch,
             .help = "Show the events, then each new one as it happens."});
  flags.add({.name = "all-namespaces",
             .short_name = 'A',
             .target = &all_namespaces,
             .help = "Events of all namespaces; a namespace given with -n does not count then."});
  flags.add({.name = "for", .target = &of_object, .help = "Only events about this object, given as TYPE/NAME."});
  flags.add({.name = "types",
             .target = &types,
             .help = "Only events of these types: Normal, Warning.",
             .choices = {"Normal", "Warning"},
             .completes = cli::Completes::choices});
  flags.add({.name = "no-headers", .target = &no_headers, .help = "Leave out the headers of the table."});
  chunk.bind(flags);
  print.bind(flags);
}

void EventsOptions::complete(app::Context& context, const cli::Args&) {
  (void)context.namespace_name();
  if (of_object.empty()) return;
  const auto slashes = std::count(of_object.begin(), of_object.end(), '/');
  if (slashes == 0) throw UsageError("--for must be in resource/name form");
  if (slashes > 1) throw UsageError("arguments in resource/name form may not have more than one slash");
}

void EventsOptions::validate() const {
  if (!print.options.output.empty()) (void)print.format();
  for (const std::string& type : types) {
    if (!equal_fold(type, "Normal") && !equal_fold(type, "Warning")) {
      throw UsageError("valid --types are Normal or Warning");
    }
  }
}

Request EventsOptions::request(app::Context& context) const {
  Request out =
      Request::resource("GET", {"", "v1", "events"}, all_namespaces ? std::string() : context.namespace_name());
  if (of_object.empty()) return out;
  const std::size_t slash = of_object.find('/');
  const ResourceInfo type = type_of(context, of_object.substr(0, slash));
  const std::string name = of_object.substr(slash + 1);
  if (name.empty()) return out;
  out.with("fieldSelector",
           fmt::format("involvedObject.kind={},involvedObject.apiVersion={},involvedObject.name={}", escaped(type.kind),
                       escaped(GroupVersion{type.group, type.version}.str()), escaped(name)));
  return out;
}

bool EventsOptions::wants(Node event) const {
  const auto matches = [&](const std::string& type) { return equal_fold(type, event["type"].str()); };
  return types.empty() || std::any_of(types.begin(), types.end(), matches);
}

void EventsOptions::run(app::Context& context) {
  if (watch) return watch_events(context, *this);
  const Request list = request(context);
  EventOutput output(context, print, look());
  const std::vector<std::shared_ptr<Document>> pages = read_list(context, list, chunk.chunk_size);
  std::vector<Node> events;
  for (const auto& page : pages) {
    for (const Node event : page->root["items"].items()) {
      if (wants(event)) events.push_back(event);
    }
  }
  if (events.empty()) {
    context.err().write_foreign(all_namespaces
                                    ? "No events found.\n"
                                    : fmt::format("No events found in {} namespace.\n", context.namespace_name()));
    return;
  }
  go_sort(events, [](Node a, Node b) { return last_time(a) < last_time(b); });
  output.list(events);
}

cli::Command events_command() {
  return cli::make_command<EventsOptions>(
      {.name = "events",
       .usage = "events [(-o|--output=)FORMAT] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]",
       .summary = "List events",
       .description =
           "Lists events with what matters of each, ordered by when they happened last: those of a namespace, of all "
           "namespaces, or those about one object.",
       .examples = "# What happened in the current namespace\nPROGRAM events\n\n"
                   "# Warnings of all namespaces\nPROGRAM events -A --types=Warning\n\n"
                   "# What happens to a pod, from its first event on\nPROGRAM events --for pod/web --watch\n\n"
                   "# As YAML\nPROGRAM events -o yaml",
       .group = cli::Group::troubleshooting,
       .reads_only = true});
}

}  // namespace kpp::cmd
