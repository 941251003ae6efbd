// Value: what a template's expressions give: JSON values, and the few Go types that JSON has not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kpp/node.h"

namespace kpp::algo::gotemplate {

struct Value {
  /// plain: a JSON value (int64, float64, …); small: Go's int, of literals, lengths and indexes; byte: of indexed
  /// texts.
  enum class Type { plain, small, byte };
  Node node;  ///< missing: no value at all
  Type type = Type::plain;
  /// An element of a list or map, which Go still has as an interface: errors do not tell its type. A pipeline's end
  /// takes it out.
  bool held = false;

  bool valid() const { return node.exists(); }
  static Value of_int(std::int64_t value) { return {Node::integer(value), Type::small}; }
  static Value of_bool(bool value) { return {Node::boolean(value), Type::plain}; }
  static Value of_text(std::string_view text) { return {Node::string(text), Type::plain}; }
};

/// Go's name of the type: "string", "int", "map[string]interface {}", …
std::string type_name(const Value& value);
/// Go's idea of truth: not zero, not empty.
bool is_true(const Value& value);
/// fmt's %v; no value is "<nil>".
std::string print_value(const Value& value);
/// fmt.Sprintf. Source: https://pkg.go.dev/fmt. Throws Error for a text longer than `limit`.
std::string go_sprintf(std::string_view format, const std::vector<Value>& args, std::size_t limit);
/// fmt.Sprint and Sprintln, with the same limit.
std::string go_sprint(const std::vector<Value>& args, bool line, std::size_t limit);

}  // namespace kpp::algo::gotemplate
