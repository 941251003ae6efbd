// See go_value.h.
#include "data/go_value.h"

#include "base/quote.h"

namespace kpp::data {
namespace {

// How the composite values look in one of the two notations.
struct Notation {
  std::string_view array_begin, array_end, object_begin, object_end, separator;
  bool quoted;
};
constexpr Notation kPlain{"[", "]", "map[", "]", " ", false};
constexpr Notation kSyntax{"[]interface {}{", "}", "map[string]interface {}{", "}", ", ", true};

void append_text(std::string& out, std::string_view text, const Notation& notation) {
  if (notation.quoted) {
    out += go_quote(text);
  } else {
    out += text;
  }
}

void append(std::string& out, Node value, const Notation& notation) {
  switch (value.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: out += notation.quoted ? "interface {}(nil)" : "<nil>"; return;
    case Node::Kind::boolean: out += value.as_bool() ? "true" : "false"; return;
    case Node::Kind::integer: out += std::to_string(value.as_int()); return;
    case Node::Kind::real: out += go_float(value.as_double()); return;
    case Node::Kind::string: append_text(out, value.str(), notation); return;
    case Node::Kind::array: {
      out += notation.array_begin;
      bool first = true;
      for (const Node item : value.items()) {
        if (!first) out += notation.separator;
        first = false;
        append(out, item, notation);
      }
      out += notation.array_end;
      return;
    }
    case Node::Kind::object: break;
  }
  out += notation.object_begin;
  bool first = true;
  for (const Member& member : value.members()) {
    if (!first) out += notation.separator;
    first = false;
    append_text(out, member.key, notation);
    out += ':';
    append(out, member.value, notation);
  }
  out += notation.object_end;
}

}  // namespace

void append_go_value(std::string& out, Node value) { append(out, value, kPlain); }

void append_go_syntax(std::string& out, Node value) { append(out, value, kSyntax); }

std::string_view go_type(Node value) {
  switch (value.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: return "<nil>";
    case Node::Kind::boolean: return "bool";
    case Node::Kind::integer: return "int64";
    case Node::Kind::real: return "float64";
    case Node::Kind::string: return "string";
    case Node::Kind::array: return "[]interface {}";
    case Node::Kind::object: break;
  }
  return "map[string]interface {}";
}

}  // namespace kpp::data
