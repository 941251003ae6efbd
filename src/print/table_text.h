// TableText: rows of a table as text, kept until all widths are known.
//
// A row is its cells' bytes with tabs between them, never a tree: a table of 50,000 rows takes the room of the
// text it prints. The layout is kubectl's: columns at least 6 wide, 3 blanks between, the last one ragged.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "print/table_marks.h"

namespace kpp::io {
class Output;
}

namespace kpp::print {

class TableText {
 public:
  /// `for_terminal`: cells are made safe for a terminal as they are added.
  explicit TableText(bool for_terminal) : for_terminal_(for_terminal) {}

  /// Cells of the row under way, from left to right; then end_row().
  void cell(std::string_view text);
  /// kpp's own text (a header, a number), which needs no escaping.
  void plain_cell(std::string_view text);
  void end_row();

  /// What the columns hold, for colours.
  void set_columns(TableColumns columns) { described_ = std::move(columns); }
  const TableColumns& columns() const { return described_; }

  std::size_t rows() const { return rows_; }
  bool empty() const { return rows_ == 0; }
  /// Writes header rows first and then the rest, in `order` where it is not empty (indexes of rows, header rows
  /// not counted).
  void write(io::Output& out, std::size_t header_rows = 0, const std::vector<std::size_t>& order = {}) const;
  /// The rows as they are kept: tabs between cells, a newline after each row.
  std::string tabbed() const;

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t used = 0;
    std::size_t size = 0;
  };
  void keep_row();
  void write_row(std::string_view row, io::Output& out) const;
  void write_marked_row(std::string_view row, const TableMarks& marker, io::Output& out) const;
  /// Rows in the order to write them.
  void write_rows(std::span<const std::string_view> rows, io::Output& out) const;

  bool for_terminal_;
  bool regular_ = true;  ///< every row has the same number of cells, none holds a tab
  std::string row_;
  std::size_t cells_in_row_ = 0;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::size_t> widths_;  ///< runes, of each column but the last
  std::vector<std::size_t> row_widths_;
  std::vector<Block> blocks_;
  TableColumns described_;
};

/// A cell as kubectl shows it: cut at the first line break (with "..."), ESC as ^[.
void append_table_cell(std::string& out, std::string_view text);

}  // namespace kpp::print
