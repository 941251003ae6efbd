// See env_name.h.
#include "data/env_name.h"

#include <algorithm>

#include "base/ascii.h"

namespace kpp::data {
namespace {

bool fits(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '.' || c == '_';
}

}  // namespace

std::vector<std::string> env_name_problems(std::string_view name) {
  std::vector<std::string> out;
  if (name.empty() || is_digit(name.front()) || !std::all_of(name.begin(), name.end(), fits)) {
    out.emplace_back(
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must "
        "not start with a digit "
        "(e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is "
        "'[-._a-zA-Z][-._a-zA-Z0-9]*')");
  }
  if (name == ".") out.emplace_back("must not be '.'");
  else if (name == "..") out.emplace_back("must not be '..'");
  else if (name.starts_with("..")) out.emplace_back("must not start with '..'");
  return out;
}

}  // namespace kpp::data
