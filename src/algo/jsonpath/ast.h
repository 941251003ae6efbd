// The parsed form of a JSONPath template.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace kpp::algo::jsonpath {

struct Step;
/// Steps taken one after the other, each on what the one before it found.
using Path = std::vector<Step>;

/// One bound of a slice.
struct Bound {
  std::int64_t value = 0;
  bool known = false;
  bool derived = false;  ///< the end of a plain index: one more than it
};

struct Step {
  enum class Kind { text, list, field, array, wildcard, recursive, filter, set, integer, real, boolean, word };
  Kind kind = Kind::text;
  std::string text;               ///< of text, field and word; of a filter its operator
  std::array<Bound, 3> bounds{};  ///< of array: from, to, step
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  /// list: the one path in the braces; filter: left and right (right empty for "exists"); set: the members of a union.
  std::vector<Path> paths;
};

}  // namespace kpp::algo::jsonpath
