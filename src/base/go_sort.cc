// See go_sort.h. Every choice here (thresholds, pivots, the numbers that break patterns) shows in the order of equal
// elements.
#include "base/go_sort.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace kpp {
namespace {

constexpr std::size_t kInsertionLimit = 12;
constexpr std::size_t kNintherFrom = 50;
constexpr std::size_t kShiftFrom = 50;
constexpr int kShiftSteps = 5;
constexpr int kMostSwaps = 12;

enum class Hint { unknown, increasing, decreasing };

struct Pivot {
  std::size_t at = 0;
  Hint hint = Hint::unknown;
};

/// Sorts the elements from `a` up to `b`, `b` not included.
class PatternDefeating {
 public:
  explicit PatternDefeating(const GoSortable& data) : data_(data) {}

  void sort(std::size_t a, std::size_t b, int bad_pivots_left) {
    bool balanced = true;
    bool partitioned = true;
    for (;;) {
      const std::size_t length = b - a;
      if (length <= kInsertionLimit) return insertion_sort(a, b);
      if (bad_pivots_left == 0) return heap_sort(a, b);
      if (!balanced) {
        break_patterns(a, b);
        --bad_pivots_left;
      }
      Pivot pivot = choose_pivot(a, b);
      if (pivot.hint == Hint::decreasing) {
        for (std::size_t i = a, j = b - 1; i < j; ++i, --j) data_.swap(i, j);
        pivot = {(b - 1) - (pivot.at - a), Hint::increasing};
      }
      if (balanced && partitioned && pivot.hint == Hint::increasing && nearly_sorted(a, b)) return;
      if (a > 0 && !data_.less(a - 1, pivot.at)) {
        a = partition_equal(a, b, pivot.at);
        continue;
      }
      const std::size_t middle = partition(a, b, pivot.at, partitioned);
      const std::size_t left = middle - a;
      const std::size_t right = b - middle;
      balanced = std::min(left, right) >= length / 8;
      if (left < right) {
        sort(a, middle, bad_pivots_left);
        a = middle + 1;
      } else {
        sort(middle + 1, b, bad_pivots_left);
        b = middle;
      }
    }
  }

 private:
  void insertion_sort(std::size_t a, std::size_t b) {
    for (std::size_t i = a + 1; i < b; ++i) {
      for (std::size_t j = i; j > a && data_.less(j, j - 1); --j) data_.swap(j, j - 1);
    }
  }

  void sift_down(std::size_t root, std::size_t end, std::size_t first) {
    for (;;) {
      std::size_t child = 2 * root + 1;
      if (child >= end) return;
      if (child + 1 < end && data_.less(first + child, first + child + 1)) ++child;
      if (!data_.less(first + root, first + child)) return;
      data_.swap(first + root, first + child);
      root = child;
    }
  }

  void heap_sort(std::size_t a, std::size_t b) {
    const std::size_t count = b - a;
    for (std::size_t i = (count - 1) / 2 + 1; i-- > 0;) sift_down(i, count, a);
    for (std::size_t i = count; i-- > 0;) {
      data_.swap(a, a + i);
      sift_down(0, i, a);
    }
  }

  // Moves inwards from both ends over what is in its place; false when the two have met.
  template <class InLeft, class InRight>
  static bool meet(std::size_t& i, std::size_t& j, InLeft in_left, InRight in_right) {
    while (i <= j && in_left(i)) ++i;
    while (i <= j && in_right(j)) --j;
    return i <= j;
  }

  std::size_t partition(std::size_t a, std::size_t b, std::size_t pivot, bool& already) {
    data_.swap(a, pivot);
    std::size_t i = a + 1;
    std::size_t j = b - 1;
    const auto smaller = [&](std::size_t at) { return data_.less(at, a); };
    const auto not_smaller = [&](std::size_t at) { return !data_.less(at, a); };
    already = true;
    while (meet(i, j, smaller, not_smaller)) {
      already = false;
      data_.swap(i++, j--);
    }
    data_.swap(j, a);
    return j;
  }

  // No element is smaller than the pivot: those equal to it come first.
  std::size_t partition_equal(std::size_t a, std::size_t b, std::size_t pivot) {
    data_.swap(a, pivot);
    std::size_t i = a + 1;
    std::size_t j = b - 1;
    const auto not_larger = [&](std::size_t at) { return !data_.less(a, at); };
    const auto larger = [&](std::size_t at) { return data_.less(a, at); };
    while (meet(i, j, not_larger, larger)) data_.swap(i++, j--);
    return i;
  }

  // Puts a few neighbours in order; true when that was all there was to do.
  bool nearly_sorted(std::size_t a, std::size_t b) {
    std::size_t i = a + 1;
    for (int step = 0; step < kShiftSteps; ++step) {
      while (i < b && !data_.less(i, i - 1)) ++i;
      if (i == b) return true;
      if (b - a < kShiftFrom) return false;
      data_.swap(i, i - 1);
      if (i - a >= 2) {
        for (std::size_t j = i - 1; j >= 1 && data_.less(j, j - 1); --j) data_.swap(j, j - 1);
      }
      if (b - i >= 2) {
        for (std::size_t j = i + 1; j < b && data_.less(j, j - 1); ++j) data_.swap(j, j - 1);
      }
    }
    return false;
  }

  void break_patterns(std::size_t a, std::size_t b) {
    const std::size_t length = b - a;
    std::uint64_t random = length;
    const std::size_t mask = (std::size_t{1} << std::bit_width(length)) - 1;
    const std::size_t middle = a + (length / 4) * 2;
    for (std::size_t i = middle - 1; i <= middle + 1; ++i) {
      random ^= random << 13;
      random ^= random >> 7;
      random ^= random << 17;
      std::size_t other = static_cast<std::size_t>(random) & mask;
      if (other >= length) other -= length;
      data_.swap(i, a + other);
    }
  }

  Pivot choose_pivot(std::size_t a, std::size_t b) {
    const std::size_t quarter = (b - a) / 4;
    std::size_t i = a + quarter;
    std::size_t j = a + quarter * 2;
    std::size_t k = a + quarter * 3;
    int swaps = 0;
    if (b - a >= kNintherFrom) {
      i = median(i - 1, i, i + 1, swaps);
      j = median(j - 1, j, j + 1, swaps);
      k = median(k - 1, k, k + 1, swaps);
    }
    j = median(i, j, k, swaps);
    return {j, swaps == 0 ? Hint::increasing : swaps == kMostSwaps ? Hint::decreasing : Hint::unknown};
  }

  std::size_t median(std::size_t a, std::size_t b, std::size_t c, int& swaps) {
    const auto order = [&](std::size_t& x, std::size_t& y) {
      if (!data_.less(y, x)) return;
      ++swaps;
      std::swap(x, y);
    };
    order(a, b);
    order(b, c);
    order(a, b);
    return b;
  }

  const GoSortable& data_;
};

}  // namespace

void go_sort(const GoSortable& data, std::size_t count) {
  if (count > 1) PatternDefeating(data).sort(0, count, static_cast<int>(std::bit_width(count)));
}

}  // namespace kpp
