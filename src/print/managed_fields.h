// What json, yaml and kyaml show of an object unless --show-managed-fields is given.
#pragma once

#include "kpp/node.h"

namespace kpp::print {

/// The object without metadata.managedFields; of a list (anything with an array `items`) each item without. Only the
/// members of what changes are copied, into `scratch`, and nothing where there is nothing to leave out: the result
/// is valid as long as both the object and `scratch`.
Node without_managed_fields(Node object, Arena& scratch);

}  // namespace kpp::print
