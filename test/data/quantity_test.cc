// Quantities: parsing, canonical form, rounding, order.
#include "data/quantity.h"

#include "kpp/error.h"
#include "support/catch.h"

using kpp::Quantity;

namespace {
std::string canonical(std::string_view text) { return Quantity::parse(text).str(); }
}  // namespace

TEST_CASE("quantities keep or change their text as apimachinery does") {
  CHECK(canonical("0") == "0");
  CHECK(canonical("100m") == "100m");
  CHECK(canonical("1000m") == "1");
  CHECK(canonical("1.5") == "1500m");
  CHECK(canonical("1.5Gi") == "1536Mi");
  CHECK(canonical("1024Mi") == "1Gi");
  CHECK(canonical("1025Mi") == "1025Mi");
  CHECK(canonical("0.5Ki") == "512");
  CHECK(canonical("0.1Ki") == "102400m");
  CHECK(canonical("2e3") == "2e3");
  CHECK(canonical("20e2") == "2e3");
  CHECK(canonical("1000k") == "1M");
  CHECK(canonical("+5") == "+5");
  CHECK(canonical("-1500m") == "-1500m");
  CHECK(canonical("100E") == "100E");
  CHECK(canonical("9Ei") == "9223372036854775807");
  CHECK(canonical("0.0000000001") == "1n");
  CHECK(canonical(".") == "0");
  CHECK(canonical("m") == "0");
}

TEST_CASE("what is no quantity is refused in apimachinery's words") {
  CHECK_THROWS_WITH(Quantity::parse(""), ContainsSubstring("must match the regular expression '^([+-]?[0-9.]+)"));
  CHECK_THROWS_WITH(Quantity::parse("a"), ContainsSubstring("must match"));
  CHECK_THROWS_WITH(Quantity::parse("1 "), ContainsSubstring("must match"));
  CHECK_THROWS_WITH(Quantity::parse("1MiB"), ContainsSubstring("must match"));
  CHECK_THROWS_WITH(Quantity::parse("1K"), "unable to parse quantity's suffix");
  CHECK_THROWS_WITH(Quantity::parse("1M5"), "unable to parse quantity's suffix");
  CHECK_THROWS_WITH(Quantity::parse("Ei"), "unable to parse numeric part of quantity");
  CHECK_FALSE(Quantity::is_quantity("web"));
  CHECK(Quantity::is_quantity("10Mi"));
}

TEST_CASE("values round away from zero") {
  CHECK(Quantity::parse("1").value() == 1);
  CHECK(Quantity::parse("100m").value() == 1);
  CHECK(Quantity::parse("1500m").milli_value() == 1500);
  CHECK(Quantity::parse("1u").milli_value() == 1);
  CHECK(Quantity::parse("1Gi").value() == 1073741824);
  CHECK(Quantity::parse("-100m").value() == -1);
  CHECK(Quantity::parse("250m").as_double() == 0.25);
  CHECK(Quantity::from_milli(250).str() == "250m");
  CHECK(Quantity::from_int(1048576, Quantity::Format::binary_si).str() == "1Mi");
}

TEST_CASE("quantities compare and add exactly") {
  CHECK(Quantity::parse("1Gi").compare(Quantity::parse("1G")) > 0);
  CHECK(Quantity::parse("1000m").compare(Quantity::parse("1")) == 0);
  CHECK(Quantity::parse("-1").compare(Quantity::parse("1n")) < 0);
  CHECK(Quantity::parse("1e30").compare(Quantity::parse("999E")) > 0);
  Quantity sum = Quantity::parse("0");
  sum += Quantity::parse("64Mi");
  sum += Quantity::parse("64Mi");
  CHECK(sum.str() == "128Mi");
  sum -= Quantity::parse("128Mi");
  CHECK(sum.is_zero());
  Quantity cpu = Quantity::parse("100m");
  cpu += Quantity::parse("1");
  CHECK(cpu.str() == "1100m");
}
