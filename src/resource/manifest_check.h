// What a manifest's object must look like before it is taken for one, in the words Go's decoder has for what is wrong.
#pragma once

#include "kpp/node.h"

namespace kpp::resource {

/// Throws Error with the bare reason: not an object, no kind, a field of apiVersion or metadata of the wrong type.
void check_manifest(Node object);
/// As kubectl's validation, which looks first, words it: throws Error("error validating data: …").
void validate_manifest(Node object);
/// As check_manifest() for an item of a list, of which less is asked.
void check_list_item(Node item);

}  // namespace kpp::resource
