// Writes Nodes as Go's encoding/json does.
#include <array>
#include <charconv>

#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"
#include "data/value_marks.h"

namespace kpp::data {
namespace {

// Bytes that a JSON string shows otherwise: controls, quote, backslash, <, >, &, and all above ASCII
// (which need a look for U+2028, U+2029 and invalid sequences).
constexpr std::array<bool, 256> special_bytes() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  for (std::size_t c = 0x80; c < 256; ++c) table[c] = true;
  for (const char c : {'"', '\\', '<', '>', '&', '\x7f'}) table[static_cast<unsigned char>(c)] = c != '\x7f';
  return table;
}
constexpr auto kSpecial = special_bytes();

void write_unicode(unsigned code, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(code >> shift) & 15u];
}

template <class Integer>
void write_integer(Integer value, std::string& out) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

void write_scalar(Node node, std::string& out) {
  if (node.is_string()) write_json_string(node.str(), out);
  else if (node.is_integer()) write_integer(node.as_int(), out);
  else if (node.is_unsigned()) write_integer(node.as_unsigned(), out);
  else if (node.is_real()) out += json_float(node.as_double());
  else if (node.is_boolean()) out += node.as_bool() ? "true" : "false";
  else out += "null";
}

}  // namespace

void write_json_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t plain = 0;  // start of the run not yet written
  std::size_t pos = 0;
  while (pos < text.size()) {
    const auto c = static_cast<unsigned char>(text[pos]);
    if (!kSpecial[c]) {
      ++pos;
      continue;
    }
    const std::size_t at = pos;
    if (c >= 0x80) {
      const char32_t rune = decode_rune(text, pos);
      const bool invalid = rune == 0xFFFD && pos - at == 1;
      if (!invalid && rune != 0x2028 && rune != 0x2029) continue;
      out.append(text.substr(plain, at - plain));
      if (invalid) out += "\uFFFD";
      else write_unicode(static_cast<unsigned>(rune), out);
    } else {
      out.append(text.substr(plain, at - plain));
      ++pos;
      switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        default: write_unicode(c, out);
      }
    }
    plain = pos;
  }
  out.append(text.substr(plain));
  out += '"';
}

void write_json(Node node, std::string& out) {
  if (node.is_array()) {
    out += '[';
    bool first = true;
    for (const Node item : node.items()) {
      if (!first) out += ',';
      first = false;
      write_json(item, out);
    }
    out += ']';
  } else if (node.is_object()) {
    out += '{';
    bool first = true;
    for (const Member& member : node.members()) {
      if (!first) out += ',';
      first = false;
      write_json_string(member.key, out);
      out += ':';
      write_json(member.value, out);
    }
    out += '}';
  } else {
    write_scalar(node, out);
  }
}

std::string to_json(Node node) {
  std::string out;
  write_json(node, out);
  return out;
}

namespace {

template <class Marker>
void write_indented(Node node, std::string& out, int indent, int level, Marker& marker) {
  const auto newline = [&](int depth) {
    out += '\n';
    out.append(static_cast<std::size_t>(indent * depth), ' ');
  };
  if (node.is_array() && !node.empty()) {
    out += '[';
    bool first = true;
    for (const Node item : node.items()) {
      if (!first) out += ',';
      first = false;
      newline(level + 1);
      write_indented(item, out, indent, level + 1, marker);
    }
    newline(level);
    out += ']';
  } else if (node.is_object() && !node.empty()) {
    out += '{';
    bool first = true;
    for (const Member& member : node.members()) {
      if (!first) out += ',';
      first = false;
      newline(level + 1);
      marker.begin();
      write_json_string(member.key, out);
      marker.key(level);
      out += ": ";
      write_indented(member.value, out, indent, level + 1, marker);
    }
    newline(level);
    out += '}';
  } else {
    marker.begin();
    write_json(node, out);
    marker.value(node);
  }
}

}  // namespace

void write_json_indented(Node node, std::string& out, int indent, int level) {
  NoMarks marker;
  write_indented(node, out, indent, level, marker);
}

void write_json_indented(Node node, std::string& out, Marks& marks, int indent, int level) {
  ValueMarks marker(out, marks);
  write_indented(node, out, indent, level, marker);
}

}  // namespace kpp::data
