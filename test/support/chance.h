// Chance that can be had again: what tests of laws make their inputs of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.h"

namespace kpp::test {

/// Numbers from a seed. The same seed gives the same on every machine (the standard's distributions do not).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  /// 0 to `limit` - 1.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  const auto& of(const List& list) {
    return list[below(std::size(list))];
  }
  template <class List>
  void shuffle(List& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

/// Calls `law` with chances of many seeds, for at most a second of work; a failure names its seed, and KPP_SEED=N in
/// the environment tries that one alone. A law uses REQUIRE, so that the first seed that fails is the last that is
/// tried.
template <class Law>
void for_all(std::size_t rounds, Law law) {
  const char* only = std::getenv("KPP_SEED");
  const std::uint64_t first = only ? std::strtoull(only, nullptr, 10) : 1;
  const std::clock_t end = std::clock() + CLOCKS_PER_SEC;
  for (std::uint64_t seed = first; seed < first + (only ? 1 : rounds); ++seed) {
    Chance chance(seed);
    INFO("KPP_SEED=" << seed);
    law(chance);
    // A machine that is slow (or a sanitizer) tries fewer, never less than ten.
    if (seed >= first + 10 && std::clock() > end) return;
  }
}

}  // namespace kpp::test
