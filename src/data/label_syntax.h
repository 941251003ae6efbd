// What a label's key and value may look like, in the words apimachinery refuses them with.
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::data {

/// What is wrong with a key ("[prefix/]name"): one message each, empty when nothing is.
std::vector<std::string> label_key_problems(std::string_view key);
std::vector<std::string> label_value_problems(std::string_view value);

}  // namespace kpp::data
