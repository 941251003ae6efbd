// See list_writer.h.
#include "print/list_writer.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/managed_fields.h"

namespace kpp::print {
namespace {

// The lines around the items: "key: value" in JSON and YAML alike, `margin` blanks before those of the List itself.
void write_frame(io::Output& out, std::string_view text, std::size_t indent, std::size_t margin) {
  Marks marks;
  for (std::size_t at = 0; out.theme() && at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::size_t colon = line.find(':');
    if (colon != line.npos) {
      const std::size_t begin = line.find_first_not_of(' ');
      marks.push_back({at + begin, at + colon, Meaning::key, (begin - margin) / indent});
      const std::string_view value = trim(trim_right(line.substr(colon + 1), ","));
      if (!value.empty() && value.find_first_of("[{") == value.npos) {
        const std::size_t from = at + line.find(value, colon);
        marks.push_back({from, from + value.size(), Meaning::string});
      }
    }
    at = end + 1;
  }
  out.write(text, marks);
}

// {"apiVersion":"v1","items":[…],"kind":"List","metadata":{"resourceVersion":""}}, indented by four.
class JsonListWriter final : public ListWriter {
 public:
  JsonListWriter(bool show_managed_fields, io::Output& out) : show_managed_fields_(show_managed_fields), out_(out) {}

  void item(Node object) override {
    scratch_.reset();
    frame(started_ ? ",\n        " : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        ");
    started_ = true;
    text_.clear();
    const Node shown = show_managed_fields_ ? object : without_managed_fields(object, scratch_);
    marks_.clear();
    if (out_.theme()) data::write_json_indented(shown, text_, marks_, 4, 2);
    else data::write_json_indented(shown, text_, 4, 2);
    out_.write_foreign(text_, marks_);
  }

  void finish() override {
    frame(started_ ? "\n    ],\n" : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [],\n");
    frame("    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
  }

 private:
  void frame(std::string_view text) { write_frame(out_, text, 4, 4); }

  bool show_managed_fields_;
  io::Output& out_;
  bool started_ = false;
  Arena scratch_;
  std::string text_;
  Marks marks_;
};

class YamlListWriter final : public ListWriter {
 public:
  YamlListWriter(bool show_managed_fields, io::Output& out) : show_managed_fields_(show_managed_fields), out_(out) {}

  void item(Node object) override {
    if (refused_) return;
    scratch_.reset();
    text_.clear();
    // A sequence of one: its lines are those of an element of the list.
    const Node shown = show_managed_fields_ ? object : without_managed_fields(object, scratch_);
    marks_.clear();
    try {
      if (out_.theme()) data::write_yaml(Node::array(&shown, 1), text_, marks_);
      else data::write_yaml(Node::array(&shown, 1), text_);
    } catch (const Error& error) {
      refused_ = error;  // the fault of the list, not of the reading that goes on
      return;
    }
    if (!started_) frame("apiVersion: v1\nitems:\n");
    started_ = true;
    out_.write_foreign(text_, marks_);
  }

  void finish() override {
    if (refused_) throw Error(*refused_);
    if (!started_) frame("apiVersion: v1\nitems: []\n");
    frame("kind: List\nmetadata:\n  resourceVersion: \"\"\n");
  }

 private:
  void frame(std::string_view text) { write_frame(out_, text, 2, 0); }

  bool show_managed_fields_;
  io::Output& out_;
  std::optional<Error> refused_ = {};  ///< an item cannot be written
  bool started_ = false;
  Arena scratch_;
  std::string text_;
  Marks marks_;
};

// A printer that takes the items themselves.
class EachListWriter final : public ListWriter {
 public:
  EachListWriter(std::unique_ptr<Printer> printer, io::Output& out) : printer_(std::move(printer)), out_(out) {}
  void item(Node object) override { printer_->print(object, out_); }
  void finish() override {}

 private:
  std::unique_ptr<Printer> printer_;
  io::Output& out_;
};

class GatheringListWriter final : public ListWriter {
 public:
  GatheringListWriter(std::unique_ptr<Printer> printer, io::Output& out) : printer_(std::move(printer)), out_(out) {}
  void item(Node object) override { items_.push_back(arena_.copy(object)); }

  void finish() override { printer_->print(list_of(items_, arena_), out_); }

 private:
  std::unique_ptr<Printer> printer_;
  io::Output& out_;
  Arena arena_;
  std::vector<Node> items_;
};

}  // namespace

Node list_of(std::span<const Node> items, Arena& arena) {
  const Member version[] = {{"resourceVersion", Node::string("")}};
  const Member members[] = {{"apiVersion", Node::string("v1")},
                            {"items", arena.make_array(items)},
                            {"kind", Node::string("List")},
                            {"metadata", arena.make_object(version)}};
  return arena.make_object(members);
}

std::unique_ptr<ListWriter> list_writer(const Format& format, const PrintOptions& options, io::Output& out) {
  std::unique_ptr<ListWriter> own;
  switch (format.kind) {
    case FormatKind::json: return std::make_unique<JsonListWriter>(options.show_managed_fields, out);
    case FormatKind::yaml: return std::make_unique<YamlListWriter>(options.show_managed_fields, out);
    case FormatKind::name: return std::make_unique<EachListWriter>(make_printer(format, options), out);
    case FormatKind::custom_columns: return custom_columns_list_writer(options, format.argument, false, out);
    case FormatKind::custom_columns_file: return custom_columns_list_writer(options, format.argument, true, out);
    case FormatKind::jsonpath: own = jsonpath_list_writer(options, format.argument, out); break;
    case FormatKind::go_template: own = gotemplate_list_writer(options, format.argument, out); break;
    case FormatKind::jsonpath_as_json:
    case FormatKind::kyaml:
    case FormatKind::table:
    case FormatKind::wide: break;
  }
  return own ? std::move(own) : std::make_unique<GatheringListWriter>(make_printer(format, options), out);
}

}  // namespace kpp::print
