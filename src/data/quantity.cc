// See quantity.h.
#include "data/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "data/go_number.h"
#include "kpp/error.h"

namespace kpp {
namespace {

__extension__ using Wide = __int128;

constexpr int kFinest = -9;
// Of an amount: two zeros behind them, for a suffix, and the sum of two still fit in 127 bits.
constexpr int kMostDigits = 34;
constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();

constexpr const char* kWrongFormat =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
constexpr const char* kWrongSuffix = "unable to parse quantity's suffix";
constexpr const char* kWrongNumber = "unable to parse numeric part of quantity";

struct Suffix {
  std::string_view text;
  int exponent;
};
constexpr std::array<Suffix, 10> kDecimal{
    {{"n", -9}, {"u", -6}, {"m", -3}, {"", 0}, {"k", 3}, {"M", 6}, {"G", 9}, {"T", 12}, {"P", 15}, {"E", 18}}};
constexpr std::array<Suffix, 6> kBinary{{{"Ki", 10}, {"Mi", 20}, {"Gi", 30}, {"Ti", 40}, {"Pi", 50}, {"Ei", 60}}};

template <class Table>
std::string_view suffix_of(const Table& table, int exponent) {
  for (const Suffix& suffix : table) {
    if (suffix.exponent == exponent) return suffix.text;
  }
  return {};
}

Wide power_of_ten(int exponent) {
  Wide power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

int digits_of(Wide amount) {
  int count = 0;
  for (; amount != 0; amount /= 10) ++count;
  return count;
}

std::string decimal_text(Wide amount) {
  if (amount == 0) return "0";
  std::string text;
  const bool negative = amount < 0;
  for (; amount != 0; amount /= 10) {
    const int digit = static_cast<int>(amount % 10);
    text.insert(text.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  return negative ? "-" + text : text;
}

// The text cut up: sign, digits without leading zeros, digits behind the point, suffix.
struct Parts {
  bool negative = false;
  bool any_digit = false;  // before or behind the point, zeros too
  std::string_view whole, fraction, suffix;
};

bool cut(std::string_view text, Parts& parts) {
  std::size_t pos = 0;
  const auto digits = [&] {
    const std::size_t begin = pos;
    while (pos < text.size() && is_digit(text[pos])) ++pos;
    return text.substr(begin, pos - begin);
  };
  if (text[0] == '-' || text[0] == '+') parts.negative = text[pos++] == '-';
  const std::size_t begin = pos;
  while (pos < text.size() && text[pos] == '0') ++pos;
  parts.any_digit = pos > begin || pos == text.size();
  parts.whole = digits();
  parts.any_digit = parts.any_digit || !parts.whole.empty();
  if (pos < text.size() && text[pos] == '.') {
    ++pos;
    parts.fraction = digits();
    parts.any_digit = parts.any_digit || !parts.fraction.empty();
  }
  const std::size_t suffix = pos;
  while (pos < text.size() && std::string_view("eEinumkKMGTP").find(text[pos]) != std::string_view::npos) ++pos;
  if (pos < text.size() && (text[pos] == '-' || text[pos] == '+')) ++pos;
  digits();
  parts.suffix = text.substr(suffix);
  return pos == text.size();
}

struct SuffixMeaning {
  Quantity::Format format = Quantity::Format::decimal_si;
  int exponent = 0;
};

std::optional<SuffixMeaning> suffix_meaning(std::string_view suffix) {
  for (const Suffix& known : kDecimal) {
    if (known.text == suffix) return SuffixMeaning{Quantity::Format::decimal_si, known.exponent};
  }
  for (const Suffix& known : kBinary) {
    if (known.text == suffix) return SuffixMeaning{Quantity::Format::binary_si, known.exponent};
  }
  if (suffix.size() < 2 || (suffix[0] != 'e' && suffix[0] != 'E')) return std::nullopt;
  const auto exponent = data::parse_go_int(suffix.substr(1), 10);
  if (!exponent) return std::nullopt;
  return SuffixMeaning{Quantity::Format::decimal_exponent, static_cast<std::int32_t>(*exponent)};
}

// Whether apimachinery remembers the text as it was written, rather than making a canonical one of it.
bool keeps_text(const Parts& parts, const SuffixMeaning& meaning) {
  const std::string whole = parts.whole.empty() ? "0" : std::string(parts.whole);
  const std::string digits = whole + std::string(parts.fraction);
  if (meaning.format == Quantity::Format::binary_si) {
    const int precision = 15 - static_cast<int>(whole.size()) - meaning.exponent * 3 / 10 - 1;
    if (!parts.fraction.empty() || precision < 0) return false;
    std::int64_t value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return (value & 7) != 0;
  }
  const int scale = meaning.exponent - static_cast<int>(parts.fraction.size());
  return digits.size() <= 18 && scale >= kFinest && scale % 3 == 0 && digits[0] != '0' && !digits.ends_with("000");
}

}  // namespace

std::optional<Quantity> Quantity::read(std::string_view text, const char*& problem) {
  Parts parts;
  problem = kWrongFormat;
  if (text.empty() || !cut(text, parts)) return std::nullopt;
  const std::optional<SuffixMeaning> meaning = suffix_meaning(parts.suffix);
  problem = kWrongSuffix;
  if (!meaning) return std::nullopt;
  problem = kWrongNumber;
  const bool binary = meaning->format == Format::binary_si;
  if (!parts.any_digit && binary && meaning->exponent == 60) return std::nullopt;

  Quantity result;
  result.format_ = meaning->format;
  // Exbibytes need the room that further digits would take.
  const int most = binary ? 19 : kMostDigits;
  bool rest = false;
  std::int64_t scale = binary ? 0 : meaning->exponent;
  int digits = 0;
  const auto take = [&](char digit, bool fraction) {
    if (digits < most) {
      result.amount_ = result.amount_ * 10 + (digit - '0');
      if (result.amount_ != 0) ++digits;
      if (fraction) --scale;
    } else {
      rest = rest || digit != '0';
      if (!fraction) ++scale;
    }
  };
  for (const char digit : parts.whole) take(digit, false);
  for (const char digit : parts.fraction) take(digit, true);
  if (binary) result.amount_ *= Wide{1} << meaning->exponent;
  if (result.amount_ == 0) scale = 0;
  while (result.amount_ != 0 && result.amount_ % 10 == 0) {
    result.amount_ /= 10;
    ++scale;
  }
  result.scale_ = static_cast<int>(std::clamp<std::int64_t>(scale, -1000000000, 1000000000));
  if (rest) {
    result.amount_ = result.amount_ * 10 + 1;
    --result.scale_;
  }
  result.round_up(kFinest);
  if (binary) {
    Quantity limit;
    limit.amount_ = kMost;
    if (result.compare(limit) > 0) {
      result.amount_ = kMost;
      result.scale_ = 0;
    }
    Quantity one;
    one.amount_ = 1;
    if (result.amount_ > 0 && result.compare(one) < 0) result.format_ = Format::decimal_si;
  }
  if (parts.negative) result.amount_ = -result.amount_;
  if (keeps_text(parts, *meaning)) result.cached_ = std::string(text);
  return result;
}

std::optional<Quantity> Quantity::try_parse(std::string_view text) {
  const char* problem = nullptr;
  return read(text, problem);
}

Quantity Quantity::parse(std::string_view text) {
  const char* problem = nullptr;
  std::optional<Quantity> result = read(text, problem);
  if (!result) throw ParseError(problem);
  return *std::move(result);
}

Quantity Quantity::from_int(std::int64_t value, Format format) {
  Quantity result;
  result.amount_ = value;
  result.format_ = format;
  return result;
}

Quantity Quantity::from_milli(std::int64_t value, Format format) {
  Quantity result = from_int(value, format);
  result.scale_ = -3;
  return result;
}

void Quantity::round_up(int scale) {
  if (scale_ >= scale) return;
  bool rest = false;
  while (scale_ < scale && amount_ != 0) {
    rest = rest || amount_ % 10 != 0;
    const Wide next = amount_ / 10;
    if (next == 0) {
      amount_ = amount_ > 0 ? 1 : -1;
      scale_ = scale;
      return;
    }
    amount_ = next;
    ++scale_;
  }
  scale_ = scale;
  if (rest) amount_ += amount_ > 0 ? 1 : -1;
}

std::int64_t Quantity::scaled(int scale) const {
  Quantity rounded = *this;
  rounded.round_up(scale);
  const auto end = [&] {
    return amount_ > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  };
  const auto too_large = [&] { return rounded.amount_ > kMost || rounded.amount_ < -kMost; };
  // Rounding may leave more than fits: that comes before any step up.
  while (rounded.scale_ > scale && rounded.amount_ != 0 && !too_large()) {
    rounded.amount_ *= 10;
    --rounded.scale_;
  }
  if (too_large()) return end();
  return static_cast<std::int64_t>(rounded.amount_);
}

double Quantity::as_double() const {
  const double base = static_cast<double>(amount_);
  return scale_ == 0 ? base : base * std::pow(10.0, scale_);
}

int Quantity::compare(const Quantity& other) const {
  const auto sign = [](Wide amount) { return amount > 0 ? 1 : amount < 0 ? -1 : 0; };
  const int ours = sign(amount_);
  if (ours != sign(other.amount_)) return ours < sign(other.amount_) ? -1 : 1;
  if (ours == 0) return 0;
  const int size = digits_of(amount_) + scale_;
  const int other_size = digits_of(other.amount_) + other.scale_;
  if (size != other_size) return (size < other_size ? -1 : 1) * ours;
  // The same number of digits before the point: aligned, neither has more digits than the longer of the two.
  const int scale = std::min(scale_, other.scale_);
  const Wide a = amount_ * power_of_ten(scale_ - scale);
  const Wide b = other.amount_ * power_of_ten(other.scale_ - scale);
  return a < b ? -1 : a > b ? 1 : 0;
}

Quantity& Quantity::add(const Quantity& other, int sign) {
  cached_.clear();
  if (amount_ == 0) format_ = other.format_;
  if (other.amount_ == 0) return *this;
  Quantity term = other;
  term.amount_ *= sign;
  if (amount_ == 0) {
    amount_ = term.amount_;
    scale_ = term.scale_;
    return *this;
  }
  Quantity& coarse = scale_ > term.scale_ ? *this : term;
  Quantity& fine = scale_ > term.scale_ ? term : *this;
  while (coarse.scale_ > fine.scale_ && digits_of(coarse.amount_) < kMostDigits) {
    coarse.amount_ *= 10;
    --coarse.scale_;
  }
  fine.round_up(coarse.scale_);
  amount_ += term.amount_;
  scale_ = coarse.scale_;
  while (digits_of(amount_) > kMostDigits) round_up(scale_ + 1);
  return *this;
}

std::string Quantity::str() const {
  if (!cached_.empty()) return cached_;
  if (amount_ == 0) return "0";
  Wide amount = amount_;
  int scale = scale_;
  if (format_ == Format::binary_si) {
    const Quantity small = from_int(1024);
    Quantity size = *this;
    size.amount_ = amount_ < 0 ? -amount_ : amount_;
    Quantity whole = *this;
    whole.round_up(0);
    if (size.compare(small) >= 0 && whole.compare(*this) == 0 && digits_of(amount) + scale <= kMostDigits) {
      for (; scale > 0; --scale) amount *= 10;
      if (scale < 0) amount /= power_of_ten(-scale);
      int exponent = 0;
      for (; amount % 1024 == 0; amount /= 1024) exponent += 10;
      return decimal_text(amount).append(suffix_of(kBinary, exponent));
    }
  }
  for (; amount % 10 == 0; amount /= 10) ++scale;
  for (; scale % 3 != 0; --scale) amount *= 10;
  std::string text = decimal_text(amount);
  if (format_ == Format::decimal_exponent) return scale == 0 ? text : text + "e" + std::to_string(scale);
  return text.append(suffix_of(kDecimal, scale));
}

}  // namespace kpp
