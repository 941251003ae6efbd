// -o kyaml: an object as KYAML (KEP-5295); every one begins with "---".
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/managed_fields.h"
#include "print/printer.h"

namespace kpp::print {
namespace {

class KyamlPrinter final : public Printer {
 public:
  explicit KyamlPrinter(bool show_managed_fields) : show_managed_fields_(show_managed_fields) {}

  void print(Node object, io::Output& out) override {
    scratch_.reset();
    text_ = "---\n";
    const Node shown = show_managed_fields_ ? object : without_managed_fields(object, scratch_);
    marks_.clear();
    try {
      if (out.theme()) data::write_kyaml(shown, text_, marks_);
      else data::write_kyaml(shown, text_);
    } catch (Error& error) {
      error.add_context("error decoding");
      throw;
    }
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

std::unique_ptr<Printer> kyaml_printer(const PrintOptions& options) {
  return std::make_unique<KyamlPrinter>(options.show_managed_fields);
}

}  // namespace kpp::print
