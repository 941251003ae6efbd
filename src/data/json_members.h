// The order of an object's members, where one is read or converted.
#pragma once

#include <vector>

#include "data/json.h"

namespace kpp::data {

/// Puts the members from `first` on in order: sorted when asked for, one entry a key, the last value kept.
void arrange_members(std::vector<Member>& members, std::size_t first, KeyOrder order);

}  // namespace kpp::data
