// Tokens of a Go template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::algo::gotemplate {

struct Token {
  enum class Kind {
    end,
    text,
    left,
    right,
    identifier,
    keyword,
    field,
    variable,
    dot,
    text_literal,
    raw_literal,
    rune,
    number,
    boolean,
    nil,
    pipe,
    declare,
    assign,
    comma,
    open,
    close,
    space,
    other,
    error
  };
  Kind kind = Kind::end;
  std::string text;  ///< as written; an error's message
  std::size_t pos = 0;
  int line = 1;
};

/// All tokens up to the end or the first error.
std::vector<Token> tokens_of(std::string_view text);

}  // namespace kpp::algo::gotemplate
