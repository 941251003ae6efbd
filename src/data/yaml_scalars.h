// What a YAML scalar means: YAML 1.1 resolution as go-yaml v2 does it, with its own additions (0o17, 0b101, 1_000)
// and omissions (no base 60). Source: https://yaml.org/type/ and https://pkg.go.dev/go.yaml.in/yaml/v2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kpp::data {

struct YamlScalar {
  enum class Type { null, boolean, integer, unsigned_integer, real, timestamp, binary, string };
  Type type = Type::string;
  bool boolean = false;
  std::int64_t integer = 0;
  std::uint64_t unsigned_integer = 0;  ///< only for values above int64
  double real = 0;
};

/// Resolves `text` under `tag` (the long form, "tag:yaml.org,2002:int", or empty for none). Strings, timestamps and
/// binaries keep `text` as their value. Throws ParseError "yaml: cannot decode !!str `x` as a !!int".
YamlScalar resolve_yaml_scalar(std::string_view tag, std::string_view text);

/// The same for a plain scalar without a tag; never throws.
YamlScalar resolve_plain_scalar(std::string_view text);

/// Whether plain `text` would be read as anything but a string (or as a number in base 60 by other readers): such
/// a string has to be quoted.
bool yaml_plain_is_ambiguous(std::string_view text);

/// A timestamp in one of the four forms go-yaml takes: 2006-1-2, with T or t, a time and a zone, or with blanks and a
/// time without zone. The date must exist.
bool is_yaml_timestamp(std::string_view text);

/// tag:yaml.org,2002:x as !!x; anything else as it is.
std::string short_yaml_tag(std::string_view tag);

inline constexpr std::string_view kYamlTagPrefix = "tag:yaml.org,2002:";

}  // namespace kpp::data
