// LineMarker: says what the cells of a laid-out line mean.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "base/meaning.h"

namespace kpp::print {

/// A cell's text without what pads it, and where in the layout it begins.
struct PlacedCell {
  std::string_view text = {};
  std::size_t at = 0;
};

/// Appends the marks of a line; `next` is the line below, which may tell what this one is.
using LineMarker =
    std::function<void(std::span<const PlacedCell> line, std::span<const PlacedCell> next, Marks& marks)>;

}  // namespace kpp::print
