// What Go's decoders say of documents that do not fit the API's types: encoding/json's words, and runtime.Scheme's.
//
// All are bare texts; who throws them chooses the kind of error.
#pragma once

#include <string>
#include <string_view>

#include "data/json.h"
#include "kpp/node.h"

namespace kpp::schema {

/// Which JSON type a value is, as encoding/json names it: "object", "array", "string", "number", "bool", "null".
std::string_view go_json_type(Node value);
std::string_view go_json_type(const Json& value);

/// A `found` (its type, or the number itself) stands where Go has a `wanted`; the place is
/// "Go value", "Go struct field Owner.path" or what else Go names.
std::string cannot_unmarshal(std::string_view found, std::string_view place, std::string_view wanted);
/// The same for a field of a struct: the type that has it, and the names that lead to it.
std::string cannot_unmarshal_field(std::string_view found, std::string_view owner, std::string_view path,
                                   std::string_view wanted);
/// A text, quoted, that is no time of RFC 3339 (or a value of another type, as JSON).
std::string cannot_parse_time(std::string_view quoted);
/// A document of another type than an object where a kind and a version are looked for.
std::string no_type_meta(std::string_view found);
/// The same for one whose kind or apiVersion is no string.
std::string no_type_meta_field(std::string_view found, std::string_view member);
/// An object without kind (or another `member`), which the message shows.
std::string missing_member(std::string_view member, std::string_view object);
std::string missing_kind(std::string_view object);

/// The scheme of kubectl's own types, as it names it.
inline constexpr std::string_view kKubectlScheme = "pkg/scheme/scheme.go:28";
/// A type that a scheme does not have. Schemes are named by the line of Go that makes them.
std::string not_registered(std::string_view kind, std::string_view version, std::string_view scheme = kKubectlScheme);
/// What no scheme can have: an object that was kept as it was read, for want of a known type.
std::string unknown_not_registered();

}  // namespace kpp::schema
