// See list_writer.h.
#include "print/list_writer.h"

#include "algo/jsonpath/jsonpath.h"
#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/jsonpath_error.h"
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

// A template that walks the items once: nothing of the list is kept but the text to print. kubectl prints nothing
// when the template fails on any item, so the text waits for the end.
class JsonPathListWriter final : public ListWriter {
 public:
  JsonPathListWriter(const algo::JsonPath& path, std::string text, io::Output& out) : walk_(path), template_(std::move(text)), out_(out) {
    walk_.begin(made_);
  }
  void item(Node object) override { walk_.item(object, made_); }
  void finish() override {
    try {
      walk_.end(made_);
    } catch (const Error& error) {
      throw Error(jsonpath_error(template_, error.message(), Node()));
    }
    out_.write_foreign(made_);
  }

 private:
  algo::JsonPath::Walk walk_;
  std::string template_;
  io::Output& out_;
  std::string made_;
};

class GatheringListWriter final : public ListWriter {
 public:
  GatheringListWriter(std::unique_ptr<Printer> printer, io::Output& out) : printer_(std::move(printer)), out_(out) {}
  void item(Node object) override { items_.push_back(arena_.copy(object)); }

  void finish() override {
    const Member metadata[] = {{"resourceVersion", Node::string("")}};
    const Member members[] = {{"apiVersion", Node::string("v1")},
                              {"items", arena_.make_array(items_)},
                              {"kind", Node::string("List")},
                              {"metadata", Node::object(metadata, 1)}};
    printer_->print(Node::object(members, 4), out_);
  }

 private:
  std::unique_ptr<Printer> printer_;
  io::Output& out_;
  Arena arena_;
  std::vector<Node> items_;
};

}  // namespace

std::unique_ptr<ListWriter> list_writer(const Format& format, const PrintOptions& options, io::Output& out) {
  if (format.kind == FormatKind::json) return std::make_unique<JsonListWriter>(options.show_managed_fields, out);
  if (format.kind == FormatKind::yaml) return std::make_unique<YamlListWriter>(options.show_managed_fields, out);
  if (format.kind == FormatKind::name) return std::make_unique<EachListWriter>(make_printer(format, options), out);
  if (format.kind == FormatKind::jsonpath) {
    auto printer = make_printer(format, options);  // words the errors of a template that cannot be read
    const algo::JsonPath path = algo::JsonPath::parse(format.argument, {.allow_missing_keys = options.allow_missing_template_keys, .as_json = false});
    if (path.items_walk()) return std::make_unique<JsonPathListWriter>(path, format.argument, out);
    return std::make_unique<GatheringListWriter>(std::move(printer), out);
  }
  return std::make_unique<GatheringListWriter>(make_printer(format, options), out);
}

}  // namespace kpp::print
