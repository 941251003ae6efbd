// What a manifest's object must look like before it is taken for one, in the words Go's decoder has for what is wrong.
#pragma once

#include <functional>
#include <string>

#include "kpp/node.h"

namespace kpp::resource {

/// The object's JSON text as the user gave it, for messages.
using ManifestText = std::function<std::string()>;
/// Throws Error with the bare reason: not an object, no kind, a field of apiVersion or metadata of the wrong type.
void check_manifest(Node object, const ManifestText& text);
/// What kubectl's validation, which looks first, finds wrong: "kind not set". "" where nothing is.
std::string validation_problem(Node object);
/// The same for an object of a file: throws Error("error validating data: …").
void validate_manifest(Node object);
/// As check_manifest() for an item of a list, of which less is asked.
void check_list_item(Node item, const ManifestText& text);

}  // namespace kpp::resource
