// metrics.k8s.io: what the stored nodes and pods use, as a metrics server would tell. The numbers follow from what the
// containers ask for and from their names, so that the same objects always use the same.
#pragma once

#include "support/apiserver/store.h"
#include "support/apiserver/target.h"

namespace kpp::apiserver {

/// Answers get and list of a kind that is made. Throws Failure for everything else.
void answer_metrics(const Store& store, const Target& target, const Request& request, Answer& answer);

}  // namespace kpp::apiserver
