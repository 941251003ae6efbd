// Names of fields as titles: "resourceVersion" is "Resource Version", "seLinuxMount" is "Se Linux Mount".
#pragma once

#include <string>
#include <string_view>

namespace kpp::describe {

/// The name as it is where it holds more than letters and dashes.
std::string title_of(std::string_view field);

}  // namespace kpp::describe
