// The eviction subresource of pods: a deletion that disruption budgets may forbid.
#pragma once

#include "support/apiserver/store.h"

namespace kpp::apiserver {

/// Takes the disruption that the eviction of `pod` is from the budgets that guard it; only looks with `dry_run`. Throws
/// Failure (429) where one allows none. How many a budget allows is what its status says: nothing here counts pods.
void take_disruption(Store& store, const Object& pod, bool dry_run);

}  // namespace kpp::apiserver
