// Discovery: what is served, in the aggregated form and in the old one.
#pragma once

#include <string>

#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

enum class Aggregated { none, v2beta1, v2 };

struct Discovery {
  Aggregated newest = Aggregated::v2;  ///< the newest form of aggregated discovery this server shall know
  bool metrics = true;                 ///< is metrics.k8s.io there?
  std::string address{};               ///< where the server tells clients to find it
};

/// Answers /api, /apis and the lists of versions below them; false for other paths.
bool answer_discovery(const Request& request, Answer& answer, const Discovery& discovery);

}  // namespace kpp::apiserver
