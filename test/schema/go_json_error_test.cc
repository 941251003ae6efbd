// The words of Go's decoders.
#include "schema/go_json_error.h"

#include <nlohmann/json.hpp>

#include "support/catch.h"

namespace kpp::schema {

TEST_CASE("a JSON type has the name that encoding/json gives it, read or made") {
  const std::pair<const char*, const char*> cases[] = {{"{}", "object"},  {"[1]", "array"}, {R"("x")", "string"},
                                                       {"1.5", "number"}, {"-3", "number"}, {"true", "bool"},
                                                       {"null", "null"}};
  for (const auto& [text, name] : cases) {
    Arena arena;
    CHECK(go_json_type(data::parse_json(text, arena)) == name);
    CHECK(go_json_type(data::parse_json_value(text)) == name);
  }
  CHECK(go_json_type(Node()) == "null");
}

TEST_CASE("what does not fit is told with its place and the type that was wanted") {
  CHECK(cannot_unmarshal("array", "Go value", "string") == "json: cannot unmarshal array into Go value of type string");
  CHECK(cannot_unmarshal_field("number 3.5", "ServicePort", "spec.ports.port", "int32") ==
        "json: cannot unmarshal number 3.5 into Go struct field ServicePort.spec.ports.port of type int32");
  CHECK(cannot_parse_time("\"x\"") == R"(parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006")");
  CHECK(no_type_meta_field("number", "kind") ==
        "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type "
        "string");
  CHECK(no_type_meta("string") ==
        "couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { "
        R"(APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" })");
}

TEST_CASE("types are missing in a document or in a scheme") {
  CHECK(missing_kind("{}") == "Object 'Kind' is missing in '{}'");
  CHECK(missing_member("apiVersion", "{}") == "Object 'apiVersion' is missing in '{}'");
  CHECK(not_registered("Po\"d", "v2") ==
        R"(no kind "Po\"d" is registered for version "v2" in scheme "pkg/scheme/scheme.go:28")");
  CHECK(not_registered("Pod", "", "a.go:1") == R"(no kind "Pod" is registered for version "" in scheme "a.go:1")");
  CHECK(unknown_not_registered() ==
        R"(no kind is registered for the type runtime.Unknown in scheme "pkg/scheme/scheme.go:28")");
}

}  // namespace kpp::schema
