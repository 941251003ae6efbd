// ListWriter: prints a v1 List of objects that come one by one.
//
// JSON, YAML and names are written as the objects arrive, so that memory stays that of one object; templates
// that do no more than walk the items once, too. Custom columns keep their text. Everything else gathers the list
// first.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "kpp/node.h"
#include "print/format.h"

namespace kpp::io {
class Output;
}

namespace kpp::print {

class ListWriter {
 public:
  virtual ~ListWriter() = default;
  /// One object; its Node may go after the call.
  virtual void item(Node object) = 0;
  /// The end of the list: prints what is left to print. Throws what the format's printer throws.
  virtual void finish() = 0;
};

/// `resource_version` of the List's metadata is "", as in kubectl. Throws for a template that cannot be read.
std::unique_ptr<ListWriter> list_writer(const Format& format, const PrintOptions& options, io::Output& out);

/// The v1 List of `items`, in `arena`.
Node list_of(std::span<const Node> items, Arena& arena);

// The formats with a writer of their own, for list_writer().
/// `spec` as for custom_columns_printer().
std::unique_ptr<ListWriter> custom_columns_list_writer(const PrintOptions& options, std::string_view spec,
                                                       bool from_file, io::Output& out);
/// Both null when the template looks at the list as a whole. Throw ParseError.
std::unique_ptr<ListWriter> jsonpath_list_writer(const PrintOptions& options, std::string_view text, io::Output& out);
std::unique_ptr<ListWriter> gotemplate_list_writer(const PrintOptions& options, std::string_view text, io::Output& out);

}  // namespace kpp::print
