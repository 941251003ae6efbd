// See events.h.
#include "describe/events.h"

#include <fmt/core.h>

#include "base/go_sort.h"
#include "base/strings.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

// Seconds, as events that a client of the old interface wrote have them; none is before all.
TimePoint last_time(Node event) { return parse_rfc3339(event["lastTimestamp"].str()).value_or(TimePoint::min()); }

}  // namespace

std::string age_of_event(Node event, TimePoint now) {
  const auto since = [now](Node time) { return age(time.str(), now); };
  const Node once = event["eventTime"];
  std::string first = since(once ? once : event["firstTimestamp"]);
  if (const Node series = event["series"]) {
    return fmt::format("{} (x{} over {})", since(series["lastObservedTime"]), series["count"].as_int(), first);
  }
  if (event["count"].as_int() > 1) {
    return fmt::format("{} (x{} over {})", since(event["lastTimestamp"]), event["count"].as_int(), first);
  }
  return first;
}

Involved involved(Node object, std::string_view kind) {
  const Node metadata = object["metadata"];
  return {.name = std::string(metadata["name"].str()),
          .namespace_name = std::string(metadata["namespace"].str()),
          .kind = std::string(kind),
          .uid = std::string(metadata["uid"].str())};
}

Events::Events(Source& source, const std::vector<Involved>& whose) : wanted_(source.settings().show_events) {
  if (!wanted_) return;
  for (const Involved& of : whose) {
    std::string fields;
    if (!of.kind.empty()) fields += fmt::format("involvedObject.kind={},", of.kind);
    fields += fmt::format("involvedObject.name={},involvedObject.namespace={}", of.name, of.namespace_name);
    if (!of.uid.empty()) fields += fmt::format(",involvedObject.uid={}", of.uid);
    answers_.push_back(
        source.list({.type = {"", "v1", "events"}, .namespace_name = of.namespace_name, .field_selector = fields}));
  }
}

void Events::require() const {
  for (const std::shared_ptr<Answer>& answer : answers_) (void)answer->objects();
}

void Events::write(Writer& writer) const {
  if (!wanted_) return;
  std::vector<Node> all;
  for (const std::shared_ptr<Answer>& answer : answers_) {
    const std::vector<Node>& some = answer->objects_so_far();
    all.insert(all.end(), some.begin(), some.end());
  }
  write_events(writer, std::move(all));
}

void write_events(Writer& writer, std::vector<Node> events) {
  if (events.empty()) return writer.write(0, "Events:\t<none>\n");
  writer.flush();
  go_sort(events, [](Node a, Node b) { return last_time(a) < last_time(b); });
  writer.write(0, "Events:\n  Type\tReason\tAge\tFrom\tMessage\n");
  writer.write(1, "----\t------\t----\t----\t-------\n");
  for (const Node event : events) {
    const std::string_view source = text_or(event["source"]["component"], event["reportingComponent"].str());
    std::string message(trim(event["message"].str()));
    const std::string_view part = event["involvedObject"]["fieldPath"].str();
    if (!part.empty()) message = fmt::format("{}: {}", part, message);
    writer.write(1, "{}\t{}\t{}\t{}\t{}\n", event["type"].str(), event["reason"].str(),
                 age_of_event(event, writer.now()), source, message);
  }
}

}  // namespace kpp::describe
