// See label_syntax.h.
#include "data/label_syntax.h"

#include <algorithm>

#include "base/strings.h"

namespace kpp::data {
namespace {

constexpr std::size_t kMostName = 63;
constexpr std::size_t kMostPrefix = 253;

constexpr std::string_view kKeyWords =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
    "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
constexpr std::string_view kValueWords =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and "
    "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
constexpr std::string_view kPrefixWords =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
    "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_alphanumeric(char c) { return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z'); }

bool is_qualified_name(std::string_view text) {
  return !text.empty() && is_alphanumeric(text.front()) && is_alphanumeric(text.back()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

bool is_subdomain(std::string_view text) {
  const std::vector<std::string> labels = split(text, '.');
  return std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    return !label.empty() && is_lower_or_digit(label.front()) && is_lower_or_digit(label.back()) &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_lower_or_digit(c) || c == '-'; });
  });
}

std::string too_long(std::size_t most) { return "must be no more than " + std::to_string(most) + " bytes"; }

}  // namespace

std::vector<std::string> label_key_problems(std::string_view key) {
  std::vector<std::string> problems;
  const std::vector<std::string> parts = split(key, '/');
  if (parts.size() > 2) {
    return {std::string("a valid label key ").append(kKeyWords) +
            " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"};
  }
  if (parts.size() == 2) {
    const std::string& prefix = parts[0];
    if (prefix.empty()) {
      problems.emplace_back("prefix part must be non-empty");
    } else {
      if (prefix.size() > kMostPrefix) problems.push_back("prefix part " + too_long(kMostPrefix));
      if (!is_subdomain(prefix)) problems.push_back(std::string("prefix part ").append(kPrefixWords));
    }
  }
  const std::string& name = parts.back();
  if (name.empty()) problems.emplace_back("name part must be non-empty");
  if (name.size() > kMostName) problems.push_back("name part " + too_long(kMostName));
  if (!is_qualified_name(name)) problems.push_back(std::string("name part ").append(kKeyWords));
  return problems;
}

std::vector<std::string> label_value_problems(std::string_view value) {
  std::vector<std::string> problems;
  if (value.size() > kMostName) problems.push_back(too_long(kMostName));
  if (!value.empty() && !is_qualified_name(value)) problems.emplace_back(kValueWords);
  return problems;
}

}  // namespace kpp::data
