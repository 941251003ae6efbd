// -o go-template. What fails while it runs is explained at length on standard output, as by kubectl.
#include "algo/gotemplate/gotemplate.h"
#include "base/quote.h"
#include "data/go_value.h"
#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/printer.h"
#include "print/sorted_members.h"

namespace kpp::print {
namespace {

class GoTemplatePrinter final : public Printer {
 public:
  GoTemplatePrinter(algo::GoTemplate parsed, std::string text) : template_(std::move(parsed)), text_(std::move(text)) {}

  void print(Node object, io::Output& out) override {
    Arena scratch;
    object = sorted_members(object, scratch);
    std::string made;
    try {
      template_.execute(object, made);
    } catch (const Error& error) {
      std::string shown;
      data::append_go_value(shown, object);
      out.write_foreign(made);
      out.write_foreign(fmt::format("Error executing template: {}. Printing more information for debugging the template:\n"
                                    "\ttemplate was:\n\t\t{}\n\traw data was:\n\t\t{}\n\tobject given to template engine was:\n\t\t{}\n\n",
                                    error.what(), text_, data::to_json(object), shown));
      throw Error(fmt::format("error executing template {}: {}", go_quote(text_), error.what()));
    }
    out.write_foreign(made);
  }

 private:
  algo::GoTemplate template_;
  std::string text_;
};

}  // namespace

std::unique_ptr<Printer> gotemplate_printer(const PrintOptions& options, std::string_view text) {
  try {
    return std::make_unique<GoTemplatePrinter>(algo::GoTemplate::parse(text, !options.allow_missing_template_keys), std::string(text));
  } catch (const ParseError& error) {
    throw ParseError(fmt::format("error parsing template {}, {}", text, error.what()));
  }
}

}  // namespace kpp::print
