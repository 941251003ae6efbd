// The versions that an object with rollouts has had: replica sets of a deployment, controller revisions of the others.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "app/flags/object_flags.h"
#include "data/json.h"

namespace kpp::cmd {

struct Revision {
  std::string cause = {};                   ///< kubernetes.io/change-cause; may be empty
  std::shared_ptr<const Json> holder = {};  ///< the replica set, or the controller revision
};

/// By number. Throws Error where the object's kind has none; `what` ("history viewer", "rollbacker") is for its words.
using Revisions = std::map<std::int64_t, Revision>;
Revisions revisions_of(const app::FoundObject& object, app::Context& context, std::string_view what);

/// The pod template of a version.
Json template_of(const Revision& revision);
/// The object as that version describes it: the replica set itself, or the daemon set or stateful set with its
/// template.
Json object_of(const Revision& revision, const app::FoundObject& object);

inline constexpr std::string_view kChangeCause = "kubernetes.io/change-cause";
inline constexpr std::string_view kRevisionAnnotation = "deployment.kubernetes.io/revision";

}  // namespace kpp::cmd
