// Strings in YAML output: which style one gets, and its bytes, as go-yaml v2's emitter (a port of
// libyaml's) chooses them. Lines are folded at blanks past column 80.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kpp::data {

/// Output with the little the layout has to know of the line it is on.
struct YamlOut {
  std::string& text;
  std::size_t line_start = 0;  ///< where the current line begins in `text`
  bool fresh = true;           ///< at the beginning of a line, nothing written on it
};

/// What a string is made of, as far as its style depends on it.
struct YamlTextTraits {
  bool multiline = false;
  bool plain = true;          ///< may stand without quotes in a block
  bool single_quoted = true;  ///< may stand in single quotes
  bool literal = true;        ///< may stand as a literal block
};
YamlTextTraits yaml_text_traits(std::string_view text);

/// kubectl reads what it writes as YAML once as JSON. Throws Error in go-yaml's words where that holds characters it
/// does not read: DEL, U+0080 to U+009F but U+0085, U+FFFE and U+FFFF.
void require_readable_yaml(std::string_view text);

/// Whether `text` can stand before a ':' on one line (at most 128 bytes, no line breaks); else it needs "? ".
bool is_simple_yaml_key(std::string_view text);

/// Starts a line with `indent` blanks, ending the one before where it has anything on it.
void start_yaml_line(YamlOut& out, int indent);

/// Writes a string as a value at the cursor (the blank before it is the caller's), in any style that fits; further
/// lines are indented by `indent`. Invalid UTF-8 is replaced by U+FFFD, as encoding/json does before YAML sees it.
void write_yaml_string(YamlOut& out, std::string_view text, int indent);
/// Writes a string as a simple key: one line, never folded.
void write_yaml_key(YamlOut& out, std::string_view text);

}  // namespace kpp::data
