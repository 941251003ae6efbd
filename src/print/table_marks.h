// TableMarks: what the cells of a table's lines mean, by their column and their words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "print/line_marks.h"

namespace kpp::io {
class Theme;
}

namespace kpp::print {

enum class ColumnKind {
  value,  ///< statuses, ratios, and anything else
  age,    ///< how long ago something was
  name,   ///< a user's own words, whatever they look like
};

/// By its title: AGE and LAST SEEN hold ages, NAME and NAMESPACE names.
ColumnKind column_kind(std::string_view title);

struct TableColumn {
  std::string title = {};  ///< as the header has it
  ColumnKind kind = ColumnKind::value;
};

struct TableColumns {
  std::vector<TableColumn> columns = {};
  std::size_t before = 0;  ///< how many stand before the table's own, whose colours do not depend on them
};

/// A LineMarker of tables. A line that is the titles is a header.
class TableMarks {
 public:
  TableMarks(TableColumns columns, const io::Theme& theme) : columns_(std::move(columns)), theme_(&theme) {}
  void operator()(std::span<const PlacedCell> line, std::span<const PlacedCell> next, Marks& marks) const;

 private:
  bool is_header(std::span<const PlacedCell> line) const;
  void mark_cell(const PlacedCell& cell, std::size_t column, Marks& marks) const;

  TableColumns columns_;
  const io::Theme* theme_;
};

/// The columns of titles alone.
TableColumns columns_of(const std::vector<std::string_view>& titles);

}  // namespace kpp::print
