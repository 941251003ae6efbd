// What names inside objects may look like, in the words apimachinery refuses them with: one message for each problem,
// none when all is well. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::data {

/// A key of a ConfigMap or a Secret.
std::vector<std::string> config_key_problems(std::string_view key);
std::vector<std::string> port_name_problems(std::string_view name);
/// RFC 1123: lower-case labels with dots between, 253 bytes at most.
bool is_dns_subdomain(std::string_view name);

}  // namespace kpp::data
