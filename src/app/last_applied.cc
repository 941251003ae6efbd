// See last_applied.h.
#include "app/last_applied.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "app/object_parts.h"

namespace kpp::app {

void note_last_applied(Json& object, bool typed, bool wanted) {
  const std::string name(kLastApplied);
  Json annotations = metadata_map(object, "annotations");
  const auto old = annotations.find(name);
  if (!wanted && (old == annotations.end() || *old == "")) return;
  annotations.erase(name);
  Json plain = object;
  if (typed && annotations.empty()) plain["metadata"].erase("annotations");
  else set_in_metadata(plain, "annotations", annotations);
  Arena arena;
  const Node node = data::to_node(plain, arena, typed ? KeyOrder::as_written : KeyOrder::sorted);
  annotations[name] = data::to_json(node) + "\n";
  set_in_metadata(object, "annotations", std::move(annotations));
}

}  // namespace kpp::app
