// -o yaml: an object as sigs.k8s.io/yaml prints it; objects after the first begin with "---".
#include "data/yaml.h"
#include "io/output.h"
#include "print/managed_fields.h"
#include "print/printer.h"

namespace kpp::print {
namespace {

class YamlPrinter final : public Printer {
 public:
  explicit YamlPrinter(bool show_managed_fields) : show_managed_fields_(show_managed_fields) {}

  void print(Node object, io::Output& out) override {
    scratch_.reset();
    text_ = printed_ ? "---\n" : "";
    printed_ = true;
    const Node shown = show_managed_fields_ ? object : without_managed_fields(object, scratch_);
    marks_.clear();
    if (out.theme()) data::write_yaml(shown, text_, marks_);
    else data::write_yaml(shown, text_);
    out.write_foreign(text_, marks_);
  }

 private:
  bool show_managed_fields_;
  bool printed_ = false;
  Arena scratch_;
  std::string text_;
  Marks marks_;
};

}  // namespace

std::unique_ptr<Printer> yaml_printer(const PrintOptions& options) {
  return std::make_unique<YamlPrinter>(options.show_managed_fields);
}

}  // namespace kpp::print
