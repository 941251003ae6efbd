// The long message of a JSONPath template that cannot be used on an object.
#pragma once

#include <string>
#include <string_view>

#include "kpp/node.h"

namespace kpp::print {

/// What kubectl prints after "error: ": the reason, the template, and the object in Go's notation. A missing
/// `object` (items that came one by one are gone) is left out.
std::string jsonpath_error(std::string_view template_text, std::string_view reason, Node object);

}  // namespace kpp::print
