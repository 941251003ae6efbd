// What a template does with the list it is given: whether its items can be fed one by one.
#pragma once

#include <cstddef>

#include "algo/jsonpath/ast.h"

namespace kpp::algo::jsonpath {

struct Shape {
  enum class Kind {
    whole,  ///< needs the whole list
    path,   ///< one path over the items: {.items[*].a.b}
    range,  ///< {range .items[*]}…{end}
  };
  Kind kind = Kind::whole;
  std::size_t part = 0;  ///< the part of the template that names the items
  std::size_t end = 0;   ///< of a range: its {end}
};

Shape shape_of(const Path& root);

/// The first two steps of a path over the items, `.items[*]`.
inline constexpr std::size_t kItemsSteps = 2;

}  // namespace kpp::algo::jsonpath
