// What a pod asks for of a node, all its containers together.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "data/quantity.h"
#include "kpp/node.h"

namespace kpp::describe {

using Resources = std::map<std::string, Quantity, std::less<>>;

enum class Amount { requests, limits };

/// Init containers need room only while they run, sidecars with the others; the pod's own amounts replace the sums.
/// With `resized` what the containers really have counts, while a change of them is under way.
Resources pod_resources(Node pod, Amount amount, bool resized);
void add_resources(Resources& sum, const Resources& more);

/// BestEffort, Burstable, Guaranteed: as the status tells, else worked out.
std::string qos_class(Node pod);

}  // namespace kpp::describe
