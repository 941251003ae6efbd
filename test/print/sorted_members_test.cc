// Objects with sorted members.
#include "print/sorted_members.h"

#include "data/json.h"
#include "support/catch.h"

using namespace kpp;

TEST_CASE("members of all levels are sorted, elements of arrays stay") {
  const Document document =
      data::parse_json(R"({"b":[{"d":1,"c":2},3,1],"a":{"z":null,"y":[]}})", KeyOrder::as_written);
  Arena scratch;
  const Node sorted = print::sorted_members(document.root, scratch);
  CHECK(data::to_json(sorted) == R"({"a":{"y":[],"z":null},"b":[{"c":2,"d":1},3,1]})");
  CHECK(print::sorted_members(sorted, scratch).members().data() == sorted.members().data());
}
