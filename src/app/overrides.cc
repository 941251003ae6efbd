// See overrides.h.
#include "app/overrides.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "algo/json_patch.h"
#include "algo/merge_patch.h"
#include "algo/patch_schema.h"
#include "algo/strategic_merge.h"
#include "app/typed_object.h"
#include "app/object_flags.h"
#include "cli/flag_set.h"
#include "kpp/error.h"
#include "kpp/gvk.h"
#include "resource/known_types.h"

namespace kpp::app {
namespace {

Json parse_patch(const std::string& text, const char* problem) {
  try {
    return data::parse_json_value(text);
  } catch (const ParseError&) {
    throw Error(problem);
  }
}

Json strategic(const Json& object, const std::string& text) {
  const auto schema =
      algo::PatchSchema::of_kind(GroupVersion::parse(object.value("apiVersion", "")).group, object.value("kind", ""));
  return algo::apply_strategic_patch(object, parse_patch(text, "invalid JSON document"),
                                     schema.value_or(algo::PatchSchema()));
}

// What a decoder says of a document that is no object of a kind and version.
void require_object(const Json& object) {
  if (!object.is_object()) {
    throw Error(
        fmt::format("couldn't get version/kind; json parse error: json: cannot unmarshal {} into Go value of type "
                    "struct {{ APIVersion "
                    "string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}",
                    object.is_array() ? "array" : "string"));
  }
  for (const auto& [member, name] : {std::pair("kind", "Kind"), std::pair("apiVersion", "apiVersion")}) {
    if (object.contains(member)) continue;
    Arena arena;
    throw Error(fmt::format("Object '{}' is missing in '{}'", name, data::to_json(data::to_node(object, arena))));
  }
}

}  // namespace

void OverrideFlags::bind(cli::FlagSet& flags) {
  flags.add({.name = "overrides",
             .target = &overrides,
             .help = "Changes of the object before it is sent, in JSON; --override-type says how."});
  flags.add({.name = "override-type",
             .target = &type,
             .help = "merge: RFC 7386, lists are replaced. strategic: a merge that knows the lists of the API's types. "
                     "json: RFC 6902, a list of operations.",
             .choices = {"json", "merge", "strategic"},
             .completes = cli::Completes::choices});
}

Json OverrideFlags::apply(Json object) const {
  if (overrides.empty()) return object;
  if (type == "json") object = algo::apply_json_patch(std::move(object), data::parse_json_value(overrides));
  else if (type.empty() || type == "merge") {
    object = algo::apply_merge_patch(std::move(object), parse_patch(overrides, "Invalid JSON Patch"));
  } else if (type == "strategic") object = strategic(object, overrides);
  else throw Error("invalid override type: " + type);
  require_object(object);
  resource::require_known_type(GroupVersion::parse(object.value("apiVersion", "")), object.value("kind", ""));
  return as_typed(std::move(object));
}

}  // namespace kpp::app
