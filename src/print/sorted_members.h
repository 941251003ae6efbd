// Objects with the members of every object in order of their names, as templates see all objects.
#pragma once

#include "kpp/node.h"

namespace kpp::print {

/// `object` itself when it is sorted already; else a copy of what is not, in `scratch`, valid as long as both.
Node sorted_members(Node object, Arena& scratch);

}  // namespace kpp::print
