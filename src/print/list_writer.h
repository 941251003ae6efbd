// ListWriter: prints a v1 List of objects that come one by one.
//
// JSON, YAML and names are written as the objects arrive, so that memory stays that of one object; templates
// that do no more than walk the items once, too. Everything else gathers the list first.
#pragma once

#include <memory>
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

}  // namespace kpp::print
