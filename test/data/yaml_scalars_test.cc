// The pieces scalars are judged by: Go's number syntax, timestamps, the order of keys.
#include "data/go_number.h"
#include "data/yaml_keys.h"
#include "data/yaml_scalars.h"
#include "support/catch.h"

using namespace kpp::data;

TEST_CASE("integers in Go's syntax") {
  CHECK(parse_go_int("0") == 0);
  CHECK(parse_go_int("-9223372036854775808") == INT64_MIN);
  CHECK_FALSE(parse_go_int("9223372036854775808"));
  CHECK(parse_go_uint("18446744073709551615") == UINT64_MAX);
  CHECK_FALSE(parse_go_uint("18446744073709551616"));
  CHECK(parse_go_int("+0x1f") == 31);
  CHECK(parse_go_int("0B11") == 3);
  CHECK(parse_go_int("017") == 15);
  CHECK_FALSE(parse_go_int("08"));
  CHECK_FALSE(parse_go_int("0x"));
  CHECK_FALSE(parse_go_int("-"));
  CHECK_FALSE(parse_go_int(""));
}

TEST_CASE("floats in Go's syntax") {
  CHECK(parse_go_float("1_0.5e1_0") == 10.5e10);
  CHECK(parse_go_float("0x1p-2") == 0.25);
  CHECK(parse_go_float("+.5") == 0.5);
  CHECK(parse_go_float("1e-400") == 0.0);
  CHECK(parse_go_float("-Infinity").value() < 0);
  CHECK_FALSE(parse_go_float("1e400"));
  CHECK_FALSE(parse_go_float("._5"));
  CHECK_FALSE(parse_go_float("0x1"));
  CHECK_FALSE(parse_go_float("1e"));
  CHECK_FALSE(parse_go_float("1 "));
  CHECK_FALSE(parse_go_float("."));
}

TEST_CASE("floats as %g") {
  const auto text = [](double value) {
    std::string out;
    append_go_float(value, out);
    return out;
  };
  CHECK(text(0.0001) == "0.0001");
  CHECK(text(0.00001) == "1e-05");
  CHECK(text(123456.75) == "123456.75");
  CHECK(text(1234567.5) == "1.2345675e+06");
  CHECK(text(-1e100) == "-1e+100");
  CHECK(text(5e-324) == "5e-324");
  std::string narrow;
  append_go_float32(0.1, narrow);
  CHECK(narrow == "0.1");
  CHECK(integer_text(1e3) == "1000");
  CHECK(integer_text(-0.0) == "0");
  CHECK_FALSE(integer_text(0.5));
  CHECK_FALSE(integer_text(1e21));
}

TEST_CASE("timestamps") {
  for (const char* text : {"2020-01-02", "2020-1-2", "2024-02-29", "2020-01-02T03:04:05Z", "2020-1-2t3:4:5.6+01:30",
                           "2020-01-02   3:4:5", "2020-01-02T03:04:05,123456789012Z"}) {
    INFO(text);
    CHECK(is_yaml_timestamp(text));
  }
  for (const char* text :
       {"2020-01", "2023-02-29", "2020-13-01", "2020-01-02T03:04:05", "2020-01-02T24:00:00Z", "2020-01-02 03:04:05Z",
        "2020-01-02T3:4:5+1:00", "20200-01-02", "2020-01-02x", "2020-01-02 "}) {
    INFO(text);
    CHECK_FALSE(is_yaml_timestamp(text));
  }
}

TEST_CASE("keys are in natural order") {
  CHECK(yaml_key_less("a2", "a10"));
  CHECK_FALSE(yaml_key_less("a10", "a2"));
  CHECK(yaml_key_less("B", "a"));
  CHECK(yaml_key_less("a-b", "ab"));
  CHECK(yaml_key_less("a1", "ab"));
  CHECK(yaml_key_less("a1", "a01"));
  CHECK(yaml_key_less("a", "ab"));
  CHECK_FALSE(yaml_key_less("same", "same"));
  CHECK(yaml_key_less("z", "\xc3\xa9"));
  CHECK(yaml_key_less("100", "102"));
}
