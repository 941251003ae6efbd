// The order of keys in YAML output: go-yaml's, which is natural (a2 before a10) and puts letters last.
#pragma once

#include <string_view>

namespace kpp::data {

bool yaml_key_less(std::string_view a, std::string_view b);

}  // namespace kpp::data
