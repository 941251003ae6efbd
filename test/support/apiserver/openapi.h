// OpenAPI v3: an index, and a document for each group and version. Source: https://spec.openapis.org/oas/v3.0.0
#pragma once

#include <string_view>

#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

/// Answers /openapi/v3 and what is below it; false for other paths.
bool answer_openapi(const Request& request, Answer& answer);

/// The types, one to a paragraph: "NAME: description", then a line for each field, "name type: description". A type is
/// string, integer, boolean, time, quantity, a NAME, "[]" and a type, or "map " and a type; "!" behind the name:
/// required.
std::string_view schema_text();

}  // namespace kpp::apiserver
