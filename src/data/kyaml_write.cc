// KYAML (KEP-5295): YAML in flow style, all strings in double quotes, keys bare where that is safe, lists of
// collections with their brackets together. Source: https://kep.k8s.io/5295
#include <algorithm>
#include <charconv>
#include <span>

#include "base/quote.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "data/go_number.h"
#include "data/next_line.h"
#include "data/value_marks.h"
#include "data/yaml.h"
#include "data/yaml_scalars.h"
#include "data/yaml_text.h"

namespace kpp::data {
namespace {

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Printable ASCII that needs no escape.
bool is_ordinary(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

/// [+-]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
bool is_base60_number(std::string_view text) {
  const std::size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  if (sign >= text.size() || text[sign] < '1' || text[sign] > '9') return false;
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t i = sign + 1;
  while (digit(i) || (i < text.size() && text[i] == '_')) ++i;
  if (i >= text.size() || text[i] != ':') return false;
  while (i < text.size() && text[i] == ':') {
    ++i;
    if (!digit(i)) return false;
    i += text[i] <= '5' && digit(i + 1) ? 2 : 1;
  }
  if (i < text.size() && text[i] == '.') {
    ++i;
    while (digit(i) || (i < text.size() && text[i] == '_')) ++i;
  }
  return i == text.size();
}

/// Whether some reader of YAML could take the bare text for something else than a string.
bool is_ambiguous(std::string_view text) {
  constexpr std::string_view words[] = {"null", "~",   "",  "true", "y",    "yes",   "on",    "false", "n",
                                        "no",   "off", "t", "f",    ".inf", "-.inf", "+.inf", ".nan"};
  if (text.size() <= 5) {
    for (const std::string_view word : words) {
      if (equal_fold(text, word)) return true;
    }
  }
  // Past the words above, what begins with a letter is a number only as some spelling of inf, infinity or nan.
  const char first = text.empty() ? '0' : static_cast<char>(text[0] | 0x20);
  if (first >= 'a' && first <= 'z' && ((first != 'i' && first != 'n') || text.find_first_of("fF_yY") == text.npos)) {
    if (!equal_fold(text, "nan")) return false;
  }
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  return parse_go_int(plain) || parse_go_float(plain) || is_base60_number(text) || is_yaml_timestamp(text);
}

bool key_needs_quotes(std::string_view key) {
  const bool simple = !key.empty() && std::all_of(key.begin(), key.end(), is_ascii_word);
  if (!simple) {
    for (std::size_t pos = 0; pos < key.size();) {
      const bool at_end = pos == 0;
      const char32_t rune = decode_rune(key, pos);
      if (is_letter(rune) || is_number(rune) || rune == '_') continue;
      if (!at_end && pos < key.size() && (rune == '-' || rune == '.' || rune == '/')) continue;
      return true;
    }
  }
  return is_ambiguous(key);
}

template <class Marker>
class KyamlWriter {
 public:
  KyamlWriter(std::string& out, Marker marker) : out_(out), marker_(marker) {}

  void node(Node value, int level) {
    if (value.size() != 0 && value.is_array()) return sequence(value, level);
    if (value.size() != 0 && value.is_object()) return mapping(value, level);
    marker_.begin();
    scalar(value, level);
    marker_.value(value);
  }

 private:
  void scalar(Node value, int level) {
    switch (value.kind()) {
      case Node::Kind::missing:
      case Node::Kind::null: out_ += "null"; break;
      case Node::Kind::boolean: out_ += value.as_bool() ? "true" : "false"; break;
      case Node::Kind::integer: {
        char digits[24];
        out_.append(digits, std::to_chars(digits, digits + sizeof digits, value.as_int()).ptr);
        break;
      }
      case Node::Kind::real:
        out_ += value.is_unsigned() ? std::to_string(value.as_unsigned()) : json_float(value.as_double());
        break;
      case Node::Kind::string: string(fold_next_lines(value.str(), folded_), level + 1, false); break;
      case Node::Kind::array: out_ += "[]"; break;
      case Node::Kind::object: out_ += "{}"; break;
    }
  }

  void indent(int level) { out_.append(static_cast<std::size_t>(level) * 2, ' '); }

  void mapping(Node value, int level) {
    out_ += "{\n";
    for (const Member& member : value.members()) {
      indent(level + 1);
      marker_.begin();
      key(member.key);
      marker_.key(level);
      out_ += ": ";
      node(member.value, level + 1);
      out_ += ",\n";
    }
    indent(level);
    out_ += '}';
  }

  void sequence(Node value, int level) {
    const std::span<const Node> items = value.items();
    const bool together =
        std::all_of(items.begin(), items.end(), [](Node item) { return item.is_object() || item.is_array(); });
    if (together) {
      out_ += '[';
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out_ += ", ";
        node(items[i], level);
      }
      out_ += ']';
      return;
    }
    out_ += "[\n";
    for (const Node item : items) {
      indent(level + 1);
      node(item, level + 1);
      out_ += ",\n";
    }
    indent(level);
    out_ += ']';
  }

  void key(std::string_view text) {
    if (key_needs_quotes(text)) {
      string(text, 0, true);
    } else {
      out_ += text;
    }
  }

  /// A string in double quotes. One with newlines starts on a line of its own, each line at `level` and one blank.
  void string(std::string_view text, int level, bool on_one_line) {
    require_readable_yaml(text);
    const bool lines = !on_one_line && text.find('\n') != std::string_view::npos;
    out_ += '"';
    bool line_begins = lines;
    if (lines) out_ += "\\\n";
    for (std::size_t pos = 0; pos < text.size();) {
      if (!line_begins) {
        const std::size_t start = pos;
        while (pos < text.size() && is_ordinary(text[pos])) ++pos;
        out_.append(text.data() + start, pos - start);
        if (pos == text.size()) break;
      }
      const char32_t rune = decode_rune(text, pos);
      if (line_begins) {
        // Blanks at the beginning of a line would be lost unless escaped; a blank keeps the other lines level.
        indent(level);
        out_ += is_unicode_space(rune) && rune != '\n' ? '\\' : ' ';
      }
      line_begins = false;
      if (rune == '\n') {
        out_ += "\\n";
        if (!on_one_line) out_ += "\\\n";
        line_begins = !on_one_line;
      } else if (rune == '\t') {
        out_ += on_one_line ? "\\t" : "\t";
      } else {
        character(rune);
      }
    }
    if (lines) {
      if (!line_begins) out_ += "\\\n";
      indent(level);
    }
    out_ += '"';
  }

  void character(char32_t rune) {
    if (rune == '"' || rune == '\\') {
      out_ += '\\';
      out_ += static_cast<char>(rune);
      return;
    }
    if (is_printable(rune)) {
      append_rune(out_, rune);
      return;
    }
    switch (rune) {
      case '\a': out_ += "\\a"; return;
      case '\b': out_ += "\\b"; return;
      case '\f': out_ += "\\f"; return;
      case '\r': out_ += "\\r"; return;
      case '\v': out_ += "\\v"; return;
      case 0x00: out_ += "\\0"; return;
      case 0x1b: out_ += "\\e"; return;
      case 0x85: out_ += "\\N"; return;
      case 0xa0: out_ += "\\_"; return;
      case 0x2028: out_ += "\\L"; return;
      case 0x2029: out_ += "\\P"; return;
      default: break;
    }
    const int digits = rune < 0x20 || rune == 0x7f ? 2 : rune < 0x10000 ? 4 : 8;
    out_ += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out_ += "0123456789abcdef"[(rune >> shift) & 0xf];
  }

  std::string& out_;
  Marker marker_;
  std::string folded_ = {};  ///< see fold_next_lines
};

}  // namespace

void write_kyaml(Node node, std::string& out, int level) { KyamlWriter(out, NoMarks()).node(node, level); }
void write_kyaml(Node node, std::string& out, Marks& marks) { KyamlWriter(out, ValueMarks(out, marks)).node(node, 0); }

}  // namespace kpp::data
