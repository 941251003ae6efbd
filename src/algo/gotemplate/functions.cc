// See functions.h. Source: https://pkg.go.dev/text/template#hdr-Functions
#include "algo/gotemplate/functions.h"

#include <fmt/core.h>

#include <algorithm>

#include "algo/gotemplate/tree.h"
#include "base/base64.h"
#include "base/limits.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "kpp/error.h"

namespace kpp::algo::gotemplate {
namespace {

using Args = std::vector<Value>;

struct Function {
  std::string_view name;
  Arity arity;
};
constexpr Function kFunctions[] = {
    {"and", {1, -1}},     {"base64decode", {1, 1}}, {"call", {1, -1}},   {"eq", {1, -1}},      {"exists", {1, -1}},
    {"ge", {2, 2}},       {"gt", {2, 2}},           {"html", {0, -1}},   {"index", {1, -1}},   {"js", {0, -1}},
    {"le", {2, 2}},       {"len", {1, 1}},          {"lt", {2, 2}},      {"ne", {2, 2}},       {"not", {1, 1}},
    {"or", {1, -1}},      {"print", {0, -1}},       {"printf", {1, -1}}, {"println", {0, -1}}, {"slice", {1, -1}},
    {"urlquery", {0, -1}}};

enum class Basic { none, boolean, integer, byte, real, text };

Basic basic_kind(const Value& value) {
  if (value.node.is_boolean()) return Basic::boolean;
  if (value.node.is_integer()) return value.type == Value::Type::byte ? Basic::byte : Basic::integer;
  if (value.node.is_real()) return Basic::real;
  return value.node.is_string() ? Basic::text : Basic::none;
}

bool nothing(const Value& value) { return !value.node.has_value(); }

Error incompatible(const Value& a, const Value& b) {
  return Error(fmt::format("incompatible types for comparison: {} and {}", type_name(a), type_name(b)));
}

bool whole(Basic kind) { return kind == Basic::integer || kind == Basic::byte; }

// As %s shows it.
std::string shown(const Value& value) { return go_sprintf("%s", {value}, limits::kTemplateBytes); }

bool equal(const Value& first, const Args& args) {
  if (args.size() < 2) throw Error("missing argument for comparison");
  const Basic kind = basic_kind(first);
  for (std::size_t i = 1; i < args.size(); ++i) {
    const Basic other = basic_kind(args[i]);
    bool truth = false;
    if (whole(kind) && whole(other)) truth = first.node.as_int() == args[i].node.as_int();
    else if (kind != other) {
      if (!nothing(first) && !nothing(args[i])) throw incompatible(first, args[i]);
    } else if (kind == Basic::none) {
      if (nothing(first) || nothing(args[i])) truth = nothing(first) == nothing(args[i]);
      else if (first.node.kind() != args[i].node.kind()) {
        throw Error(fmt::format("non-comparable types {}: {}, {}: {}", shown(first), type_name(first),
                                type_name(args[i]), shown(args[i])));
      } else {
        throw Error(fmt::format("non-comparable type {}: {}", shown(args[i]), type_name(args[i])));
      }
    } else {
      truth = first.node == args[i].node;
    }
    if (truth) return true;
  }
  return false;
}

bool less(const Value& a, const Value& b) {
  const Basic kind = basic_kind(a);
  const Basic other = basic_kind(b);
  if (kind == Basic::none || other == Basic::none) throw Error("invalid type for comparison");
  if (whole(kind) && whole(other)) return a.node.as_int() < b.node.as_int();
  if (kind != other) throw incompatible(a, b);
  if (kind == Basic::boolean) throw Error("invalid type for comparison");
  return kind == Basic::real ? a.node.as_double() < b.node.as_double() : a.node.str() < b.node.str();
}

std::size_t length_of(const Value& value) {
  return value.node.is_string() ? value.node.str().size() : value.node.size();
}

bool has_length(const Value& value) {
  return value.node.is_string() || value.node.is_array() || value.node.is_object();
}

std::size_t index_of(const Value& index, std::size_t length) {
  if (!index.valid() || index.node.is_null()) throw Error("cannot index slice/array with nil");
  if (!index.node.is_integer()) throw Error("cannot index slice/array with type " + type_name(index));
  const std::int64_t number = index.node.as_int();
  if (number < 0 || static_cast<std::uint64_t>(number) > length) {
    throw Error(fmt::format("index out of range: {}", number));
  }
  return static_cast<std::size_t>(number);
}

Value index(const Args& args) {
  Value item = args[0];
  if (nothing(item)) throw Error("index of untyped nil");
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (nothing(item)) throw Error("index of nil pointer");
    if (item.node.is_array() || item.node.is_string()) {
      const std::size_t length = length_of(item);
      const std::size_t at = index_of(args[i], length);
      if (at >= length) {
        throw Error(item.node.is_array() ? "reflect: slice index out of range" : "reflect: string index out of range");
      }
      item = item.node.is_array()
                 ? Value{item.node.at(at), Value::Type::plain}
                 : Value{Node::integer(static_cast<unsigned char>(item.node.str()[at])), Value::Type::byte};
    } else if (item.node.is_object()) {
      if (nothing(args[i])) throw Error("value is nil; should be of type string");
      if (!args[i].node.is_string()) {
        throw Error(fmt::format("value has type {}; should be string", type_name(args[i])));
      }
      const Node found = item.node[args[i].node.str()];
      item = {found.exists() ? found : Node::null(), Value::Type::plain};
    } else {
      throw Error("can't index item of type " + type_name(item));
    }
  }
  return item;
}

Value slice(const Args& args) {
  const Value& item = args[0];
  if (nothing(item)) throw Error("slice of untyped nil");
  if (args.size() > 4) throw Error(fmt::format("too many slice indexes: {}", args.size() - 1));
  if (item.node.is_string() && args.size() == 4) throw Error("cannot 3-index slice a string");
  if (!item.node.is_string() && !item.node.is_array()) throw Error("can't slice item of type " + type_name(item));
  const std::size_t length = length_of(item);
  std::size_t bounds[3] = {0, length, length};
  for (std::size_t i = 1; i < args.size(); ++i) bounds[i - 1] = index_of(args[i], length);
  if (bounds[0] > bounds[1]) throw Error(fmt::format("invalid slice index: {} > {}", bounds[0], bounds[1]));
  if (args.size() == 4 && bounds[1] > bounds[2]) {
    throw Error(fmt::format("invalid slice index: {} > {}", bounds[1], bounds[2]));
  }
  if (item.node.is_string()) return Value::of_text(item.node.str().substr(bounds[0], bounds[1] - bounds[0]));
  return {Node::array(item.node.items().data() + bounds[0], bounds[1] - bounds[0]), Value::Type::plain};
}

// The arguments as one text, as print would write them; but what is absent reads as in the output.
std::string text_of(Args args, std::size_t limit) {
  for (Value& arg : args) {
    if (nothing(arg)) arg = Value::of_text("<no value>");
  }
  return args.size() == 1 && args[0].node.is_string() ? std::string(args[0].node.str()) : go_sprint(args, false, limit);
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\0': out += "\xef\xbf\xbd"; break;
      case '"': out += "&#34;"; break;
      case '\'': out += "&#39;"; break;
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string escape_js(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t at = pos;
    const char32_t rune = decode_rune(text, pos);
    switch (rune) {
      case '\\': out += "\\\\"; break;
      case '\'': out += "\\'"; break;
      case '"': out += "\\\""; break;
      case '<':
      case '>':
      case '&':
      case '=': out += fmt::format("\\u{:04X}", static_cast<unsigned>(rune)); break;
      default:
        if (rune < 0x20 || (rune >= 0x80 && !is_printable(rune))) {
          out += fmt::format("\\u{:04X}", static_cast<unsigned>(rune));
        } else out += text.substr(at, pos - at);
    }
  }
  return out;
}

// Walks from the first value: is there something at the end of the way? Without a way there always is.
bool exists(const Args& args) {
  Node at = args[0].node;
  for (std::size_t i = 1; i < args.size(); ++i) {
    const Node step = args[i].node;
    if (at.is_object() && (step.is_string() || !step.has_value())) at = at[step.str()];
    else if (at.is_array() && step.is_integer() && step.as_int() >= 0) {
      at = at.at(static_cast<std::size_t>(step.as_int()));
    } else if (at.is_string() && step.is_integer() && step.as_int() >= 0) {
      const auto place = static_cast<std::size_t>(step.as_int());
      at = place < at.str().size() ? Node::integer(static_cast<unsigned char>(at.str()[place])) : Node();
    } else return false;
    if (!at.has_value()) return false;
  }
  return true;
}

}  // namespace

bool is_function(std::string_view name) {
  return std::any_of(std::begin(kFunctions), std::end(kFunctions),
                     [&](const Function& function) { return function.name == name; });
}

Arity arity_of(std::string_view name) {
  for (const Function& function : kFunctions) {
    if (function.name == name) return function.arity;
  }
  return {};
}

bool makes_text(std::string_view name) {
  constexpr std::string_view kMakers[] = {"base64decode", "html", "js", "print", "printf", "println", "urlquery"};
  return std::find(std::begin(kMakers), std::end(kMakers), name) != std::end(kMakers);
}

std::size_t bytes_read(std::string_view name, const Args& args) {
  constexpr std::string_view kComparisons[] = {"eq", "ge", "gt", "le", "lt", "ne"};
  std::size_t bytes = 0;
  if ((name == "index" || name == "exists") && args[0].node.is_object()) return args[0].node.size() * sizeof(Member);
  if (name == "printf") return args[0].node.str().size();  // what it prints of the others is counted as text
  if (makes_text(name) || std::find(std::begin(kComparisons), std::end(kComparisons), name) != std::end(kComparisons)) {
    for (const Value& arg : args) bytes += arg.node.is_string() ? arg.node.str().size() : 0;
  }
  return bytes;
}

Value call_function(std::string_view name, const Args& args, const std::string& first, Arena& arena,
                    std::size_t limit) {
  const auto text = [&](const std::string& made) { return Value::of_text(arena.copy(made)); };
  if (name == "eq") return Value::of_bool(equal(args[0], args));
  if (name == "ne") return Value::of_bool(!equal(args[0], args));
  if (name == "lt") return Value::of_bool(less(args[0], args[1]));
  if (name == "le") return Value::of_bool(less(args[0], args[1]) || equal(args[0], args));
  if (name == "gt") return Value::of_bool(!(less(args[0], args[1]) || equal(args[0], args)));
  if (name == "ge") return Value::of_bool(!less(args[0], args[1]));
  if (name == "not") return Value::of_bool(!is_true(args[0]));
  if (name == "index") return index(args);
  if (name == "slice") return slice(args);
  if (name == "len") {
    if (args[0].node.is_null()) throw Error("len of nil pointer");
    if (!args[0].valid()) throw Error("reflect: call of reflect.Value.Type on zero Value");
    if (!has_length(args[0])) throw Error("len of type " + type_name(args[0]));
    return Value::of_int(static_cast<std::int64_t>(length_of(args[0])));
  }
  if (name == "print") return text(go_sprint(args, false, limit));
  if (name == "println") return text(go_sprint(args, true, limit));
  if (name == "printf") return text(go_sprintf(args[0].node.str(), {args.begin() + 1, args.end()}, limit));
  if (name == "html") return text(escape_html(text_of(args, limit)));
  if (name == "js") return text(escape_js(text_of(args, limit)));
  if (name == "urlquery") return text(query_escape(text_of(args, limit)));
  if (name == "exists") return Value::of_bool(exists(args));
  if (name == "base64decode") {
    try {
      return text(base64_decode_or_throw(args[0].node.str()));
    } catch (const ParseError& error) {
      throw Error(fmt::format("base64 decode failed: {}", error.what()));
    }
  }
  // call: JSON holds no functions.
  if (nothing(args[0])) throw Error("call of nil");
  const std::string piped =
      args[0].node.is_string() ? std::string(args[0].node.str()) : fmt::format("<{} Value>", type_name(args[0]));
  throw Error(fmt::format("non-function {} of type {}", first.empty() ? piped : first, type_name(args[0])));
}

}  // namespace kpp::algo::gotemplate
