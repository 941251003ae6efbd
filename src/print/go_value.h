// A JSON value as Go's fmt prints it with %v, once decoded into interface{}.
#pragma once

#include <string>

#include "kpp/node.h"

namespace kpp::print {

/// "<nil>", true, 3, 1e+06, text, [a b], map[k:v] (keys sorted).
void append_go_value(std::string& out, Node value);

}  // namespace kpp::print
