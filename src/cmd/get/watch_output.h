// WatchOutput: prints objects and events one after the other, as rows of one growing table or in another format.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cmd/get/get.h"
#include "kpp/discovery.h"
#include "kpp/node.h"
#include "print/custom_columns.h"
#include "print/table_rows.h"
#include "print/tabwriter.h"

namespace kpp::cmd {

class WatchOutput {
 public:
  WatchOutput(app::Context& context, const GetOptions& options, const ResourceInfo& type);
  ~WatchOutput();
  /// columnDefinitions of a Table.
  void columns(Node definitions);
  /// A row of a Table, an object, or a Table with rows; `event` is ADDED, MODIFIED, DELETED. Throws what printing fails
  /// with.
  void row(Node row, std::string_view event);
  void object(Node object, std::string_view event);
  /// Writes what has been printed so far, widths remembered.
  void flush();

 private:
  void print(Node object);

  app::Context& context_;
  const GetOptions& options_;
  std::unique_ptr<print::TabWriter> tabs_;
  std::unique_ptr<print::TableRows> rows_;
  std::optional<print::CustomColumns> custom_;
  bool headed_ = false;  ///< the headers of custom columns are written
  std::unique_ptr<print::Printer> printer_;
};

}  // namespace kpp::cmd
