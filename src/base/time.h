// Times and durations as Kubernetes writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kpp {

using TimePoint = std::chrono::system_clock::time_point;

/// RFC 3339 with optional fraction and zone; nullopt when it is none.
std::optional<TimePoint> parse_rfc3339(std::string_view text);
std::string format_rfc3339(TimePoint time);  ///< UTC, whole seconds, "Z"
/// Go's RFC1123Z ("Mon, 02 Jan 2006 15:04:05 -0700") in the local zone, as describe prints times.
std::string format_rfc1123z(TimePoint time);
/// Go's Time.String() in the local zone: "2006-01-02 15:04:05 -0700 MST", whole seconds.
std::string format_go_time(TimePoint time);
/// apimachinery's HumanDuration: "5s", "2m3s", "3h", "4d5h", "2y30d"; "<invalid>" below -2 s.
std::string human_duration(std::chrono::nanoseconds duration);
/// The same read back: a number and a unit of y, d, h, m, s, the greater first; nullopt when it is none.
std::optional<std::chrono::nanoseconds> parse_human_duration(std::string_view text);
/// A creationTimestamp's age as tables show it; "<unknown>" when the text is empty or no time.
std::string age(std::string_view rfc3339, TimePoint now);
/// Go's time.ParseDuration; throws ParseError(`time: invalid duration "x"`, `time: missing unit in duration "x"`, …).
std::chrono::nanoseconds parse_duration(std::string_view text);
/// Go's Duration.String(): "1m0s", "1.5s", "0s".
std::string go_duration(std::chrono::nanoseconds duration);

}  // namespace kpp
