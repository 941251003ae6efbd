// The view of objects without managedFields.
#include "print/managed_fields.h"

#include "data/json.h"
#include "support/catch.h"

using namespace kpp;

namespace {

std::string shown(std::string_view json) {
  const Document document = data::parse_json(json);
  Arena scratch;
  return data::to_json(print::without_managed_fields(document.root, scratch));
}

}  // namespace

TEST_CASE("managedFields are left out of an object, and nothing else") {
  CHECK(shown(R"({"kind":"Pod","metadata":{"managedFields":[{"a":1}],"name":"x"},"spec":{"managedFields":1}})") ==
        R"({"kind":"Pod","metadata":{"name":"x"},"spec":{"managedFields":1}})");
  CHECK(shown(R"({"metadata":{"managedFields":null}})") == R"({"metadata":{}})");
  CHECK(shown(R"({"metadata":"managedFields"})") == R"({"metadata":"managedFields"})");
}

TEST_CASE("of a list they are left out of each item") {
  CHECK(shown(R"({"items":[{"metadata":{"managedFields":[],"name":"a"}},{"metadata":{"name":"b"}},3],)"
              R"("metadata":{"managedFields":[]}})") ==
        R"({"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}},3],"metadata":{"managedFields":[]}})");
}

TEST_CASE("nothing is copied where there is nothing to leave out") {
  const Document document = data::parse_json(R"({"items":[{"metadata":{"name":"b"}}],"metadata":{}})");
  Arena scratch;
  const Node view = print::without_managed_fields(document.root, scratch);
  CHECK(view.members().data() == document.root.members().data());
  CHECK(scratch.bytes_reserved() == 0);
}
