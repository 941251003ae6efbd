// The printer of -o jsonpath and jsonpath-as-json.
#include "algo/jsonpath/jsonpath.h"
#include "base/quote.h"
#include "data/go_value.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/jsonpath_error.h"
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

class JsonPathPrinter : public Printer {
 public:
  JsonPathPrinter(std::string_view text, algo::JsonPathOptions options) : text_(text), path_(parse(text, options)) {}

  void print(Node object, io::Output& out) override {
    Arena scratch;
    object = sorted_members(object, scratch);
    std::string text;
    try {
      path_.execute(object, text);
    } catch (const Error& error) {
      throw Error(jsonpath_error(text_, error.message(), object));
    }
    out.write_foreign(text);
  }

 private:
  std::string text_;
  algo::JsonPath path_;
};

}  // namespace

std::string jsonpath_error(std::string_view template_text, std::string_view reason, Node object) {
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

std::unique_ptr<Printer> jsonpath_printer(const PrintOptions& options, std::string_view text, bool as_json) {
  return std::make_unique<JsonPathPrinter>(
      text, algo::JsonPathOptions{.allow_missing_keys = options.allow_missing_template_keys, .as_json = as_json});
}

}  // namespace kpp::print
