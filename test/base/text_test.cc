// Strings, Go's quoting, times and durations.
#include <cstdlib>

#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "kpp/error.h"
#include "support/catch.h"

namespace kpp {

TEST_CASE("split and join keep empty pieces") {
  CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string>{""});
  CHECK(join({"a", "b"}, ", ") == "a, b");
}

TEST_CASE("trimming and case") {
  CHECK(trim(" \t a b \n") == "a b");
  CHECK(trim("  ") == "");
  CHECK(trim_left("//x/", "/") == "x/");
  CHECK(trim_right("/x//", "/") == "/x");
  CHECK(equal_fold("Content-Type", "content-type"));
  CHECK_FALSE(equal_fold("a", "ab"));
  CHECK(replace_all("aXbX", "X", "XX") == "aXXbXX");
}

TEST_CASE("runes: valid, invalid, counted") {
  CHECK(rune_count("h\xc3\xa9llo") == 5);
  CHECK(rune_count("\xff\xfe") == 2);
  CHECK(is_valid_utf8("\xef\xbf\xbd"));
  CHECK_FALSE(is_valid_utf8("\xc0\x80"));
  CHECK_FALSE(is_valid_utf8("\xed\xa0\x80"));
  CHECK(to_valid_utf8("a\xff") == "a\xef\xbf\xbd");
}

TEST_CASE("escapes as Go's url package") {
  CHECK(path_escape("a b/c") == "a%20b%2Fc");
  CHECK(query_escape("a b&c") == "a+b%26c");
}

TEST_CASE("quotes as strconv") {
  CHECK(go_quote("a\"b\n") == "\"a\\\"b\\n\"");
  CHECK(go_quote("\x01") == "\"\\x01\"");
  CHECK(go_quote("\xff") == "\"\\xff\"");
  CHECK(go_list(std::vector<std::string>{"a", "b"}) == "[a b]");
  CHECK(go_float(1e21) == "1e+21");
  CHECK(go_float(0.1) == "0.1");
  CHECK(json_float(1e-7) == "1e-7");
}

TEST_CASE("durations are read and written as Go does") {
  using namespace std::chrono_literals;
  CHECK(parse_duration("1h2m3.5s") == 1h + 2min + 3500ms);
  CHECK(parse_duration("-5ms") == -5ms);
  CHECK(parse_duration("0") == 0ns);
  CHECK_THROWS_WITH(parse_duration(""), "time: invalid duration \"\"");
  CHECK_THROWS_WITH(parse_duration("5"), "time: missing unit in duration \"5\"");
  CHECK_THROWS_WITH(parse_duration("5d"), "time: unknown unit \"d\" in duration \"5d\"");
  CHECK(go_duration(90s) == "1m30s");
  CHECK(go_duration(1500ms) == "1.5s");
  CHECK(go_duration(2500us) == "2.5ms");
  CHECK(go_duration(0ns) == "0s");
}

TEST_CASE("a duration for people is read back") {
  using namespace std::chrono_literals;
  CHECK(parse_human_duration("119s") == 119s);
  CHECK(parse_human_duration("2m5s") == 125s);
  CHECK(parse_human_duration("2y3d") == 24h * 733);
  CHECK(parse_human_duration("0s") == 0s);
  for (const char* none : {"", "5", "m", "5x", "5s2m", "5m5m", "-5m", "1.5h", "5m ", "<unknown>",
                           "99999999999999999999s", "9999999999y"}) {
    INFO(none);
    CHECK_FALSE(parse_human_duration(none));
  }
}

TEST_CASE("ages as tables show them") {
  using namespace std::chrono_literals;
  CHECK(human_duration(119s) == "119s");
  CHECK(human_duration(120s) == "2m");
  CHECK(human_duration(125s) == "2m5s");
  CHECK(human_duration(25h) == "25h");
  CHECK(human_duration(49h) == "2d1h");
  CHECK(human_duration(-3s) == "<invalid>");
  CHECK(age("", TimePoint()) == "<unknown>");
  const std::optional<TimePoint> then = parse_rfc3339("2024-02-29T12:00:00.5+02:00");
  REQUIRE(then);
  CHECK(format_rfc3339(*then) == "2024-02-29T10:00:00Z");
  CHECK_FALSE(parse_rfc3339("2023-02-29T12:00:00Z"));
}

TEST_CASE("times as Go prints them, in the local zone") {
  const std::optional<TimePoint> then = parse_rfc3339("2024-07-29T12:00:00Z");
  REQUIRE(then);
  const char* old = std::getenv("TZ");
  const std::string zone = old ? old : "";
  setenv("TZ", "XST+03:30", 1);
  tzset();
  CHECK(format_go_time(*then) == "2024-07-29 08:30:00 -0330 XST");
  CHECK(format_rfc1123z(*then) == "Mon, 29 Jul 2024 08:30:00 -0330");
  if (old) setenv("TZ", zone.c_str(), 1);
  else unsetenv("TZ");
  tzset();
}

}  // namespace kpp
