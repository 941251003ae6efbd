// The tree of a Go template, as its parser builds it. Source: https://pkg.go.dev/text/template
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/node.h"

namespace kpp::algo::gotemplate {

struct Pipe;

/// An operand of a command.
struct Operand {
  enum class Kind { dot, nil, boolean, integer, real, rune, text, field, variable, chain, function, pipe };
  Kind kind = Kind::dot;
  std::size_t pos = 0;              ///< byte of the template's text
  std::string source;               ///< as errors show it
  std::vector<std::string> idents;  ///< of a field; of a variable with its name ("$x") first; the fields of a chain
  std::string text;                 ///< of a string; a function's name
  std::int64_t integer = 0;
  double real = 0;
  std::shared_ptr<Operand> inner;  ///< what a chain begins with
  std::shared_ptr<Pipe> pipe;      ///< in parentheses
  /// A number, a character or a truth value as written in the template.
  bool is_plain_literal() const {
    return kind == Kind::boolean || kind == Kind::integer || kind == Kind::real || kind == Kind::rune;
  }
  bool follows_fields() const {
    return kind == Kind::field || kind == Kind::chain || (kind == Kind::variable && idents.size() > 1);
  }
};

struct Command {
  std::size_t pos = 0;
  std::vector<Operand> args;
  std::string source() const;
};

struct Pipe {
  std::size_t pos = 0;
  bool assigns = false;                ///< = instead of :=
  std::vector<std::string> variables;  ///< declared or assigned, "$x"
  std::vector<Command> commands;
  std::string source() const;
};

struct Item;
using List = std::vector<Item>;

/// A piece of text or an action.
struct Item {
  enum class Kind { text, action, if_, range, with, template_, break_, continue_ };
  Kind kind = Kind::text;
  std::size_t pos = 0;
  std::string text = {};  ///< of a text; the name of a template
  std::string source = {};
  std::shared_ptr<Pipe> pipe = {};
  std::shared_ptr<List> body = {};
  std::shared_ptr<List> otherwise = {};
};

struct Tree {
  std::string text;                                    ///< of the whole template
  std::map<std::string, std::shared_ptr<List>> named;  ///< "output" is the template itself
};

/// Throws ParseError("template: output:1: unexpected EOF") and the like.
Tree parse_tree(std::string_view text);
bool is_function(std::string_view name);

}  // namespace kpp::algo::gotemplate
