// What `wait --for` names: a state of an object.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "algo/jsonpath/jsonpath.h"
#include "kpp/node.h"

namespace kpp::cmd {

/// create: it is there.
struct ForCreate {};
/// delete: it is there no more.
struct ForDelete {};
/// condition=NAME[=VALUE]: a condition of its status, if it is about the object as it is now.
struct ForCondition {
  std::string name = {};
  std::string value = "true";
  bool met(Node object) const;
};
/// jsonpath=EXPRESSION[=VALUE]: the one value it leads to; without VALUE any value.
struct ForJsonPath {
  algo::JsonPath path;
  std::string value = {};
  /// Throws Error where the expression leads to more than one value, or to no plain one.
  bool met(Node object) const;
};

using WaitCondition = std::variant<ForCreate, ForDelete, ForCondition, ForJsonPath>;
/// Throws UsageError and ParseError.
WaitCondition parse_wait_condition(std::string_view typed);

}  // namespace kpp::cmd
