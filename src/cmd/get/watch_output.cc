// See watch_output.h.
#include "cmd/get/watch_output.h"

#include "app/context.h"
#include "base/strings.h"
#include "data/json.h"
#include "io/output.h"
#include "io/text_sink.h"
#include "kpp/error.h"

namespace kpp::cmd {
WatchOutput::WatchOutput(app::Context& context, const GetOptions& options, const ResourceInfo& type)
    : context_(context), options_(options) {
  const print::Format format = options.print.format();
  if (!format.is_table()) {
    using Kind = print::FormatKind;
    printer_ = make_printer(format, options.print.options);
    const bool laid_out = format.kind == Kind::custom_columns || format.kind == Kind::custom_columns_file;
    if (laid_out && !options.output_watch_events) {
      custom_.emplace(format.kind == Kind::custom_columns
                          ? print::CustomColumns::from_spec(format.argument, options.no_headers)
                          : print::CustomColumns::from_file(format.argument));
    } else if (format.kind == Kind::jsonpath || format.kind == Kind::go_template) {
      tabs_ = std::make_unique<print::TabWriter>();
    }
    return;
  }
  print::TableOptions table{.wide = format.kind == print::FormatKind::wide,
                            .no_headers = options.no_headers,
                            .with_namespace = options.all_namespaces,
                            .show_labels = options.show_labels,
                            .label_columns = options.label_columns,
                            .kind_prefix = {},
                            .with_event = options.output_watch_events};
  if (options.show_kind) table.kind_prefix = to_lower(type.kind + (type.group.empty() ? "" : "." + type.group));
  rows_ = std::make_unique<print::TableRows>(std::move(table), context.out().for_terminal(), context.clock().now());
  tabs_ = std::make_unique<print::TabWriter>();
}

WatchOutput::~WatchOutput() = default;

void WatchOutput::columns(Node definitions) {
  if (rows_) rows_->set_columns(definitions);
}

void WatchOutput::row(Node row, std::string_view event) { rows_->add_row(row, event); }

void WatchOutput::object(Node object, std::string_view event) {
  if (rows_) return rows_->add_object(object, event);
  if (custom_) {
    if (!std::exchange(headed_, true)) {
      custom_->headers();
      custom_->parse_paths();
    }
    return custom_->row(object);
  }
  if (!options_.output_watch_events) return print(object);
  // The event itself is the object: compact in JSON, whole in templates, just the object for names.
  const Member members[] = {{"object", object}, {"type", Node::string(event)}};
  const Node whole = Node::object(members, 2);
  const print::Format format = options_.print.format();
  if (format.kind == print::FormatKind::name) {
    printer_->print(object, context_.out());
  } else if (format.kind == print::FormatKind::json) {
    std::string text = "{\"type\":";
    data::write_json_string(event, text);
    text += ",\"object\":";
    data::write_json(object, text);
    context_.out().write_foreign(text + "}\n");
  } else {
    print(whole);
  }
}

// What templates write is laid out at its tabs, all that is there first together.
void WatchOutput::print(Node object) {
  if (!tabs_) return printer_->print(object, context_.out());
  io::TextSink sink;
  io::Output captured(sink, false, 0);
  const auto keep = [&] {
    captured.flush();
    tabs_->write(sink.text);
  };
  try {
    printer_->print(object, captured);
  } catch (const Error&) {
    keep();
    flush();
    throw;
  }
  keep();
}

void WatchOutput::flush() {
  if (custom_) {
    std::string text;
    Marks marks;
    custom_->flush(text, marks, context_.out().theme());
    context_.out().write_foreign(text, marks);
  }
  if (rows_) {
    const print::TableText rows = rows_->take();
    if (const io::Theme* theme = context_.out().theme()) tabs_->set_marker(print::TableMarks(rows.columns(), *theme));
    tabs_->write(rows.tabbed());
  }
  if (tabs_) {
    std::string text;
    Marks marks;
    tabs_->flush(text, marks);
    context_.out().write_foreign(text, marks);
  }
  context_.out().flush();
}

}  // namespace kpp::cmd
