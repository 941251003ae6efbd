// See bracket_walk.h.
#include "data/bracket_walk.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kpp::data {
namespace {

constexpr std::ptrdiff_t kBlock = 64;

/// Bit i tells of byte i.
struct Masks {
  std::uint64_t quotes = 0, backslashes = 0, opening = 0, closing = 0;
};

// '[' and ']' differ from '{' and '}' by one bit, and no other byte becomes a brace when it is set.
constexpr char kBraceBit = 0x20;

#ifdef __SSE2__

Masks masks_of(const char* bytes) {
  Masks masks;
  for (int i = 0; i < 4; ++i) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const __m128i braces = _mm_or_si128(part, _mm_set1_epi8(kBraceBit));
    const auto equal = [i](__m128i to, char c) {
      const int bits = _mm_movemask_epi8(_mm_cmpeq_epi8(to, _mm_set1_epi8(c)));
      return static_cast<std::uint64_t>(static_cast<unsigned>(bits)) << (16 * i);
    };
    masks.quotes |= equal(part, '"');
    masks.backslashes |= equal(part, '\\');
    masks.opening |= equal(braces, '{');
    masks.closing |= equal(braces, '}');
  }
  return masks;
}

#else

Masks masks_of(const char* bytes) {
  Masks masks;
  for (int i = 0; i < kBlock; ++i) {
    const char c = bytes[i], brace = static_cast<char>(c | kBraceBit);
    masks.quotes |= std::uint64_t{c == '"'} << i;
    masks.backslashes |= std::uint64_t{c == '\\'} << i;
    masks.opening |= std::uint64_t{brace == '{'} << i;
    masks.closing |= std::uint64_t{brace == '}'} << i;
  }
  return masks;
}

#endif

// Bit i of the result: whether the number of set bits up to and with i is odd.
std::uint64_t running_parity(std::uint64_t bits) {
  for (int shift = 1; shift < kBlock; shift *= 2) bits ^= bits << shift;
  return bits;
}

// The bytes that an odd number of backslashes stands before.
std::uint64_t escaped_bytes(std::uint64_t backslashes, bool& carry) {
  std::uint64_t escaped = carry ? 1 : 0;
  carry = false;
  for (std::uint64_t left = backslashes; left != 0; left &= left - 1) {
    const int at = std::countr_zero(left);
    if ((escaped >> at & 1) != 0) continue;
    if (at == kBlock - 1) carry = true;
    else escaped |= std::uint64_t{2} << at;
  }
  return escaped;
}

}  // namespace

bool BracketWalk::block(const char*& at) {
  const Masks masks = masks_of(at);
  std::uint64_t quotes = masks.quotes;
  if (masks.backslashes != 0 || escaped_) quotes &= ~escaped_bytes(masks.backslashes, escaped_);
  const std::uint64_t inside = running_parity(quotes) ^ (in_string_ ? ~std::uint64_t{0} : 0);
  in_string_ = inside >> (kBlock - 1) != 0;
  const std::uint64_t opening = masks.opening & ~inside, closing = masks.closing & ~inside;
  for (std::uint64_t left = opening | closing; left != 0; left &= left - 1) {
    const int here = std::countr_zero(left);
    if ((opening >> here & 1) != 0) {
      ++depth_;
    } else if (--depth_ == 0) {
      at += here + 1;
      return true;
    }
  }
  at += kBlock;
  return false;
}

bool BracketWalk::byte(char c) {
  // A backslash takes nothing but a quote's meaning away, also where it does not belong: as in block().
  const bool escaped = std::exchange(escaped_, false);
  if (c == '\\') escaped_ = !escaped;
  else if (c == '"') in_string_ = in_string_ == escaped;
  else if (in_string_) return false;
  else if (c == '{' || c == '[') ++depth_;
  else if (c == '}' || c == ']') return --depth_ == 0;
  return false;
}

bool BracketWalk::advance(const char*& at, const char* end) {
  while (end - at >= kBlock) {
    if (block(at)) return true;
  }
  while (at != end) {
    if (byte(*at++)) return true;
  }
  return false;
}

}  // namespace kpp::data
