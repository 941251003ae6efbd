// CustomColumns: -o custom-columns and custom-columns-file.
// Source: https://kubernetes.io/docs/reference/kubectl/#custom-columns
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algo/jsonpath/jsonpath.h"
#include "kpp/node.h"
#include "print/tabwriter.h"

namespace kpp::io {
class Theme;
}

namespace kpp::print {

/// Objects as rows, one by one. Widths are those of all rows between two flushes, and of all before them.
class CustomColumns {
 public:
  /// "HEADER:path,…". Throws ParseError for a spec that is not of this form.
  static CustomColumns from_spec(std::string_view spec, bool no_headers);
  /// A file's text: a line of headers and a line of paths, separated by white space.
  static CustomColumns from_file(std::string_view text);

  /// The line of headers, unless they are switched off.
  void headers();
  /// Reads the paths; a bad one is found here, after kubectl has printed the headers. Throws ParseError.
  void parse_paths();
  /// One row. Throws Error when a path cannot be used on the object.
  void row(Node object);
  /// Appends what was laid out since the last flush, and what its cells mean where a theme wants to know.
  void flush(std::string& out, Marks& marks, const io::Theme* theme);

 private:
  struct Column {
    std::string header;
    std::string expression;
    std::optional<algo::JsonPath> path;
  };

  std::vector<Column> columns_;
  bool no_headers_ = false;
  TabWriter layout_;
};

}  // namespace kpp::print
