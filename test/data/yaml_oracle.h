// yaml-cpp, a YAML library that shares nothing with libyaml: what it makes of a text, for comparison with kpp.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "data/json.h"
#include "kpp/node.h"

namespace kpp::test {

/// What yaml-cpp reads, its plain scalars resolved as it resolves them; nullopt for what it refuses. Keys are texts.
/// Throws Error for what JSON has not: lists and maps as keys.
std::optional<Json> read_by_yaml_cpp(const std::string& text);

/// Is this what `value` says? Numbers are compared as numbers, members without regard to order.
bool same_meaning(const Json& read, Node value);

}  // namespace kpp::test
