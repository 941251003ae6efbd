// An Environment made of a map.
#pragma once

#include <map>
#include <string>

#include "kpp/seams.h"

namespace kpp::test {

class FakeEnvironment final : public Environment {
 public:
  FakeEnvironment() = default;
  explicit FakeEnvironment(std::map<std::string, std::string> variables) : values(std::move(variables)) {}
  std::map<std::string, std::string> values;
  std::string folder = "/";

  std::optional<std::string> get(const std::string& name) const override {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  }
  std::map<std::string, std::string> all() const override { return values; }
  std::string home() const override { return get("HOME").value_or(""); }
  std::string working_directory() const override { return folder; }
};

}  // namespace kpp::test
