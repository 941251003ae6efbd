// YAML output: walks Nodes and appends to one string. Sequences inside mappings are not indented.
#include <algorithm>
#include <charconv>
#include <span>
#include <vector>

#include "data/go_number.h"
#include "data/next_line.h"
#include "data/value_marks.h"
#include "data/yaml.h"
#include "data/yaml_keys.h"
#include "data/yaml_text.h"

namespace kpp::data {
namespace {

constexpr int kIndent = 2;

template <class Marker>
class YamlWriter {
 public:
  YamlWriter(std::string& out, bool sort_keys, Marker marker)
      : out_{.text = out, .line_start = out.size(), .fresh = true}, sort_(sort_keys), marker_(marker) {}

  void document(Node root) {
    switch (root.kind()) {
      case Node::Kind::object:
      case Node::Kind::array:
        if (root.size() == 0) break;
        node(root, 0);
        finish();
        return;
      case Node::Kind::missing:
      case Node::Kind::null:
      case Node::Kind::boolean:
      case Node::Kind::integer:
      case Node::Kind::real:
      case Node::Kind::string: break;
    }
    scalar(root, kIndent);
    finish();
  }

 private:
  void finish() {
    if (!out_.fresh) out_.text += '\n';
  }

  /// A collection whose first line begins at the cursor, which stands at column `indent`.
  void node(Node value, int indent) {
    if (value.is_object()) {
      mapping(value, indent);
    } else {
      sequence(value, indent);
    }
  }

  void mapping(Node value, int indent) {
    const std::span<const Member> members = value.members();
    if (!sort_ || std::is_sorted(members.begin(), members.end(), by_key)) {
      write_members(members, indent);
      return;
    }
    std::vector<Member> sorted(members.begin(), members.end());
    std::stable_sort(sorted.begin(), sorted.end(), by_key);
    write_members(sorted, indent);
  }

  static bool by_key(const Member& a, const Member& b) { return yaml_key_less(a.key, b.key); }

  void write_members(std::span<const Member> members, int indent) {
    bool first = true;
    for (const Member& member : members) {
      if (!first) start_yaml_line(out_, indent);
      first = false;
      if (is_simple_yaml_key(member.key)) {
        marker_.begin();
        write_yaml_key(out_, member.key);
        marker_.key(indent / kIndent);
        out_.text += ':';
        out_.fresh = false;
        member_value(member.value, indent);
      } else {
        out_.text += "? ";
        marker_.begin();
        write_yaml_string(out_, member.key, indent + kIndent);
        marker_.key(indent / kIndent);
        start_yaml_line(out_, indent);
        out_.text += ": ";
        item(member.value, indent);
      }
    }
  }

  /// What follows "key:".
  void member_value(Node value, int indent) {
    if (value.is_object() && value.size() != 0) {
      start_yaml_line(out_, indent + kIndent);
      mapping(value, indent + kIndent);
    } else if (value.is_array() && value.size() != 0) {
      start_yaml_line(out_, indent);
      sequence(value, indent);
    } else {
      out_.text += ' ';
      scalar(value, indent + kIndent);
    }
  }

  void sequence(Node value, int indent) {
    bool first = true;
    for (const Node element : value.items()) {
      if (!first) start_yaml_line(out_, indent);
      first = false;
      out_.text += "- ";
      item(element, indent);
    }
  }

  /// What follows "- " or ": " of a long key at column `indent`.
  void item(Node value, int indent) {
    if (value.size() != 0) {
      node(value, indent + kIndent);
    } else {
      scalar(value, indent + kIndent);
    }
  }

  /// Anything that is written in one piece, empty collections among it.
  void scalar(Node value, int indent) {
    marker_.begin();
    write_scalar(value, indent);
    marker_.value(value);
  }

  void write_scalar(Node value, int indent) {
    std::string& text = out_.text;
    switch (value.kind()) {
      case Node::Kind::missing:
      case Node::Kind::null: text += "null"; break;
      case Node::Kind::boolean: text += value.as_bool() ? "true" : "false"; break;
      case Node::Kind::integer: {
        char digits[24];
        text.append(digits, std::to_chars(digits, digits + sizeof digits, value.as_int()).ptr);
        break;
      }
      case Node::Kind::real:
        value.is_unsigned() ? void(text += std::to_string(value.as_unsigned())) : real(value.as_double());
        break;
      case Node::Kind::string: write_yaml_string(out_, fold_next_lines(value.str(), folded_), indent); return;
      case Node::Kind::array: text += "[]"; break;
      case Node::Kind::object: text += "{}"; break;
    }
    out_.fresh = false;
  }

  /// The number goes through JSON first, where 2.0 is 2; what YAML then reads as an integer stays one.
  void real(double value) {
    if (const auto whole = integer_text(value); whole && (parse_go_int(*whole) || parse_go_uint(*whole))) {
      out_.text += *whole;
    } else {
      append_go_float(value, out_.text);
    }
  }

  YamlOut out_;
  bool sort_;
  Marker marker_;
  std::string folded_ = {};  ///< see fold_next_lines
};

}  // namespace

void write_yaml(Node node, std::string& out) { YamlWriter(out, true, NoMarks()).document(node); }
void write_yaml(Node node, std::string& out, Marks& marks) {
  YamlWriter(out, true, ValueMarks(out, marks)).document(node);
}
void write_yaml_ordered(Node node, std::string& out) { YamlWriter(out, false, NoMarks()).document(node); }

}  // namespace kpp::data
