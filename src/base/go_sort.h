// Sorting as Go's sort.Sort does it: elements that compare equal end up in the same order as in kubectl, which shows
// where there are more than twelve. Source: https://pkg.go.dev/sort, a pattern-defeating quicksort
#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace kpp {

/// What is sorted, by index.
struct GoSortable {
  std::function<bool(std::size_t, std::size_t)> less = {};
  std::function<void(std::size_t, std::size_t)> swap = {};
};
void go_sort(const GoSortable& data, std::size_t count);

template <class T, class Less>
void go_sort(std::vector<T>& items, Less less) {
  go_sort({.less = [&](std::size_t i, std::size_t j) { return less(items[i], items[j]); },
           .swap = [&](std::size_t i, std::size_t j) { std::swap(items[i], items[j]); }},
          items.size());
}

}  // namespace kpp
