// TabWriter: text with tabs to columns, as kubectl lays out tables and descriptions.
// Source: https://pkg.go.dev/text/tabwriter, with github.com/liggitt/tabwriter's remembered widths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "print/line_marks.h"

namespace kpp::print {

/// A tab ends a cell; what follows a line's last tab is in no column and is not padded. A column is as wide as the
/// widest of its cells in lines next to one another, so a line with fewer cells begins new columns. Widths count code
/// points.
class TabWriter {
 public:
  struct Options {
    std::size_t min_width = 6;    ///< of a cell with its padding
    std::size_t padding = 3;      ///< blanks between a column's widest cell and the next
    bool remember_widths = true;  ///< columns never get narrower, flushes notwithstanding
  };
  // Two constructors: a default argument could not use the member defaults here.
  TabWriter() : TabWriter(Options()) {}
  explicit TabWriter(Options options) : options_(options) {}

  /// Tab and vertical tab end a cell, newline a line; a form feed ends a line and all columns.
  void write(std::string_view text);
  /// Ends all columns and appends the layout of what was written since the last flush. A line that is not ended
  /// yet is given without a newline.
  void flush(std::string& out);
  /// From now on lines are told to `marker` as they are laid out, and flush() gives the marks of its text.
  void set_marker(LineMarker marker) { marker_ = std::move(marker); }
  void flush(std::string& out, Marks& marks);

 private:
  struct Cell {
    std::size_t size = 0;    ///< bytes of text_
    std::size_t width = 0;   ///< code points
    std::size_t padded = 0;  ///< the column's width; 0 outside of columns
  };
  using Line = std::vector<Cell>;

  void end_cell();
  void end_line();
  /// Lays out the lines, moves them to ready_ and forgets them.
  void format();
  /// Asks the marker about the lines that will stand at `pos` of ready_.
  void mark_lines(std::size_t pos);
  /// Sets the width of a column in one run of lines.
  void set_width(std::size_t column, std::size_t first, std::size_t last);

  Options options_;
  std::string text_;            ///< of the lines, without what separates the cells
  std::size_t cell_begin_ = 0;  ///< of the cell under way
  std::vector<Line> lines_{1};
  std::vector<std::size_t> remembered_;
  std::string ready_;
  LineMarker marker_;
  Marks marks_;  ///< of ready_
};

}  // namespace kpp::print
