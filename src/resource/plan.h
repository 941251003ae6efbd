// Plan: from arguments, files and selectors to a plan of what to ask the server for.
//
// Making a plan needs the RestMapper but no objects: everything that is wrong with a command line is found here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kpp/discovery.h"
#include "kpp/error.h"
#include "kpp/node.h"
#include "resource/file_source.h"
#include "resource/object_ref.h"

namespace kpp::resource {

/// What the user typed, and how the command wants it taken.
struct Selection {
  std::vector<std::string> args = {};  ///< TYPE[,TYPE…] [NAME…] or TYPE/NAME…
  std::string default_type = {};       ///< that of arguments that are a name alone; then none is a TYPE alone
  FileSelection files = {};
  std::string namespace_name = {};
  bool all_namespaces = false;
  std::string label_selector = {};
  std::string field_selector = {};
  std::string subresource = {};
  bool select_all = false;            ///< --all
  bool allow_empty_selector = false;  ///< TYPE alone means all of them
  bool single_resource_type = false;
  std::string program = "kubectl";  ///< as messages name it
};

struct Plan {
  enum class By { paths, selector, names };
  By by = By::names;
  std::vector<FileSource> sources = {};     ///< By::paths
  std::vector<ObjectRef> collections = {};  ///< By::selector: all objects of a type that match; no name
  std::vector<ObjectRef> items = {};        ///< By::names
  /// The words name one object: it is printed alone, not in a list.
  bool single_item_implied = false;
};

/// Throws UsageError, Aggregate and what the mapper throws, in kubectl's words and order.
Plan make_plan(const Selection& selection, RestMapper& mapper);
/// The same for files alone. Throws Aggregate.
Plan make_file_plan(const FileSelection& files);

/// The type a word names, or kubectl's error for it.
ResourceInfo require_resource(RestMapper& mapper, std::string_view typed);
/// For a type whose path the server answered with a 404: asks the server for its types, and returns the type that
/// `typed` means by them. nullopt where that is the type that was asked for, or where the server cannot be asked: then
/// the 404 is the answer. Throws kubectl's error where there is no such type.
std::optional<ResourceInfo> reconsider(RestMapper& mapper, const ResourceInfo& asked, std::string_view typed);

}  // namespace kpp::resource
