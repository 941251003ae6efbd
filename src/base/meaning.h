// What pieces of a text mean: said by what writes the text, used by io to colour it.
//
// The text itself holds no colours: a width is that of the text, and only io, which knows the terminal, makes them.
#pragma once

#include <cstddef>
#include <vector>

namespace kpp {

enum class Meaning : unsigned char {
  key,           ///< of a mapping; Mark::index is how deep it stands
  describe_key,  ///< of a description
  string,
  number,
  quantity,  ///< 100m, 5Gi
  duration,  ///< 12m, 3d4h
  yes,
  no,
  null,
  age,            ///< of a young object; Mark::index is which limit it is below, from the smallest
  ratio_zero,     ///< 0/0
  ratio_equal,    ///< 2/2
  ratio_unequal,  ///< 1/2
  good,           ///< a status as it should be
  warning,        ///< one on its way, or to be looked at
  bad,
  header,  ///< of a table
  column,  ///< a cell of nothing else; Mark::index is its column
};
inline constexpr std::size_t kMeanings = static_cast<std::size_t>(Meaning::column) + 1;

/// Bytes [begin, end) of a text.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
  Meaning meaning = Meaning::string;
  std::size_t index = 0;  ///< for meanings of several colours
  bool operator==(const Mark&) const = default;
};

/// From the beginning of the text to its end, none over another.
using Marks = std::vector<Mark>;

}  // namespace kpp
