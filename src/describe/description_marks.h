// DescriptionMarks: what the parts of a description mean: keys, values, status words, tables within.
#pragma once

#include <span>

#include "print/line_marks.h"

namespace kpp::io {
class Theme;
}

namespace kpp::describe {

/// A LineMarker of descriptions.
class DescriptionMarks {
 public:
  explicit DescriptionMarks(const io::Theme& theme) : theme_(&theme) {}
  void operator()(std::span<const print::PlacedCell> line, std::span<const print::PlacedCell> next, Marks& marks) const;

 private:
  void mark_row(std::span<const print::PlacedCell> line, Marks& marks) const;

  const io::Theme* theme_;
};

}  // namespace kpp::describe
