// See list_writer.h.
#include "print/list_writer.h"

#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "print/managed_fields.h"

namespace kpp::print {
namespace {

// {"apiVersion":"v1","items":[…],"kind":"List","metadata":{"resourceVersion":""}}, indented by four.
class JsonListWriter final : public ListWriter {
 public:
  JsonListWriter(bool show_managed_fields, io::Output& out) : show_managed_fields_(show_managed_fields), out_(out) {}

  void item(Node object) override {
    scratch_.reset();
    text_ = started_ ? ",\n        " : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        ";
    started_ = true;
    data::write_json_indented(show_managed_fields_ ? object : without_managed_fields(object, scratch_), text_, 4, 2);
    out_.write_foreign(text_);
  }

  void finish() override {
    out_.write(started_ ? "\n    ],\n" : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [],\n");
    out_.write("    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
  }

 private:
  bool show_managed_fields_;
  io::Output& out_;
  bool started_ = false;
  Arena scratch_;
  std::string text_;
};

class YamlListWriter final : public ListWriter {
 public:
  YamlListWriter(bool show_managed_fields, io::Output& out) : show_managed_fields_(show_managed_fields), out_(out) {}

  void item(Node object) override {
    scratch_.reset();
    if (!started_) out_.write("apiVersion: v1\nitems:\n");
    started_ = true;
    text_.clear();
    // A sequence of one: its lines are those of an element of the list.
    const Node shown = show_managed_fields_ ? object : without_managed_fields(object, scratch_);
    data::write_yaml(Node::array(&shown, 1), text_);
    out_.write_foreign(text_);
  }

  void finish() override {
    if (!started_) out_.write("apiVersion: v1\nitems: []\n");
    out_.write("kind: List\nmetadata:\n  resourceVersion: \"\"\n");
  }

 private:
  bool show_managed_fields_;
  io::Output& out_;
  bool started_ = false;
  Arena scratch_;
  std::string text_;
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
