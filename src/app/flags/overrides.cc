// See overrides.h.
#include "app/flags/overrides.h"

#include <nlohmann/json.hpp>

#include "algo/json_patch.h"
#include "algo/merge_patch.h"
#include "algo/strategic_merge.h"
#include "app/flags/object_flags.h"
#include "cli/flag_set.h"
#include "kpp/error.h"
#include "kpp/gvk.h"
#include "schema/decode.h"
#include "schema/go_json_error.h"
#include "schema/kinds.h"
#include "schema/merge_rules.h"

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
  const schema::MergeRules& rules =
      schema::merge_rules_or_none(GroupVersion::parse(object.value("apiVersion", "")).group, object.value("kind", ""));
  return algo::apply_strategic_patch(object, parse_patch(text, "invalid JSON document"), rules);
}

// What a decoder says of a document that is no object of a kind and version.
void require_object(const Json& object) {
  if (!object.is_object()) {
    throw Error(schema::no_type_meta(schema::go_json_type(object)));
  }
  for (const auto& [member, name] : {std::pair("kind", "Kind"), std::pair("apiVersion", "apiVersion")}) {
    if (object.contains(member)) continue;
    Arena arena;
    throw Error(schema::missing_member(name, data::to_json(data::to_node(object, arena))));
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
  schema::require_known_type(GroupVersion::parse(object.value("apiVersion", "")), object.value("kind", ""));
  return schema::as_typed(std::move(object));
}

}  // namespace kpp::app
