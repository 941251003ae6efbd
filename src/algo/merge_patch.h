// JSON merge patch (RFC 7386) on values: applying one, and the one that leads from a value to another.
#pragma once

#include "data/json.h"

namespace kpp::algo {

/// Same kind and value; objects are compared without regard to order, 1 and 1.0 differ.
bool same_value(const Json& a, const Json& b);

/// `target` with `patch` merged into it. Throws Error("Invalid JSON Patch") for a patch that is neither object nor
/// array.
Json apply_merge_patch(Json target, const Json& patch);

/// The patch that makes `modified` of `original`, both objects; {} when they are the same.
Json create_merge_patch(const Json& original, const Json& modified);

}  // namespace kpp::algo
