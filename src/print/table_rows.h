// TableRows: one type's rows of a table, from a server's Table or from plain objects.
// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kpp/node.h"
#include "print/table_text.h"

namespace kpp::print {

struct TableOptions {
  bool wide = false;
  bool no_headers = false;
  bool with_namespace = false;
  bool show_labels = false;
  std::vector<std::string> label_columns = {};
  std::string kind_prefix = {};  ///< "deployment.apps": names are shown as deployment.apps/NAME; empty: bare
  bool with_event = false;       ///< a first column EVENT
};

class TableRows {
 public:
  TableRows(TableOptions options, bool for_terminal, TimePoint now);

  /// columnDefinitions of a Table. An empty or missing list keeps the columns known before (watch events have
  /// none); other columns than before begin a new header at the next row.
  void set_columns(Node definitions);
  /// One element of a Table's rows. Throws ParseError when its cells are no list.
  void add_row(Node row, std::string_view event = {});
  /// An object that came without a Table: NAME and AGE.
  void add_object(Node object, std::string_view event = {});

  std::size_t rows() const { return rows_; }
  const TableText& text() const { return text_; }
  TableText& text() { return text_; }
  /// Header rows at the top of text(): 0 or 1.
  std::size_t header_rows() const { return header_rows_; }
  /// Gives out what has been gathered and begins anew with the same columns: for watches.
  TableText take();

 private:
  struct Column {
    std::string name;
    bool shown = true;
    bool operator==(const Column&) const = default;
  };
  void header();
  TableColumns described() const;
  void decorate(Node object, bool has_object);

  TableOptions options_;
  bool for_terminal_;
  TimePoint now_;
  TableText text_;
  std::vector<Column> columns_;
  std::size_t name_column_ = std::string::npos;
  bool header_due_ = true;
  std::size_t header_rows_ = 0;
  std::size_t rows_ = 0;
  std::string scratch_;
};

/// Labels as "a=b,c=d", "<none>" when there are none.
std::string format_labels(Node labels);

}  // namespace kpp::print
