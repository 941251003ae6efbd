// See go_value.h.
#include "print/go_value.h"

#include "base/quote.h"

namespace kpp::print {

void append_go_value(std::string& out, Node value) {
  switch (value.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: out += "<nil>"; return;
    case Node::Kind::boolean: out += value.as_bool() ? "true" : "false"; return;
    case Node::Kind::integer: out += std::to_string(value.as_int()); return;
    case Node::Kind::real: out += go_float(value.as_double()); return;
    case Node::Kind::string: out += value.str(); return;
    case Node::Kind::array: {
      out += '[';
      bool first = true;
      for (const Node item : value.items()) {
        if (!first) out += ' ';
        first = false;
        append_go_value(out, item);
      }
      out += ']';
      return;
    }
    case Node::Kind::object: break;
  }
  out += "map[";
  bool first = true;
  for (const Member& member : value.members()) {
    if (!first) out += ' ';
    first = false;
    out += member.key;
    out += ':';
    append_go_value(out, member.value);
  }
  out += ']';
}

}  // namespace kpp::print
