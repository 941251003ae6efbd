// See watch_output.h.
#include "cmd/get/watch_output.h"

#include "app/context.h"
#include "base/strings.h"
#include "data/json.h"
#include "io/output.h"

namespace kpp::cmd {

WatchOutput::WatchOutput(app::Context& context, const GetOptions& options, const ResourceInfo& type)
    : context_(context), options_(options) {
  const print::Format format = options.print.format();
  if (!format.is_table()) {
    printer_ = make_printer(format, options.print.options);
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
  if (!options_.output_watch_events) return printer_->print(object, context_.out());
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
    printer_->print(whole, context_.out());
  }
}

void WatchOutput::flush() {
  if (rows_) {
    const print::TableText rows = rows_->take();
    if (const io::Theme* theme = context_.out().theme()) tabs_->set_marker(print::TableMarks(rows.columns(), *theme));
    tabs_->write(rows.tabbed());
    std::string text;
    Marks marks;
    tabs_->flush(text, marks);
    context_.out().write_foreign(text, marks);
  }
  context_.out().flush();
}

}  // namespace kpp::cmd
