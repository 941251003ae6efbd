// Discovery: what is served, in the aggregated form and in the old one.
#pragma once

#include <string>

#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

enum class Aggregated { none, v2beta1, v2 };

/// Answers /api, /apis and the lists of versions below them; false for other paths. `newest` is the newest form of
/// aggregated discovery this server shall know.
bool answer_discovery(const Request& request, Answer& answer, Aggregated newest, const std::string& address);

}  // namespace kpp::apiserver
