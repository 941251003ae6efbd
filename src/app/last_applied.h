// The annotation in which an object keeps what it was made of, for the next apply.
#pragma once

#include <string_view>

#include "data/json.h"

namespace kpp::app {

/// Sets kubectl.kubernetes.io/last-applied-configuration to the object as it is without it: if `wanted`
/// (--save-config), or if the object has it already: what it says there is no longer true. An object from a file keeps
/// `annotations` there when they are empty; one of a typed builder does not.
void note_last_applied(Json& object, bool typed, bool wanted);
inline constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

}  // namespace kpp::app
