// The printer of -o custom-columns: see custom_columns.h.
#include "io/output.h"
#include "kpp/error.h"
#include "print/custom_columns.h"
#include "print/printer.h"

namespace kpp::print {
namespace {

class CustomColumnsPrinter : public Printer {
 public:
  explicit CustomColumnsPrinter(CustomColumns columns) : columns_(std::move(columns)) {}

  void print(Node object, io::Output& out) override {
    try {
      rows(object);
    } catch (const Error&) {
      // The headers, and the rows before the one that failed, are printed all the same.
      write(out);
      throw;
    }
    write(out);
  }

 private:
  enum class Shape { none, object, list };

  void rows(Node object) {
    const bool is_list = object["items"].is_array();
    // Headers come again when lists and single objects take turns.
    const Shape shape = is_list ? Shape::list : Shape::object;
    if (shape != last_) columns_.headers();
    last_ = shape;
    columns_.parse_paths();
    if (!is_list) return columns_.row(object);
    for (const Node item : object["items"].items()) columns_.row(item);
  }

  void write(io::Output& out) {
    std::string text;
    columns_.flush(text);
    out.write_foreign(text);
  }

  CustomColumns columns_;
  Shape last_ = Shape::none;
};

}  // namespace

std::unique_ptr<Printer> custom_columns_printer(const PrintOptions& options, std::string_view spec, bool from_file) {
  return std::make_unique<CustomColumnsPrinter>(from_file ? CustomColumns::from_file(spec)
                                                          : CustomColumns::from_spec(spec, options.no_headers));
}

}  // namespace kpp::print
