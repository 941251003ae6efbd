// Descriptions that need nothing beside their object, or only its events.
#pragma once

#include <string_view>

#include "describe/describer.h"

namespace kpp::describe {

using WriteObject = void (*)(Writer&, Node object);

Description only(Node object, WriteObject write);
/// `write`, and then the object's events.
Description with_events(Node object, Source& source, std::string_view kind, WriteObject write);

}  // namespace kpp::describe
