#include "base/time.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <ctime>

#include "base/quote.h"
#include "kpp/error.h"

namespace kpp {
namespace {

using std::chrono::nanoseconds;

// Reads `digits` digits at `pos`; -1 when they are not there.
int number(std::string_view text, std::size_t& pos, std::size_t digits) {
  if (pos + digits > text.size()) return -1;
  int value = 0;
  for (const char c : text.substr(pos, digits)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  pos += digits;
  return value;
}

bool skip(std::string_view text, std::size_t& pos, std::string_view one_of) {
  if (pos >= text.size() || one_of.find(text[pos]) == std::string_view::npos) return false;
  ++pos;
  return true;
}

std::tm parts(TimePoint time, bool local) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm out{};
  if (local) localtime_r(&seconds, &out);
  else gmtime_r(&seconds, &out);
  return out;
}

std::string offset_text(const std::tm& time) {
  const long minutes = time.tm_gmtoff / 60;
  return fmt::format("{}{:02}{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

struct Unit {
  std::string_view name;
  std::int64_t size;
};
constexpr Unit kUnits[] = {{"ns", 1},       {"us", 1000},      {"\xc2\xb5s", 1000}, {"\xce\xbcs", 1000},
                           {"ms", 1000000}, {"s", 1000000000}, {"m", 60000000000},  {"h", 3600000000000}};

}  // namespace

std::optional<TimePoint> parse_rfc3339(std::string_view text) {
  std::size_t pos = 0;
  const int year = number(text, pos, 4);
  if (year < 0 || !skip(text, pos, "-")) return std::nullopt;
  const int month = number(text, pos, 2);
  if (month < 1 || !skip(text, pos, "-")) return std::nullopt;
  const int day = number(text, pos, 2);
  if (day < 1 || !skip(text, pos, "Tt ")) return std::nullopt;
  const int hour = number(text, pos, 2);
  if (hour < 0 || !skip(text, pos, ":")) return std::nullopt;
  const int minute = number(text, pos, 2);
  if (minute < 0 || !skip(text, pos, ":")) return std::nullopt;
  const int second = number(text, pos, 2);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (second < 0 || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  std::int64_t fraction = 0;
  if (skip(text, pos, ".,")) {
    std::int64_t scale = 100000000;
    const std::size_t begin = pos;
    for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, scale /= 10) {
      fraction += (text[pos] - '0') * scale;
    }
    if (pos == begin) return std::nullopt;
  }
  int offset = 0;
  if (!skip(text, pos, "Zz")) {
    if (pos >= text.size() || (text[pos] != '+' && text[pos] != '-')) return std::nullopt;
    const int sign = text[pos++] == '-' ? -1 : 1;
    const int hours = number(text, pos, 2);
    if (hours < 0 || !skip(text, pos, ":")) return std::nullopt;
    const int minutes = number(text, pos, 2);
    if (minutes < 0) return std::nullopt;
    offset = sign * (hours * 60 + minutes);
  }
  if (pos != text.size()) return std::nullopt;
  // Beyond the years a nanosecond clock reaches (1678 to 2261) the nearest end of it.
  const auto seconds = std::chrono::sys_days(date).time_since_epoch() + std::chrono::hours(hour) +
                       std::chrono::minutes(minute - offset) + std::chrono::seconds(second);
  constexpr std::chrono::seconds kMost(9200000000);
  if (seconds > kMost) return TimePoint(kMost);
  if (seconds < -kMost) return TimePoint(-kMost);
  return TimePoint(std::chrono::duration_cast<TimePoint::duration>(seconds + nanoseconds(fraction)));
}

std::string format_rfc3339(TimePoint time) {
  const std::tm t = parts(time, false);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                     t.tm_min, t.tm_sec);
}

std::string format_rfc1123z(TimePoint time) {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::tm t = parts(time, true);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}", kDays[t.tm_wday], t.tm_mday, kMonths[t.tm_mon],
                     t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec, offset_text(t));
}

std::string format_go_time(TimePoint time) {
  const std::tm t = parts(time, true);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} {} {}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                     t.tm_min, t.tm_sec, offset_text(t), t.tm_zone);
}

std::string human_duration(nanoseconds duration) {
  const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 60 * 2) return fmt::format("{}s", seconds);
  const std::int64_t minutes = seconds / 60;
  if (minutes < 10) {
    return seconds % 60 == 0 ? fmt::format("{}m", minutes) : fmt::format("{}m{}s", minutes, seconds % 60);
  }
  if (minutes < 60 * 3) return fmt::format("{}m", minutes);
  const std::int64_t hours = minutes / 60;
  if (hours < 8) return minutes % 60 == 0 ? fmt::format("{}h", hours) : fmt::format("{}h{}m", hours, minutes % 60);
  if (hours < 48) return fmt::format("{}h", hours);
  const std::int64_t days = hours / 24;
  if (hours < 24 * 8) return hours % 24 == 0 ? fmt::format("{}d", days) : fmt::format("{}d{}h", days, hours % 24);
  if (hours < 24 * 365 * 2) return fmt::format("{}d", days);
  if (hours < 24 * 365 * 8) {
    return days % 365 == 0 ? fmt::format("{}y", days / 365) : fmt::format("{}y{}d", days / 365, days % 365);
  }
  return fmt::format("{}y", days / 365);
}

std::string age(std::string_view rfc3339, TimePoint now) {
  const std::optional<TimePoint> then = parse_rfc3339(rfc3339);
  return then ? human_duration(now - *then) : "<unknown>";
}

nanoseconds parse_duration(std::string_view text) {
  const std::string_view original = text;
  const auto invalid = [&] { return ParseError("time: invalid duration " + go_quote(original)); };
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text == "0") return nanoseconds(0);
  if (text.empty()) throw invalid();
  __extension__ using Wide = __int128;
  Wide total = 0;
  constexpr Wide kMost = INT64_MAX;
  while (!text.empty()) {
    Wide whole = 0;
    double fraction = 0;
    std::size_t digits = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits) {
      whole = whole * 10 + (text[0] - '0');
      if (whole > kMost) throw invalid();
    }
    if (!text.empty() && text[0] == '.') {
      text.remove_prefix(1);
      double scale = 0.1;
      for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits, scale /= 10) {
        fraction += (text[0] - '0') * scale;
      }
    }
    if (digits == 0) throw invalid();
    const std::size_t end = std::min(text.find_first_of(".0123456789"), text.size());
    const std::string_view unit = text.substr(0, end);
    if (unit.empty()) throw ParseError("time: missing unit in duration " + go_quote(original));
    const auto* found =
        std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& known) { return known.name == unit; });
    if (found == std::end(kUnits)) {
      throw ParseError(fmt::format("time: unknown unit {} in duration {}", go_quote(unit), go_quote(original)));
    }
    total += whole * found->size + std::llround(fraction * static_cast<double>(found->size));
    if (total > kMost) throw invalid();
    text.remove_prefix(end);
  }
  return nanoseconds(static_cast<std::int64_t>(negative ? -total : total));
}

std::optional<nanoseconds> parse_human_duration(std::string_view text) {
  constexpr std::string_view kLetters = "ydhms";
  constexpr std::int64_t kSeconds[] = {365 * 86400, 86400, 3600, 60, 1};
  constexpr std::int64_t kMost = INT64_MAX / 1000000000;
  std::int64_t total = 0;
  std::size_t next = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
      value = value * 10 + (text[digits] - '0');
      if (value > kMost) return std::nullopt;
    }
    if (digits == 0 || digits == text.size()) return std::nullopt;
    const std::size_t unit = kLetters.find(text[digits], next);
    if (unit == kLetters.npos || value > (kMost - total) / kSeconds[unit]) return std::nullopt;
    total += value * kSeconds[unit];
    next = unit + 1;
    text.remove_prefix(digits + 1);
  }
  return std::chrono::seconds(total);
}

std::string go_duration(nanoseconds duration) {
  const std::int64_t count = duration.count();
  if (count == 0) return "0s";
  const std::string sign = count < 0 ? "-" : "";
  const std::uint64_t size = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  const auto decimal = [](std::uint64_t value, std::uint64_t unit) {
    std::string out = std::to_string(value / unit);
    if (value % unit == 0) return out;
    std::string fraction = std::to_string(unit + value % unit).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return out + "." + fraction;
  };
  if (size < 1000) return sign + std::to_string(size) + "ns";
  if (size < 1000000) return sign + decimal(size, 1000) + "\xc2\xb5s";
  if (size < 1000000000) return sign + decimal(size, 1000000) + "ms";
  constexpr std::uint64_t kMinute = 60000000000;
  constexpr std::uint64_t kHour = 60 * kMinute;
  std::string out = sign;
  if (size >= kHour) out += std::to_string(size / kHour) + "h";
  if (size >= kMinute) out += std::to_string(size % kHour / kMinute) + "m";
  return out + decimal(size % kMinute, 1000000000) + "s";
}

}  // namespace kpp
