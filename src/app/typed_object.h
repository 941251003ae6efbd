// Objects as kubectl prints those of its own types: with the fields that its types never leave out.
#pragma once

#include "data/json.h"

namespace kpp::app {

/// The object with empty fields where the API's Go types have no "omitempty".
Json as_typed(Json object);

}  // namespace kpp::app
