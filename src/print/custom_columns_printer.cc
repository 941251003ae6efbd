// -o custom-columns, of single objects and of lists: see custom_columns.h.
#include "io/output.h"
#include "kpp/error.h"
#include "print/custom_columns.h"
#include "print/list_writer.h"
#include "print/printer.h"

namespace kpp::print {
namespace {

void write(CustomColumns& columns, io::Output& out) {
  std::string text;
  Marks marks;
  columns.flush(text, marks, out.theme());
  out.write_foreign(text, marks);
}

class CustomColumnsPrinter final : public Printer {
 public:
  explicit CustomColumnsPrinter(CustomColumns columns) : columns_(std::move(columns)) {}

  void print(Node object, io::Output& out) override {
    try {
      rows(object);
    } catch (const Error&) {
      // The headers, and the rows before the one that failed, are printed all the same.
      write(columns_, out);
      throw;
    }
    write(columns_, out);
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

  CustomColumns columns_;
  Shape last_ = Shape::none;
};

// The rows of a list as its items come: what is kept is the text to lay out.
class CustomColumnsListWriter final : public ListWriter {
 public:
  CustomColumnsListWriter(CustomColumns columns, io::Output& out) : columns_(std::move(columns)), out_(out) {
    columns_.headers();
  }

  void item(Node object) override {
    if (failed_) return;
    try {
      columns_.row(object);
    } catch (const Error&) {
      failed_ = std::current_exception();
    }
  }

  void finish() override {
    try {
      if (!failed_) columns_.parse_paths();
    } catch (const Error&) {
      failed_ = std::current_exception();
    }
    // The headers, and the rows before the one that failed, are printed all the same.
    write(columns_, out_);
    if (failed_) std::rethrow_exception(failed_);
  }

 private:
  CustomColumns columns_;
  io::Output& out_;
  std::exception_ptr failed_;
};

CustomColumns columns_of(const PrintOptions& options, std::string_view spec, bool from_file) {
  return from_file ? CustomColumns::from_file(spec) : CustomColumns::from_spec(spec, options.no_headers);
}

}  // namespace

std::unique_ptr<Printer> custom_columns_printer(const PrintOptions& options, std::string_view spec, bool from_file) {
  return std::make_unique<CustomColumnsPrinter>(columns_of(options, spec, from_file));
}

std::unique_ptr<ListWriter> custom_columns_list_writer(const PrintOptions& options, std::string_view spec,
                                                       bool from_file, io::Output& out) {
  return std::make_unique<CustomColumnsListWriter>(columns_of(options, spec, from_file), out);
}

}  // namespace kpp::print
