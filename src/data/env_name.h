// What an environment variable of a container may be called, in the words apimachinery refuses it with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::data {

/// What is wrong with the name: one message each, empty when nothing is.
std::vector<std::string> env_name_problems(std::string_view name);

}  // namespace kpp::data
