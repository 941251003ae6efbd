// What a server adds to new objects, and what it refuses.
#pragma once

#include "data/json.h"
#include "support/apiserver/store.h"

namespace kpp::apiserver {

/// Fills in what the object's author left out. `number` is any number that differs from object to object.
void add_defaults(const Kind& kind, Json& object, std::uint64_t number);
/// Throws Failure (422) for an object that cannot be.
void validate(const Kind& kind, Node object);

}  // namespace kpp::apiserver
