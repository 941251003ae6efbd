// -o jsonpath and jsonpath-as-json, of single objects and of lists.
#include "algo/jsonpath/jsonpath.h"
#include "base/quote.h"
#include "data/go_value.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/list_writer.h"
#include "print/printer.h"
#include "print/sorted_members.h"

namespace kpp::print {
namespace {

algo::JsonPath parse(std::string_view text, algo::JsonPathOptions options) {
  try {
    return algo::JsonPath::parse(text, options);
  } catch (const ParseError& error) {
    throw ParseError("error parsing jsonpath " + std::string(text) + ", " + error.message());
  }
}

// What kubectl prints after "error: ": the reason, the template, and the object in Go's notation. A missing `object`
// (items that came one by one are gone) is left out.
std::string explained(std::string_view template_text, std::string_view reason, Node object) {
  std::string text = "error executing jsonpath " + go_quote(template_text) + ": Error executing template: ";
  text.append(reason).append(". Printing more information for debugging the template:\n\ttemplate was:\n\t\t");
  text.append(template_text).append("\n");
  if (object.exists()) {
    text += "\tobject given to jsonpath engine was:\n\t\t";
    data::append_go_syntax(text, object);
    text += "\n\n";
  }
  return text + "\n";
}

class JsonPathPrinter final : public Printer {
 public:
  JsonPathPrinter(std::string_view text, algo::JsonPathOptions options) : text_(text), path_(parse(text, options)) {}

  void print(Node object, io::Output& out) override {
    Arena scratch;
    object = sorted_members(object, scratch);
    std::string text;
    try {
      path_.execute(object, text);
    } catch (const Error& error) {
      throw Error(explained(text_, error.message(), object));
    }
    out.write_foreign(text);
  }

 private:
  std::string text_;
  algo::JsonPath path_;
};

// A template that walks the items once: nothing of the list is kept but the text to print. kubectl prints nothing
// when the template fails on any item, so the text waits for the end.
class JsonPathListWriter final : public ListWriter {
 public:
  JsonPathListWriter(const algo::JsonPath& path, std::string text, io::Output& out)
      : walk_(path), template_(std::move(text)), out_(out) {
    walk_.begin(made_);
  }
  void item(Node object) override { walk_.item(object, made_); }
  void finish() override {
    try {
      walk_.end(made_);
    } catch (const Error& error) {
      throw Error(explained(template_, error.message(), Node()));
    }
    out_.write_foreign(made_);
  }

 private:
  algo::JsonPath::Walk walk_;
  std::string template_;
  io::Output& out_;
  std::string made_;
};

}  // namespace

std::unique_ptr<Printer> jsonpath_printer(const PrintOptions& options, std::string_view text, bool as_json) {
  return std::make_unique<JsonPathPrinter>(
      text, algo::JsonPathOptions{.allow_missing_keys = options.allow_missing_template_keys, .as_json = as_json});
}

std::unique_ptr<ListWriter> jsonpath_list_writer(const PrintOptions& options, std::string_view text, io::Output& out) {
  const algo::JsonPath path =
      parse(text, {.allow_missing_keys = options.allow_missing_template_keys, .as_json = false});
  if (!path.items_walk()) return nullptr;
  return std::make_unique<JsonPathListWriter>(path, std::string(text), out);
}

}  // namespace kpp::print
