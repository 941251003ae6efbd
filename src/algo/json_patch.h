// JSON patch (RFC 6902): a list of operations on a value.
#pragma once

#include "data/json.h"

namespace kpp::algo {

/// `document` after all operations of `patch`. Throws Error in the words scripts know from kubectl when `patch` is no
/// such list or an operation cannot be done.
Json apply_json_patch(Json document, const Json& patch);

}  // namespace kpp::algo
