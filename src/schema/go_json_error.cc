// See go_json_error.h.
#include "schema/go_json_error.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/quote.h"

namespace kpp::schema {
namespace {

constexpr std::string_view kNoTypeMeta = "couldn't get version/kind; json parse error: ";

template <typename Value>
std::string_view name_of_type(const Value& value) {
  if (value.is_object()) return "object";
  if (value.is_array()) return "array";
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "bool";
  return value.is_number() ? "number" : "null";
}

}  // namespace

std::string_view go_json_type(Node value) { return name_of_type(value); }
std::string_view go_json_type(const Json& value) { return name_of_type(value); }

std::string cannot_unmarshal(std::string_view found, std::string_view place, std::string_view wanted) {
  return fmt::format("json: cannot unmarshal {} into {} of type {}", found, place, wanted);
}

std::string cannot_unmarshal_field(std::string_view found, std::string_view owner, std::string_view path,
                                   std::string_view wanted) {
  return cannot_unmarshal(found, fmt::format("Go struct field {}.{}", owner, path), wanted);
}

std::string cannot_parse_time(std::string_view quoted) {
  return fmt::format("parsing time {0} as \"2006-01-02T15:04:05Z07:00\": cannot parse {0} as \"2006\"", quoted);
}

std::string no_type_meta(std::string_view found) {
  return std::string(kNoTypeMeta) +
         cannot_unmarshal(found, "Go value",
                          "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
                          "\"json:\\\"kind,omitempty\\\"\" }");
}

std::string no_type_meta_field(std::string_view found, std::string_view member) {
  return std::string(kNoTypeMeta) + cannot_unmarshal_field(found, "", member, "string");
}

std::string missing_member(std::string_view member, std::string_view object) {
  return fmt::format("Object '{}' is missing in '{}'", member, object);
}

std::string missing_kind(std::string_view object) { return missing_member("Kind", object); }

std::string not_registered(std::string_view kind, std::string_view version, std::string_view scheme) {
  return fmt::format("no kind {} is registered for version {} in scheme \"{}\"", go_quote(kind), go_quote(version),
                     scheme);
}

std::string unknown_not_registered() {
  return fmt::format("no kind is registered for the type runtime.Unknown in scheme \"{}\"", kKubectlScheme);
}

}  // namespace kpp::schema
