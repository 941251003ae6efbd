// What the subcommands of `set` do alike: find all objects, change each, send a strategic patch for what differs.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/flags/object_flags.h"

namespace kpp::cmd {

struct SetObjects {
  /// What a refused patch is told to be: "failed to patch image update to pod template: ".
  std::string_view failure = {};
  /// Objects that do not change are sent and printed all the same.
  bool unchanged_too = false;
  /// Changes one object; may throw.
  std::function<void(app::FoundObject&)> change = {};
  /// Called after a patch was accepted, before it is told.
  std::function<void()> accepted = {};
};

/// Throws UsageError for arguments with --local.
void refuse_local_arguments(const app::ObjectFlags& flags, const std::vector<std::string>& args);
/// Finds the objects; throws when any is missing, and for arguments with --local.
std::vector<app::FoundObject> find_to_set(app::Context& context, const app::ObjectFlags& flags,
                                          const std::vector<std::string>& args);
/// Throws an Aggregate of all that failed, `failures` first: what `change` noted itself.
void set_objects(app::Context& context, const app::ObjectFlags& flags, std::vector<app::FoundObject>& found,
                 const SetObjects& how, std::vector<std::shared_ptr<const Error>>& failures);
/// An error whose text begins with "error: ", which then shows inside other errors too, as in kubectl's `set`.
std::shared_ptr<const Error> told(const std::string& message);

/// The pod spec in an object. Throws Error for a type that has none.
Json& pod_spec(Json& object);
/// The containers, then the init containers, whose names match; "*" stands for any text.
std::vector<Json*> matching_containers(Json& spec, std::string_view pattern);

}  // namespace kpp::cmd
