// Printers: objects to text, one class per -o format.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/node.h"

namespace kpp::io {
class Output;
}

namespace kpp::print {

/// Prints one object (or one List) after the other. Formats with separators (yaml's ---) keep their own state.
class Printer {
 public:
  virtual ~Printer() = default;
  virtual void print(Node object, io::Output& out) = 0;
};

/// What -o and the flags around it ask for.
struct PrintOptions {
  std::string output = {};         ///< -o as typed: "", "wide", "json", "jsonpath={…}", …
  std::string template_text = {};  ///< --template
  bool allow_missing_template_keys = true;
  bool show_managed_fields = false;
  bool sort_keys = true;  ///< false for typed objects, whose JSON keeps the order of its fields
  bool no_headers = false;
  bool show_kind = false;
  bool show_labels = false;
  bool wide = false;
  std::vector<std::string> label_columns = {};
  std::string operation = {};  ///< name printer: "created", "configured", …
};

/// JSON with four spaces, as kubectl prints it (Go's escapes of <, >, & and U+2028/9).
std::unique_ptr<Printer> json_printer(const PrintOptions& options);
/// YAML as sigs.k8s.io/yaml prints it; documents after the first begin with "---".
std::unique_ptr<Printer> yaml_printer(const PrintOptions& options);
/// KYAML (KEP-5295).
std::unique_ptr<Printer> kyaml_printer(const PrintOptions& options);
/// TYPE[.GROUP]/NAME, with " OPERATION" when there is one.
std::unique_ptr<Printer> name_printer(const PrintOptions& options);
/// JSONPath; throws ParseError for a bad template.
std::unique_ptr<Printer> jsonpath_printer(const PrintOptions& options, std::string_view text, bool as_json);
std::unique_ptr<Printer> gotemplate_printer(const PrintOptions& options, std::string_view text);
/// custom-columns; `spec` is "NAME:.path,…" or the text of a columns file.
std::unique_ptr<Printer> custom_columns_printer(const PrintOptions& options, std::string_view spec, bool from_file);

}  // namespace kpp::print
