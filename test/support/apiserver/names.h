// What names may look like, and making them up.
#pragma once

#include <string>

#include "support/apiserver/kinds.h"

namespace kpp::apiserver {

/// What is wrong with a name for this kind, in the real server's words; "" when nothing is.
std::string name_problem(const Kind& kind, const std::string& name);
/// `base` and five letters or digits of those that make no words.
std::string made_up_name(const std::string& base);

}  // namespace kpp::apiserver
