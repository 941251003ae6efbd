// -o name: TYPE[.GROUP]/NAME, one object a line; and "TYPE/NAME created" where there is no -o.
#include "base/strings.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/printer.h"

namespace kpp::print {
namespace {

class NamePrinter final : public Printer {
 public:
  explicit NamePrinter(std::string operation) : operation_(std::move(operation)) {}

  void print(Node object, io::Output& out) override {
    const std::string_view kind = object["kind"].str();
    if (kind.ends_with("List") && object["items"].is_array()) {
      for (const Node item : object["items"].items()) print(item, out);
      return;
    }
    const std::string_view api_version = object["apiVersion"].str();
    if (kind.empty() && api_version.empty()) {
      throw Error("missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type");
    }
    line_ = to_lower(kind);
    if (const std::size_t slash = api_version.find('/'); slash != std::string_view::npos) {
      line_ += '.';
      line_ += api_version.substr(0, slash);
    }
    line_ += '/';
    const std::string_view name = object["metadata"]["name"].str();
    line_ += name.empty() ? "<unknown>" : name;
    if (!operation_.empty()) line_ += " " + operation_;
    line_ += '\n';
    out.write_foreign(line_);
  }

 private:
  std::string operation_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Printer> name_printer(const PrintOptions& options) {
  return std::make_unique<NamePrinter>(options.operation);
}

}  // namespace kpp::print
