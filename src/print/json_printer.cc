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
    data::write_json_indented(show_managed_fields_ ? object : without_managed_fields(object, scratch_), text_);
    text_ += '\n';
    out.write_foreign(text_);
  }

 private:
  bool show_managed_fields_;
  Arena scratch_;
  std::string text_;
};

}  // namespace

std::unique_ptr<Printer> json_printer(const PrintOptions& options) {
  return std::make_unique<JsonPrinter>(options.show_managed_fields);
}

}  // namespace kpp::print
