// Objects as kubectl has those of its own types: what it decodes from a manifest, and writes again.
#pragma once

#include <string_view>

#include "data/json.h"

namespace kpp::schema {

/// The object as the API's Go types hold it: without fields they do not have and empty ones they leave out, with those
/// they never leave out, and quantities in canonical form. Other kinds stay as they are.
/// Throws Error in encoding/json's words for a value of the wrong type.
Json as_typed(Json object);
/// The same for a part of one, of a type of core/v1 or meta/v1: "PodTemplateSpec".
Json as_typed(const Json& part, std::string_view type);

}  // namespace kpp::schema
