// YamlEvents: the events of one YAML document, read with libyaml, which go-yaml is a port of: the same scanner, the
// same words for what is wrong.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "kpp/error.h"

namespace kpp::data {

struct YamlEvent {
  enum class Type {
    stream_start,
    stream_end,
    document_start,
    document_end,
    alias,
    scalar,
    sequence_start,
    sequence_end,
    mapping_start,
    mapping_end
  };
  Type type = Type::stream_end;
  std::string_view anchor;  ///< of an alias: the name it refers to
  std::string_view tag;
  std::string_view value;
  bool plain_implicit = false;  ///< a scalar without quotes and tag
  std::uint32_t line = 0;       ///< counted from 0
};

/// libyaml refuses a ':' before one of ,?[]{} inside a plain text in flow style; go-yaml takes it as a part of the
/// text.
class UnexpectedColon : public ParseError {
 public:
  UnexpectedColon(const std::string& message, std::size_t character) : ParseError(message), character_(character) {}
  /// Where it stands: code points from the start of the text, a byte order mark not counted.
  std::size_t character() const { return character_; }

 private:
  std::size_t character_;
};

class YamlEvents {
 public:
  /// `text` must outlive the events. UTF-8 or, with a byte order mark, UTF-16.
  explicit YamlEvents(std::string_view text);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  /// The next event; its views last until the call after it. Throws ParseError "yaml: line 2: did not find …".
  YamlEvent next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kpp::data
