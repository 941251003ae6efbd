// A YAML value as Go's %#v shows what go-yaml makes of it: part of the message for keys that are no scalars, the
// one that {{ templates }} left in YAML end in.
#pragma once

#include <string>

#include "data/yaml_tree.h"

namespace kpp::data {

std::string go_syntax(const YamlNode& node);

}  // namespace kpp::data
