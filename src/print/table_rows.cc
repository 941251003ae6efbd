// See table_rows.h.
#include "print/table_rows.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "kpp/error.h"
#include "print/go_value.h"

namespace kpp::print {
namespace {

// How wide an event's name is shown, so that lines stay aligned.
std::string_view event_text(std::string_view event) {
  if (event == "ADDED") return "ADDED   ";
  if (event == "DELETED") return "DELETED ";
  if (event == "ERROR") return "ERROR   ";
  return event;
}

}  // namespace

std::string format_labels(Node labels) {
  if (labels.empty()) return "<none>";
  std::string out;
  std::vector<Member> sorted(labels.members().begin(), labels.members().end());
  std::sort(sorted.begin(), sorted.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  for (const Member& label : sorted) {
    if (!out.empty()) out += ',';
    out += label.key;
    out += '=';
    out += label.value.str();
  }
  return out;
}

TableRows::TableRows(TableOptions options, bool for_terminal, TimePoint now)
    : options_(std::move(options)), for_terminal_(for_terminal), now_(now), text_(for_terminal) {}

void TableRows::set_columns(Node definitions) {
  if (definitions.empty()) return;
  std::vector<Column> columns;
  std::size_t name_column = std::string::npos;
  for (const Node definition : definitions.items()) {
    if (name_column == std::string::npos && definition["format"].str() == "name" &&
        definition["type"].str() == "string") {
      name_column = columns.size();
    }
    columns.push_back({std::string(definition["name"].str()), options_.wide || definition["priority"].as_int() == 0});
  }
  if (columns == columns_) return;
  columns_ = std::move(columns);
  name_column_ = name_column;
  header_due_ = true;
}

// What each shown column holds.
TableColumns TableRows::described() const {
  TableColumns out;
  if (options_.with_event) out.columns.push_back({"EVENT", ColumnKind::name});
  if (options_.with_namespace) out.columns.push_back({"NAMESPACE", ColumnKind::name});
  out.before = out.columns.size();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].shown) {
      out.columns.push_back(
          {to_upper(columns_[i].name), i == name_column_ ? ColumnKind::name : column_kind(columns_[i].name)});
    }
  }
  for (std::size_t i = 0; i < options_.label_columns.size() + (options_.show_labels ? 1 : 0); ++i) {
    out.columns.push_back({"", ColumnKind::name});
  }
  return out;
}

void TableRows::header() {
  header_due_ = false;
  text_.set_columns(described());
  if (options_.no_headers) return;
  if (options_.with_event) text_.plain_cell("EVENT");
  if (options_.with_namespace) text_.plain_cell("NAMESPACE");
  for (const Column& column : columns_) {
    if (column.shown) text_.cell(to_upper(column.name));
  }
  for (const std::string& label : options_.label_columns) {
    text_.cell(to_upper(label.substr(label.rfind('/') == std::string::npos ? 0 : label.rfind('/') + 1)));
  }
  if (options_.show_labels) text_.plain_cell("LABELS");
  text_.end_row();
  if (rows_ == 0) header_rows_ = 1;
}

void TableRows::decorate(Node object, bool has_object) {
  const Node labels = object["metadata"]["labels"];
  for (const std::string& label : options_.label_columns) {
    text_.cell(has_object ? labels[label].str() : std::string_view());
  }
  if (options_.show_labels) text_.cell(has_object ? format_labels(labels) : std::string());
}

void TableRows::add_row(Node row, std::string_view event) {
  const Node cells = row["cells"];
  if (!cells.is_array()) throw ParseError("the server sent a table with a row that has no cells");
  if (header_due_) header();
  const Node object = row["object"];
  if (options_.with_event) text_.plain_cell(event_text(event));
  if (options_.with_namespace) text_.cell(object["metadata"]["namespace"].str());
  // Cells beyond the columns are left out; columns beyond the cells stay blank where something follows.
  const bool more = !options_.label_columns.empty() || options_.show_labels;
  const std::size_t count = more ? columns_.size() : std::min(columns_.size(), cells.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (!columns_[i].shown) continue;
    const Node cell = cells.at(i);
    if (!cell.has_value()) {
      text_.plain_cell("");
      continue;
    }
    const bool prefixed = i == name_column_ && !options_.kind_prefix.empty();
    if (cell.is_string() && !prefixed) {
      text_.cell(cell.str());
      continue;
    }
    scratch_.clear();
    if (prefixed) scratch_ = options_.kind_prefix + "/";
    append_go_value(scratch_, cell);
    text_.cell(scratch_);
  }
  decorate(object, object.is_object());
  text_.end_row();
  ++rows_;
}

void TableRows::add_object(Node object, std::string_view event) {
  if (columns_.empty()) {
    columns_ = {{"Name", true}, {"Age", true}};
    name_column_ = 0;
  }
  if (header_due_) header();
  const Node metadata = object["metadata"];
  if (options_.with_event) text_.plain_cell(event_text(event));
  if (options_.with_namespace) text_.cell(metadata["namespace"].str());
  scratch_.clear();
  if (!options_.kind_prefix.empty()) scratch_ = options_.kind_prefix + "/";
  scratch_ += metadata["name"].str();
  text_.cell(scratch_);
  text_.plain_cell(age(metadata["creationTimestamp"].str(), now_));
  decorate(object, true);
  text_.end_row();
  ++rows_;
}

TableText TableRows::take() {
  TableText out = std::move(text_);
  text_ = TableText(for_terminal_);
  text_.set_columns(out.columns());
  header_rows_ = 0;
  return out;
}

}  // namespace kpp::print
