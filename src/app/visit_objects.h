// Objects that are there already, for commands that change each: from the words and flags to the objects, one after the
// other, and from a change to the server and the output.
//
//   ObjectFlags   the flags of such a command
//   ObjectFinder  what the words select; find() reads it
//   FoundObjects  the objects; each() works on every one and gathers what fails
//   ObjectFlags::changer(), printer()  where a change goes and what is said of it
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/change_flags.h"
#include "app/changer.h"
#include "app/flag_groups.h"
#include "data/json.h"
#include "kpp/discovery.h"
#include "resource/builder.h"

namespace kpp::app {

class Context;

/// One object as it was found, to be changed in place.
class FoundObject {
 public:
  FoundObject(Json value, ResourceInfo found_type, std::string ns);
  Json& object() { return *object_; }
  const Json& object() const { return *object_; }

  ResourceInfo type = {};  ///< empty without a server
  std::string namespace_name = {};
  std::string name = {};
  std::string source = {};  ///< the file it was taken from; "" for what a server sent
  bool listed = false;      ///< it was found in a list

  ObjectPlace place(std::string subresource = {}) const {
    return {.type = type.gvr(), .namespace_name = namespace_name, .name = name, .subresource = std::move(subresource)};
  }
  /// "deployments/web", as errors name it.
  std::string subject() const { return type.resource + "/" + name; }

 private:
  std::shared_ptr<Json> object_;
};

/// What could not be read.
struct FindError {
  std::shared_ptr<const Error> error = {};
  std::size_t place = 0;   ///< before which object it came
  bool of_source = false;  ///< of a file or a list: see resource::Gathered
};

struct FoundObjects {
  Context* context = nullptr;  ///< where a server is used
  std::vector<FoundObject> objects = {};
  std::vector<FindError> errors = {};

  /// Calls `visit` for each, gathers what it throws, and throws an Aggregate of all that failed, in
  /// resource::Gathered's order.
  void each(const std::function<void(FoundObject&)>& visit);
  /// For commands that do nothing unless everything was found.
  void throw_errors() const;
};

/// How the words and flags are taken.
struct ObjectSelection {
  std::vector<std::string> args = {};
  std::string default_type = {};  ///< see resource::Selection
  resource::FileSelection files = {};
  std::string label_selector = {};
  std::string field_selector = {};
  std::string subresource = {};
  bool all = false;  ///< TYPE alone means all of them
  bool all_namespaces = false;
  bool single_type = false;  ///< several types are refused
  std::int64_t chunk_size = 500;
  bool local = false;  ///< files only, and no server
  bool fresh = true;   ///< objects of files as the server has them, not as the file says
  bool typed = false;  ///< only types that kubectl itself knows, their members in the server's order
};

class ObjectFinder {
 public:
  /// Throws what is wrong with the words. `context` must outlive it.
  ObjectFinder(Context& context, ObjectSelection selection);
  /// Do the words name one object?
  bool single() const { return plan_.single_item_implied; }
  FoundObjects find();

 private:
  void read_server(FoundObjects& found);
  void read_files(FoundObjects& found);
  void add(FoundObjects& found, FoundObject object) const;

  Context& context_;
  ObjectSelection selection_;
  resource::Plan plan_;
};

/// The flags of a command that changes objects, and what they come to.
struct ObjectFlags {
  /// Which of them a command has.
  struct Shape {
    std::string_view purpose = {};  ///< see FilenameFlags
    bool files = true;
    bool labels = true;
    bool fields = false;
    bool all = true;
    bool all_namespaces = false;
    bool local = true;
    bool field_manager = true;
    bool record = true;
  };
  ObjectFlags(std::string_view operation, std::string_view manager) : field_manager(manager), operation_(operation) {}

  PrintFlags print;
  FilenameFlags filenames;
  SelectorFlags selectors;
  DryRunFlag dry_run_flag;
  FieldManagerFlag field_manager;
  RecordFlag record;
  bool all = false;
  bool all_namespaces = false;
  bool local = false;
  DryRun dry_run = DryRun::none;  ///< resolved

  void bind(cli::FlagSet& flags, const Shape& shape);
  /// Resolves --dry-run and refuses a wrong -o.
  void complete(Context& context);
  /// Throws UsageError for --local with --dry-run=server.
  void check_local() const;
  bool has_files() const { return !filenames.files.empty(); }
  bool sends() const { return !local && dry_run != DryRun::client; }
  /// With --record: the command as the object's kubernetes.io/change-cause. False without.
  bool note_cause(Json& object, const Context& context) const;
  ObjectSelection selection(std::vector<std::string> args) const;
  Changer changer(Context& context, std::string validation = {}) const;
  /// A new printer; `operation` in place of the command's own. Printers of YAML put "---" between the objects of one.
  std::unique_ptr<print::Printer> printer(std::string_view operation = {}) const;

 private:
  std::string operation_;
};

/// Prints a changed object; unstructured ones with sorted members.
void print_json(print::Printer& printer, const Json& object, Context& context, KeyOrder order = KeyOrder::sorted);
/// Does kubectl itself know the type, and all of its fields?
bool knows_type(const GroupVersion& version, std::string_view kind);
/// "kubectl" itself must know the type to change it as commands of `typed` do. Throws Error else.
void require_known_type(const Json& object);

}  // namespace kpp::app
