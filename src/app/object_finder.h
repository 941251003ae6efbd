// Objects that are there already, for commands that change each of them: from the words to the objects.
//
// kubectl has two ways of it, which differ in what is done when something is missing, and in the order of errors:
//   each()  does something for one object after the other, as they are found
//   find()  reads all of them first
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/json.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"

namespace kpp::app {

class Context;

/// One object as it was found, to be changed in place.
class FoundObject : public resource::ObjectRef {
 public:
  FoundObject(Json value, resource::ObjectRef ref, bool in_list);
  Json& object() { return *object_; }
  const Json& object() const { return *object_; }
  bool listed = false;  ///< it was found in a list

 private:
  std::shared_ptr<Json> object_;
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

  using Visit = std::function<void(FoundObject& object)>;
  /// Calls `visit` for each object, keeps what fails, and throws an Aggregate of it in the end. Returns how many visits
  /// there were.
  std::size_t each(const Visit& visit);
  /// All objects; what could not be read goes to `failures`.
  std::vector<FoundObject> find(resource::Failures& failures);
  /// All objects, or an Aggregate of what could not be read: for commands that do nothing unless everything was found.
  std::vector<FoundObject> find_all();

 private:
  std::size_t walk(resource::Failures& failures, const Visit& visit);
  FoundObject taken(const resource::Found& found) const;

  Context& context_;
  ObjectSelection selection_;
  resource::Plan plan_;
};

}  // namespace kpp::app
