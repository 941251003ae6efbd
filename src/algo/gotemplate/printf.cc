// fmt's printing of values: see value.h.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "algo/gotemplate/value.h"
#include "base/limits.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/go_value.h"
#include "kpp/error.h"

namespace kpp::algo::gotemplate {
namespace {

constexpr int kWidest = limits::kPrintfWidth;

void check_size(const std::string& text, std::size_t limit) {
  if (text.size() > limit) throw Error(fmt::format("the text is longer than {} bytes", limit));
}

struct Spec {
  bool plus = false, minus = false, sharp = false, space = false, zero = false;
  int width = -1;
  int precision = -1;
  std::size_t limit = limits::kTemplateBytes;  ///< of the whole text
};

std::string padded(std::string_view text, const Spec& spec, char filler, bool behind_sign) {
  std::string out(text);
  const auto length = static_cast<int>(rune_count(text));
  if (spec.width <= length) return out;
  const auto missing = static_cast<std::size_t>(spec.width - length);
  if (spec.minus) return out.append(missing, ' ');
  const bool sign = behind_sign && !text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ');
  return out.insert(sign ? 1 : 0, missing, filler);
}

// Zeros fill before texts too, when they are asked for.
std::string pad(std::string_view text, const Spec& spec) { return padded(text, spec, spec.zero ? '0' : ' ', false); }

std::string pad_number(std::string_view text, const Spec& spec, bool zeros_allowed) {
  const bool zeros = spec.zero && zeros_allowed;
  return padded(text, spec, zeros ? '0' : ' ', zeros);
}

// With %+q, nothing beyond ASCII is left as it is.
std::string ascii_only(std::string_view quoted, const Spec& spec) {
  std::string out;
  for (std::size_t pos = 0; pos < quoted.size();) {
    const char32_t rune = decode_rune(quoted, pos);
    if (rune < 0x80 || !spec.plus) append_rune(out, rune);
    else if (rune < 0x10000) out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(rune));
    else out += fmt::format("\\U{:08x}", static_cast<std::uint32_t>(rune));
  }
  return out;
}

std::string format_integer(std::int64_t value, char verb, const Spec& spec) {
  const bool negative = value < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const int base = verb == 'b' ? 2 : verb == 'o' || verb == 'O' ? 8 : verb == 'x' || verb == 'X' ? 16 : 10;
  char buffer[72];
  std::string digits(buffer, std::to_chars(buffer, buffer + sizeof buffer, size, base).ptr);
  if (verb == 'X') digits = to_upper(digits);
  if (spec.precision >= 0 && digits.size() < static_cast<std::size_t>(spec.precision)) {
    digits.insert(0, static_cast<std::size_t>(spec.precision) - digits.size(), '0');
  }
  if (spec.precision == 0 && value == 0) digits.clear();
  if (spec.sharp && base == 16) digits.insert(0, verb == 'X' ? "0X" : "0x");
  if (spec.sharp && verb == 'b') digits.insert(0, "0b");
  if (spec.sharp && verb == 'o') digits.insert(0, "0");
  if (verb == 'O') digits.insert(0, "0o");
  const std::string sign = negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
  return pad_number(sign + digits, spec, spec.precision < 0);
}

// 0x1.8p+00: the exponent has two digits at least.
std::string hex_float(double value, int precision) {
  char buffer[160];
  const double size = std::fabs(value);
  const auto result = precision < 0 ? std::to_chars(buffer, buffer + sizeof buffer, size, std::chars_format::hex)
                                    : std::to_chars(buffer, buffer + sizeof buffer, size, std::chars_format::hex,
                                                    std::min(precision, 100));
  std::string text(buffer, result.ptr);
  const std::size_t exponent = text.find('p') + 2;
  if (text.size() - exponent == 1) text.insert(exponent, "0");
  return (std::signbit(value) ? "-0x" : "0x") + text;
}

std::string format_float(double value, char verb, const Spec& spec) {
  std::string text;
  if (std::isnan(value) || std::isinf(value)) {
    text = std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    if (!spec.plus && text[0] == '+') text.erase(0, 1);
    if (std::isinf(value) && value > 0 && verb == 'v') text = "+Inf";
    return pad_number(text, spec, false);
  }
  const bool general = verb == 'g' || verb == 'G' || verb == 'v';
  if (verb == 'x' || verb == 'X') {
    text = hex_float(value, spec.precision);
  } else if (general && spec.precision < 0) {
    text = go_float(value);
  } else {
    char buffer[512];
    const auto shape = general                      ? std::chars_format::general
                       : verb == 'e' || verb == 'E' ? std::chars_format::scientific
                                                    : std::chars_format::fixed;
    const int precision = std::min(spec.precision < 0 ? 6 : spec.precision, 100);
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value, shape, precision);
    text.assign(buffer, result.ptr);
  }
  if (verb == 'E' || verb == 'G' || verb == 'X') text = to_upper(text);
  if (text[0] != '-') text.insert(0, spec.plus ? "+" : spec.space ? " " : "");
  return pad_number(text, spec, true);
}

std::string hex(std::string_view bytes, bool upper, const Spec& spec) {
  std::string out;
  const std::size_t count =
      spec.precision >= 0 ? std::min(bytes.size(), static_cast<std::size_t>(spec.precision)) : bytes.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (spec.space && i > 0) out += ' ';
    out += fmt::format("{:02x}", static_cast<unsigned char>(bytes[i]));
  }
  return pad(upper ? to_upper(out) : out, spec);
}

std::string format_one(char32_t verb, const Value& value, const Spec& spec);

// The value is shown as %v shows it, as wide as it was asked for.
std::string bad_verb(char32_t verb, const Value& value, Spec spec) {
  std::string out = "%!";
  append_rune(out, verb);
  if (!value.valid() || value.node.is_null()) return out + "(<nil>)";
  spec.sharp = false;
  return out + "(" + type_name(value) + "=" + format_one('v', value, spec) + ")";
}

std::string format_text(std::string_view text, char32_t verb, const Value& value, const Spec& spec) {
  // A view: a short piece of a long text costs no more than the piece.
  std::string_view cut = text;
  if (spec.precision >= 0 && verb != 'x' && verb != 'X') {
    std::size_t pos = 0;
    for (int i = 0; i < spec.precision && pos < text.size(); ++i) decode_rune(text, pos);
    cut = text.substr(0, pos);
  }
  switch (verb) {
    case 'v':
      if (spec.sharp) return pad(go_quote(cut), spec);
      return pad(cut, spec);
    case 's': return pad(cut, spec);
    case 'q':
      if (spec.sharp && cut.find('`') == std::string_view::npos) return pad(fmt::format("`{}`", cut), spec);
      return pad(ascii_only(go_quote(cut), spec), spec);
    case 'x': return hex(text, false, spec);
    case 'X': return hex(text, true, spec);
    default: return bad_verb(verb, value, spec);
  }
}

std::string format_whole(std::int64_t number, char32_t verb, const Value& value, const Spec& spec) {
  switch (verb) {
    case 'v':
    case 'd': return format_integer(number, 'd', spec);
    case 'b':
    case 'o':
    case 'O':
    case 'x':
    case 'X': return format_integer(number, static_cast<char>(verb), spec);
    case 'c': {
      std::string text;
      append_rune(text, number < 0 || number > 0x10FFFF ? 0xFFFD : static_cast<char32_t>(number));
      return pad(text, spec);
    }
    case 'q':
      return pad(
          ascii_only(go_quote_rune(number < 0 || number > 0x10FFFF ? 0xFFFD : static_cast<char32_t>(number)), spec),
          spec);
    case 'U': return pad(fmt::format("U+{:04X}", number), spec);
    default: return bad_verb(verb, value, spec);
  }
}

// Lists and maps: the verb is meant for what is in them.
std::string format_composite(char32_t verb, const Value& value, const Spec& spec) {
  if (verb == 'v' && spec.sharp) {
    std::string out;
    data::append_go_syntax(out, value.node);
    return out;
  }
  std::string out = value.node.is_array() ? "[" : "map[";
  bool first = true;
  const auto inner = [&](Node node) {
    return node.is_null() ? pad("<nil>", spec) : format_one(verb, {node, Value::Type::plain}, spec);
  };
  for (const Node item : value.node.items()) {
    if (!first) out += ' ';
    first = false;
    out += inner(item);
    check_size(out, spec.limit);
  }
  for (const Member& member : value.node.members()) {
    if (!first) out += ' ';
    first = false;
    out += format_one(verb, Value::of_text(member.key), spec) + ":" + inner(member.value);
    check_size(out, spec.limit);
  }
  return out + "]";
}

std::string format_one(char32_t verb, const Value& value, const Spec& spec) {
  if (verb == 'T') return pad(value.valid() && !value.node.is_null() ? type_name(value) : "<nil>", spec);
  const Node node = value.node;
  switch (node.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: return verb == 'v' ? pad("<nil>", spec) : bad_verb(verb, value, spec);
    case Node::Kind::boolean:
      return verb == 't' || verb == 'v' ? pad(node.as_bool() ? "true" : "false", spec) : bad_verb(verb, value, spec);
    case Node::Kind::integer: return format_whole(node.as_int(), verb, value, spec);
    case Node::Kind::real:
      if (verb == 'v' || verb == 'e' || verb == 'E' || verb == 'f' || verb == 'F' || verb == 'g' || verb == 'G' ||
          verb == 'x' || verb == 'X') {
        return format_float(node.as_double(), static_cast<char>(verb), spec);
      }
      return bad_verb(verb, value, spec);
    case Node::Kind::string: return format_text(node.str(), verb, value, spec);
    case Node::Kind::array:
    case Node::Kind::object: break;
  }
  return verb == 'p' ? bad_verb(verb, value, spec) : format_composite(verb, value, spec);
}

}  // namespace

std::string type_name(const Value& value) {
  if (value.type == Value::Type::small) return "int";
  if (value.type == Value::Type::byte) return "uint8";
  return std::string(data::go_type(value.node));
}

bool is_true(const Value& value) {
  const Node node = value.node;
  switch (node.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: return false;
    case Node::Kind::boolean: return node.as_bool();
    case Node::Kind::integer: return node.as_int() != 0;
    case Node::Kind::real: return node.as_double() != 0;
    case Node::Kind::string: return !node.str().empty();
    case Node::Kind::array:
    case Node::Kind::object: return !node.empty();
  }
  return false;
}

std::string print_value(const Value& value) {
  std::string out;
  data::append_go_value(out, value.node);
  return out;
}

std::string go_sprintf(std::string_view format, const std::vector<Value>& args, std::size_t limit) {
  std::string out;
  std::size_t next = 0;
  bool reordered = false;
  for (std::size_t pos = 0; pos < format.size();) {
    const std::size_t percent = std::min(format.find('%', pos), format.size());
    out += format.substr(pos, percent - pos);
    if (percent == format.size()) break;
    pos = percent + 1;
    check_size(out, limit);
    Spec spec;
    spec.limit = limit;
    for (; pos < format.size(); ++pos) {
      const char c = format[pos];
      if (c == '+') spec.plus = true;
      else if (c == '-') spec.minus = true;
      else if (c == '#') spec.sharp = true;
      else if (c == ' ') spec.space = true;
      else if (c == '0') spec.zero = true;
      else break;
    }
    bool bad_index = false;
    const auto take_index = [&] {
      if (pos >= format.size() || format[pos] != '[') return;
      reordered = true;
      const std::size_t close = format.find(']', pos);
      std::size_t number = 0;
      const std::string_view digits =
          close == std::string_view::npos ? std::string_view() : format.substr(pos + 1, close - pos - 1);
      const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
      bad_index = digits.empty() || parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() ||
                  number < 1 || number > args.size();
      pos = close == std::string_view::npos ? pos + 1 : close + 1;
      if (!bad_index) next = number - 1;
    };
    const auto take_number = [&](int& field, std::string_view what) {
      if (pos < format.size() && format[pos] == '*') {
        ++pos;
        if (next < args.size() && args[next].node.is_integer() && args[next].node.as_int() >= -kWidest &&
            args[next].node.as_int() <= kWidest) {
          field = static_cast<int>(args[next].node.as_int());
        } else out += fmt::format("%!(BAD{})", what);
        ++next;
        return true;
      }
      const std::size_t begin = pos;
      std::int64_t value = 0;
      while (pos < format.size() && format[pos] >= '0' && format[pos] <= '9') {
        value = std::min<std::int64_t>(value * 10 + (format[pos++] - '0'), kWidest + 1);
      }
      if (pos == begin) return false;
      field = value > kWidest ? -1 : static_cast<int>(value);
      return true;
    };
    take_index();
    take_number(spec.width, "WIDTH");
    if (spec.width < -1) {
      spec.minus = true;
      spec.width = -spec.width;
    }
    if (pos < format.size() && format[pos] == '.') {
      ++pos;
      spec.precision = 0;
      take_index();
      take_number(spec.precision, "PREC");
    }
    take_index();
    if (pos >= format.size()) {
      out += "%!(NOVERB)";
      break;
    }
    const char32_t verb = decode_rune(format, pos);
    if (verb == '%') {
      out += '%';
      continue;
    }
    std::string shown = "%!";
    append_rune(shown, verb);
    if (bad_index) out += shown + "(BADINDEX)";
    else if (next >= args.size()) out += shown + "(MISSING)";
    else out += format_one(verb, args[next++], spec);
  }
  if (!reordered && next < args.size()) {
    out += "%!(EXTRA ";
    for (std::size_t i = next; i < args.size(); ++i) {
      if (i > next) out += ", ";
      out += args[i].valid() && !args[i].node.is_null() ? type_name(args[i]) + "=" + print_value(args[i]) : "<nil>";
      check_size(out, limit);
    }
    out += ")";
  }
  return out;
}

std::string go_sprint(const std::vector<Value>& args, bool line, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (i > 0 && (line || (!args[i].node.is_string() && !args[i - 1].node.is_string()))) out += ' ';
    out += print_value(args[i]);
    check_size(out, limit);
  }
  return line ? out + "\n" : out;
}

}  // namespace kpp::algo::gotemplate
