// A JSON value as Go's fmt prints it with %v, once decoded into interface{}.
#pragma once

#include "data/go_value.h"

namespace kpp::print {

using data::append_go_value;

}  // namespace kpp::print
