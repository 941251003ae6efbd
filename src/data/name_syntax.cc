// See name_syntax.h.
#include "data/name_syntax.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/strings.h"

namespace kpp::data {
namespace {

constexpr std::size_t kMostSubdomain = 253;
constexpr std::size_t kMostPortName = 15;

bool is_key_mark(char c) { return c == '-' || c == '.' || c == '_'; }

// Keys and variables become names of files.
void add_folder_problems(std::string_view name, std::vector<std::string>& problems) {
  if (name == ".") problems.emplace_back("must not be '.'");
  else if (name == "..") problems.emplace_back("must not be '..'");
  else if (name.starts_with("..")) problems.emplace_back("must not start with '..'");
}

}  // namespace

std::vector<std::string> config_key_problems(std::string_view key) {
  std::vector<std::string> problems;
  if (key.size() > kMostSubdomain) problems.emplace_back("must be no more than 253 characters");
  if (key.empty() || !std::all_of(key.begin(), key.end(),
                                  [](char c) { return is_ascii_letter(c) || is_digit(c) || is_key_mark(c); })) {
    problems.emplace_back(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME', "
        " or "
        "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
  }
  add_folder_problems(key, problems);
  return problems;
}

std::vector<std::string> port_name_problems(std::string_view name) {
  std::vector<std::string> problems;
  if (name.size() > kMostPortName) problems.emplace_back("must be no more than 15 characters");
  if (name.empty() ||
      !std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-'; })) {
    problems.emplace_back("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  }
  if (std::none_of(name.begin(), name.end(), is_lower)) problems.emplace_back("must contain at least one letter (a-z)");
  if (name.find("--") != std::string_view::npos) problems.emplace_back("must not contain consecutive hyphens");
  if (!name.empty() && (name.front() == '-' || name.back() == '-')) {
    problems.emplace_back("must not begin or end with a hyphen");
  }
  return problems;
}

bool is_dns_subdomain(std::string_view name) {
  if (name.size() > kMostSubdomain) return false;
  const std::vector<std::string> labels = split(name, '.');
  return std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    const auto plain = [](char c) { return is_lower(c) || is_digit(c); };
    return !label.empty() && plain(label.front()) && plain(label.back()) &&
           std::all_of(label.begin(), label.end(), [&](char c) { return plain(c) || c == '-'; });
  });
}

}  // namespace kpp::data
