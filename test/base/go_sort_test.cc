// Sorting as Go does it. The expected orders are Go's own.
#include "base/go_sort.h"

#include <cstdint>

#include "support/catch.h"

using namespace kpp;

namespace {

struct Item {
  unsigned key = 0;
  unsigned index = 0;
};

std::vector<unsigned> order_of(std::vector<Item> items) {
  go_sort(items, [](const Item& a, const Item& b) { return a.key < b.key; });
  std::vector<unsigned> out;
  for (const Item& item : items) out.push_back(item.index);
  return out;
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) { return (hash ^ value) * 1099511628211U; }
constexpr std::uint64_t kSeed = 14695981039346656037U;

// Random keys, rising ones, falling ones, runs with a few out of place.
unsigned key_of(unsigned mode, unsigned i, unsigned n, unsigned m, std::uint32_t random) {
  switch (mode) {
    case 0: return (random >> 8) % m;
    case 1: return i % m;
    case 2: return (n - i) % m;
    default: return random >> 28 == 0 ? 0 : i / (n / (m % 10 + 1) + 1);
  }
}

}  // namespace

TEST_CASE("equal elements stand as Go's sort leaves them") {
  std::vector<Item> items;
  for (unsigned i = 0; i < 16; ++i) items.push_back({i * 5 % 3, i});
  CHECK(order_of(items) == std::vector<unsigned>{6, 15, 12, 3, 9, 0, 8, 5, 11, 2, 14, 7, 4, 10, 13, 1});
}

TEST_CASE("the order is Go's for many lengths and patterns") {
  std::uint64_t hash = kSeed;
  for (const unsigned n : {12U, 13U, 20U, 49U, 50U, 64U, 100U, 333U, 1000U, 5000U}) {
    for (const unsigned m : {1U, 2U, 5U, 37U, 1000000U}) {
      for (unsigned mode = 0; mode < 4; ++mode) {
        std::vector<Item> items;
        std::uint32_t random = n * 31 + m * 7 + mode;
        for (unsigned i = 0; i < n; ++i) {
          random = random * 1664525U + 1013904223U;
          items.push_back({key_of(mode, i, n, m, random), i});
        }
        std::uint64_t own = kSeed;
        for (const unsigned index : order_of(std::move(items))) own = mix(own, index);
        hash = mix(hash, own);
      }
    }
  }
  CHECK(hash == 13807610944785109849U);
}

TEST_CASE("nothing and one element need no sorting") {
  CHECK(order_of({}).empty());
  CHECK(order_of({{7, 0}}) == std::vector<unsigned>{0});
}
