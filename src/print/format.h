// Format: what -o asks for, taken apart once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "print/printer.h"

namespace kpp::print {

enum class FormatKind {
  table,
  wide,
  json,
  yaml,
  kyaml,
  name,
  jsonpath,
  jsonpath_as_json,
  go_template,
  custom_columns,
  custom_columns_file
};

struct Format {
  FormatKind kind = FormatKind::table;
  std::string argument = {};  ///< template, path expression, column spec: the text itself, files already read

  bool is_table() const { return kind == FormatKind::table || kind == FormatKind::wide; }
  /// The whole object is needed (not a table, not a name).
  bool needs_objects() const { return !is_table() && kind != FormatKind::name; }
};

/// Families of formats a command offers; what it does not offer is an error that lists what it does.
struct FormatFamilies {
  bool name = true;
  bool templates = true;
  bool custom_columns = false;
  bool table = false;  ///< -o wide and no -o at all
};

/// All names of the families, sorted: for errors, help and completion.
std::vector<std::string_view> format_names(const FormatFamilies& families);

/// Reads -o and --template. `read_file` gives the text of *-file formats and throws Error in its own words.
/// Throws UsageError("unable to match a printer suitable for the output format …") and the like.
Format parse_format(const PrintOptions& options, const FormatFamilies& families,
                    const std::function<std::string(const std::string&)>& read_file);

/// The printer of a format that is not a table. Throws for a template that cannot be read.
std::unique_ptr<Printer> make_printer(const Format& format, const PrintOptions& options);

}  // namespace kpp::print
