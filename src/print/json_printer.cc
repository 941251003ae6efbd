// -o json: an object, indented by four.
#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/managed_fields.h"
#include "print/printer.h"

namespace kpp::print {
namespace {

class JsonPrinter final : public Printer {
 public:
  explicit JsonPrinter(bool show_managed_fields) : show_managed_fields_(show_managed_fields) {}

  void print(Node object, io::Output& out) override {
    scratch_.reset();
    text_.clear();
    const Node shown = show_managed_fields_ ? object : without_managed_fields(object, scratch_);
    marks_.clear();
    if (out.theme()) data::write_json_indented(shown, text_, marks_);
    else data::write_json_indented(shown, text_);
    text_ += '\n';
    out.write_foreign(text_, marks_);
  }

 private:
  bool show_managed_fields_;
  Arena scratch_;
  std::string text_;
  Marks marks_;
};

}  // namespace

std::unique_ptr<Printer> json_printer(const PrintOptions& options) {
  return std::make_unique<JsonPrinter>(options.show_managed_fields);
}

}  // namespace kpp::print
