// The scale subresource: an object's replicas as an autoscaling/v1 Scale.
#pragma once

#include "data/json.h"
#include "support/apiserver/store.h"

namespace kpp::apiserver {

Object scale_of(Node object);
/// `object` with the replicas of a Scale; its resourceVersion comes along, to be checked.
Json scaled(Json object, const Json& scale);

}  // namespace kpp::apiserver
