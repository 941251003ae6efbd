// See event_output.h.
#include "cmd/events/event_output.h"

#include <fmt/core.h>

#include "app/context.h"
#include "base/strings.h"
#include "client/list_pager.h"
#include "describe/events.h"
#include "io/output.h"
#include "io/text_sink.h"
#include "kpp/error.h"
#include "print/table_marks.h"

namespace kpp::cmd {
namespace {

// Elements of a list leave out what they are.
Node with_kind(Node event, Arena& arena) {
  if (!event["kind"].str().empty()) return event;
  return complete_item(event, "v1", "Event", KeyOrder::as_written, arena);
}

}  // namespace

EventOutput::EventOutput(app::Context& context, const app::PrintFlags& print, Look look)
    : context_(context), look_(look) {
  if (print.options.output.empty()) return;
  const print::FormatKind kind = print.format().kind;
  names_ = kind == print::FormatKind::name;
  values_ = kind == print::FormatKind::json || kind == print::FormatKind::yaml || kind == print::FormatKind::kyaml;
  printer_ = print.printer("events");
}

void EventOutput::list(const std::vector<Node>& events) {
  if (printer_) {
    if (names_) return;  // kubectl has no names for the elements of a typed list, and does not say so
    Arena arena;
    std::vector<Node> items;
    for (const Node event : events) items.push_back(with_kind(event, arena));
    const Member members[] = {{"kind", Node::string("EventList")},
                              {"apiVersion", Node::string("v1")},
                              {"metadata", Node::object(nullptr, 0)},
                              {"items", arena.make_array(items)}};
    print(Node::object(members, 4));
  } else {
    headers();
    for (const Node event : events) row(event);
  }
  flush();
}

void EventOutput::event(Node event) {
  if (printer_) {
    Arena arena;
    print(with_kind(event, arena));
  } else {
    headers();
    row(event);
  }
  flush();
}

// A template that fails on the events is no failure of the command in kubectl: what it had printed is all there is.
// Coloured, it goes straight out: only text has what tells colours.
void EventOutput::print(Node object) {
  if (values_ && context_.out().theme()) return printer_->print(object, context_.out());
  io::TextSink sink;
  {
    io::Output captured(sink, false, 0);
    try {
      printer_->print(object, captured);
    } catch (const Error& error) {
      context_.log().info(4, fmt::format("printing events: {}", error.what()));
    }
    captured.flush();
  }
  tabs_.write(sink.text);
}

void EventOutput::headers() {
  std::vector<std::string_view> titles = {"LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"};
  if (look_.with_namespace) titles.insert(titles.begin(), "NAMESPACE");
  if (const io::Theme* theme = context_.out().theme()) {
    print::TableColumns columns = print::columns_of(titles);
    columns.columns.back().kind = print::ColumnKind::name;  // a sentence
    tabs_.set_marker(print::TableMarks(std::move(columns), *theme));
  }
  if (!look_.headers) return;
  look_.headers = false;
  for (const std::string_view title : titles) {
    tabs_.write(fmt::format("{}{}", title, title == titles.back() ? '\n' : '\t'));
  }
}

void EventOutput::row(Node event) {
  const Node object = event["involvedObject"];
  if (look_.with_namespace) tabs_.write(std::string(event["metadata"]["namespace"].str()) + "\t");
  tabs_.write(describe::age_of_event(event, context_.clock().now()) + "\t");
  tabs_.write(
      io::escape_escapes(fmt::format("{}\t{}\t{}/{}\t{}\n", event["type"].str(), event["reason"].str(),
                                     object["kind"].str(), object["name"].str(), trim(event["message"].str()))));
}

void EventOutput::flush() {
  std::string text;
  Marks marks;
  tabs_.flush(text, marks);
  context_.out().write_foreign(text, marks);
  context_.out().flush();
}

}  // namespace kpp::cmd
