// Style and bytes of YAML strings.
//
// The same text can be written in four styles. One is safe for a text when a reader gets the same string back: neither
// another type, nor other characters. Of those that are, go-yaml has its own choice:
//
//   text                written          because
//   web-1               web-1            plain: nothing in it means anything
//   true, 0755, 1:20    "true"           plain would be read as a boolean, an octal, a number in base 60
//   a: b                'a: b'           a colon before a blank would begin a mapping; single quotes stop that
//   (blank)x            ' x'             plain text loses blanks at its ends
//   it's: x             'it''s: x'       the quote is doubled
//   two(newline)lines   |- and lines     a literal block; "-": the text ends without a newline ("+": with several)
//   x (newline)y        "x \ny"          a blank before a newline does not show in a block: escaped
//   a(tab)b             "a\tb"           not printable to go-yaml: escaped
//
// (blank), (newline) and (tab) stand for those characters. yaml_text_traits() finds out in one pass which styles a text
// allows, write_styled() picks, and all writers but that of literal blocks fold at the first blank beyond column 80, as
// a reader of these styles takes such a break for a blank.
//
// All of that is slow, and nearly all texts of a cluster are names, images, labels. So write_text() looks first: one
// pass ors the classes of all bytes (kByteClasses), and the first byte is looked up (kFirstBytes). Where that finds
// only harmless bytes, and a first byte that begins no number or word like `true`, the text is plain and is copied.
// This pass may say "look closer" too often but never too seldom: what it lets through the full analysis would call
// plain too.
//
// Rejected:
// - libyaml's emitter, though libyaml reads for us: it knows no types (that `true` must be quoted is for its caller to
//   know), and analyses each text in full.
// - Quotes around everything: valid, and not what kubectl writes.
#include "data/yaml_text.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/strings.h"
#include "data/yaml_scalars.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

constexpr std::size_t kBestWidth = 80;
constexpr std::size_t kLongestSimpleKey = 128;

enum : std::uint8_t {
  kPlainByte = 0,  ///< harmless wherever it stands
  kBlankByte = 1,  ///< a space: harmless inside, matters at the ends and for folding
  kPlaceByte = 2,  ///< harmless or not by its neighbours: ':' '#'
  kOtherByte = 4,  ///< breaks, control characters, beyond ASCII
};

constexpr std::array<std::uint8_t, 256> make_byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t i = 0; i < 256; ++i) classes[i] = i >= 0x21 && i <= 0x7e ? kPlainByte : kOtherByte;
  classes[' '] = kBlankByte;
  classes[':'] = kPlaceByte;
  classes['#'] = kPlaceByte;
  return classes;
}
constexpr auto kByteClasses = make_byte_classes();

/// What the first byte of a text asks for: nothing, a look at whether it reads as another type, or the full analysis.
enum class First : std::uint8_t { harmless, may_be_typed, special };

constexpr std::array<First, 256> make_first_bytes() {
  std::array<First, 256> first{};
  for (const char c : std::string_view("#,[]{}&*!|>'\"%@`?:- ")) first[static_cast<unsigned char>(c)] = First::special;
  for (const char c : std::string_view("+0123456789yYnNtTfFoO~")) {
    first[static_cast<unsigned char>(c)] = First::may_be_typed;
  }
  first['.'] = First::special;  // a number, or the marker "..."
  return first;
}
constexpr auto kFirstBytes = make_first_bytes();

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// Bytes of the UTF-8 sequence at `i`; the text is valid UTF-8.
std::size_t width_at(std::string_view text, std::size_t i) {
  const unsigned char c = byte_at(text, i);
  return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/// Bytes of the line break at `i` (CR, LF, NEL, LS, PS), or 0.
std::size_t break_at(std::string_view text, std::size_t i) {
  const unsigned char c = byte_at(text, i);
  if (c == '\n' || c == '\r') return 1;
  if (c == 0xc2 && byte_at(text, i + 1) == 0x85) return 2;
  if (c == 0xe2 && byte_at(text, i + 1) == 0x80 && (byte_at(text, i + 2) == 0xa8 || byte_at(text, i + 2) == 0xa9)) {
    return 3;
  }
  return 0;
}

/// go-yaml's idea of a printable character: no tab, nothing beyond U+FFFD, no byte order mark.
bool is_printable(std::string_view text, std::size_t i) {
  const unsigned char c = byte_at(text, i);
  if (c < 0x80) return c == '\n' || (c >= 0x20 && c <= 0x7e);
  if (c == 0xc2) return byte_at(text, i + 1) >= 0xa0;
  if (c < 0xed) return true;
  if (c == 0xed) return byte_at(text, i + 1) < 0xa0;
  if (c == 0xee) return true;
  if (c != 0xef) return false;
  const unsigned char second = byte_at(text, i + 1);
  const unsigned char third = byte_at(text, i + 2);
  return !(second == 0xbb && third == 0xbf) && !(second == 0xbf && third >= 0xbe);
}

bool blank_or_end(std::string_view text, std::size_t i) {
  return i >= text.size() || text[i] == ' ' || text[i] == '\t';
}

/// Columns used on the current line.
std::size_t column(const YamlOut& out) {
  std::size_t count = 0;
  for (std::size_t i = out.line_start; i < out.text.size(); ++i) {
    if ((static_cast<unsigned char>(out.text[i]) & 0xc0) != 0x80) ++count;
  }
  return count;
}

void append_break(YamlOut& out) {
  out.text += '\n';
  out.line_start = out.text.size();
  out.fresh = true;
}

/// Copies the break of `width` bytes at `i`. Only a newline ends the line for a reader of bytes, but the layout
/// counts columns from any of them.
void copy_break(YamlOut& out, std::string_view text, std::size_t i, std::size_t width) {
  out.text.append(text.substr(i, width));
  out.line_start = out.text.size();
  out.fresh = true;
}

void append_escape(std::string& out, char32_t rune) {
  out += '\\';
  switch (rune) {
    case 0x00: out += '0'; return;
    case 0x07: out += 'a'; return;
    case 0x08: out += 'b'; return;
    case 0x09: out += 't'; return;
    case 0x0a: out += 'n'; return;
    case 0x0b: out += 'v'; return;
    case 0x0c: out += 'f'; return;
    case 0x0d: out += 'r'; return;
    case 0x1b: out += 'e'; return;
    case 0x22: out += '"'; return;
    case 0x5c: out += '\\'; return;
    case 0x85: out += 'N'; return;
    case 0xa0: out += '_'; return;
    case 0x2028: out += 'L'; return;
    case 0x2029: out += 'P'; return;
    default: break;
  }
  const int digits = rune <= 0xff ? 2 : rune <= 0xffff ? 4 : 8;
  out += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[(rune >> shift) & 0xf];
}

char32_t rune_at(std::string_view text, std::size_t i, std::size_t width) {
  const unsigned char lead = byte_at(text, i);
  char32_t rune = width == 1 ? lead : width == 2 ? lead & 0x1fu : width == 3 ? lead & 0x0fu : lead & 0x07u;
  for (std::size_t k = 1; k < width; ++k) rune = (rune << 6) | (byte_at(text, i + k) & 0x3fu);
  return rune;
}

void write_plain(YamlOut& out, std::string_view text, int indent, bool may_fold) {
  out.fresh = false;
  if (!may_fold || out.text.size() - out.line_start + text.size() <= kBestWidth) {
    out.text.append(text);
    return;
  }
  std::size_t at = column(out);
  bool spaces = false;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      if (!spaces && at > kBestWidth && text[i + 1] != ' ') {  // plain text never ends in a blank
        start_yaml_line(out, indent);
        out.fresh = false;
        at = static_cast<std::size_t>(indent);
      } else {
        out.text += ' ';
        ++at;
      }
      spaces = true;
      ++i;
      continue;
    }
    const std::size_t width = width_at(text, i);
    out.text.append(text.substr(i, width));
    i += width;
    ++at;
    spaces = false;
  }
}

void write_single_quoted(YamlOut& out, std::string_view text, int indent, bool may_fold) {
  out.text += '\'';
  out.fresh = false;
  may_fold = may_fold && text.find(' ') != std::string_view::npos;
  std::size_t at = may_fold ? column(out) : 0;
  bool spaces = false;
  bool breaks = false;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      if (may_fold && !spaces && at > kBestWidth && i > 0 && i < text.size() - 1 && text[i + 1] != ' ') {
        start_yaml_line(out, indent);
        out.fresh = false;
        at = static_cast<std::size_t>(indent);
      } else {
        out.text += ' ';
        ++at;
      }
      spaces = true;
      ++i;
      continue;
    }
    if (const std::size_t width = break_at(text, i); width != 0) {
      if (!breaks && text[i] == '\n') append_break(out);
      copy_break(out, text, i, width);
      at = 0;
      breaks = true;
      i += width;
      continue;
    }
    if (breaks) {
      start_yaml_line(out, indent);
      at = static_cast<std::size_t>(indent);
    }
    if (text[i] == '\'') {
      out.text += '\'';
      ++at;
    }
    const std::size_t width = width_at(text, i);
    out.text.append(text.substr(i, width));
    i += width;
    ++at;
    out.fresh = spaces = breaks = false;
  }
  out.text += '\'';
  out.fresh = false;
}

void write_double_quoted(YamlOut& out, std::string_view text, int indent, bool may_fold) {
  out.text += '"';
  out.fresh = false;
  // go-yaml looks for a byte order mark at the start of the text whatever the place, and then escapes it all.
  const bool escape_all = text.substr(0, 3) == "\xef\xbb\xbf";
  may_fold = may_fold && text.find(' ') != std::string_view::npos;
  std::size_t at = may_fold ? column(out) : 0;
  bool spaces = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (escape_all || c == '"' || c == '\\' || !is_printable(text, i) || break_at(text, i) != 0) {
      const std::size_t width = width_at(text, i);
      const std::size_t before = out.text.size();
      append_escape(out.text, rune_at(text, i, width));
      at += out.text.size() - before;
      i += width;
      spaces = false;
    } else if (c == ' ') {
      if (may_fold && !spaces && at > kBestWidth && i > 0 && i < text.size() - 1) {
        start_yaml_line(out, indent);
        at = static_cast<std::size_t>(indent);
        if (text[i + 1] == ' ') {
          out.text += '\\';
          ++at;
        }
        out.fresh = false;
      } else {
        out.text += ' ';
        ++at;
      }
      spaces = true;
      ++i;
    } else {
      std::size_t end = i;  // letters and the like at once
      while (end < text.size() && kByteClasses[byte_at(text, end)] != kOtherByte && text[end] != ' ' &&
             text[end] != '"' && text[end] != '\\') {
        ++end;
      }
      at += end == i ? 1 : end - i;
      if (end == i) end += width_at(text, i);
      out.text.append(text.substr(i, end - i));
      i = end;
      spaces = false;
    }
  }
  out.text += '"';
}

/// Bytes of the break that ends text[0, end), or 0.
std::size_t break_before(std::string_view text, std::size_t end) {
  if (end == 0) return 0;
  std::size_t i = end - 1;
  while (i > 0 && (byte_at(text, i) & 0xc0) == 0x80) --i;
  return break_at(text, i);
}

void write_literal(YamlOut& out, std::string_view text, int indent) {
  out.text += '|';
  if (text[0] == ' ' || break_at(text, 0) != 0) out.text += '2';
  const std::size_t last = break_before(text, text.size());
  if (last == 0) {
    out.text += '-';
  } else if (text.size() == last || break_before(text, text.size() - last) != 0) {
    out.text += '+';
  }
  append_break(out);
  bool breaks = true;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t width = break_at(text, i); width != 0) {
      copy_break(out, text, i, width);
      breaks = true;
      i += width;
      continue;
    }
    if (breaks) start_yaml_line(out, indent);
    breaks = false;
    out.fresh = false;
    std::size_t end = i;  // up to the next break at once
    while (end < text.size() && byte_at(text, end) != '\n' && byte_at(text, end) < 0x80) ++end;
    if (end == i) end += width_at(text, i);
    out.text.append(text.substr(i, end - i));
    i = end;
  }
}

void write_styled(YamlOut& out, std::string_view text, int indent, bool key) {
  const YamlTextTraits traits = yaml_text_traits(text);
  if (text.find('\n') != std::string_view::npos) {
    if (traits.literal && !key) {
      write_literal(out, text, indent);
    } else {
      write_double_quoted(out, text, indent, !key);
    }
    return;
  }
  if (yaml_plain_is_ambiguous(text)) {
    write_double_quoted(out, text, indent, !key);
  } else if (traits.plain) {
    write_plain(out, text, indent, !key);
  } else if (traits.single_quoted) {
    write_single_quoted(out, text, indent, !key);
  } else {
    write_double_quoted(out, text, indent, !key);
  }
}

/// For texts of plain bytes, blanks, ':' and '#': whether one of the last two stands where it means something.
bool has_meaning_in_place(std::string_view text) {
  if (text.back() == ':') return true;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == ' ' ? text[i - 1] == ':' : text[i] == '#' && text[i - 1] == ' ') return true;
  }
  return false;
}

void write_text(YamlOut& out, std::string_view text, int indent, bool key) {
  std::uint8_t classes = 0;
  for (const char c : text) classes |= kByteClasses[static_cast<unsigned char>(c)];
  const First first = text.empty() ? First::special : kFirstBytes[byte_at(text, 0)];
  if ((classes & kOtherByte) == 0 && first != First::special && text.back() != ' ' &&
      ((classes & kPlaceByte) == 0 || !has_meaning_in_place(text))) {
    if (first == First::harmless || !yaml_plain_is_ambiguous(text)) {
      write_plain(out, text, indent, !key && (classes & kBlankByte) != 0);
    } else {
      write_double_quoted(out, text, indent, !key);
    }
    return;
  }
  if ((classes & kOtherByte) != 0) require_readable_yaml(text);
  if ((classes & kOtherByte) != 0 && !is_valid_utf8(text)) {
    write_styled(out, to_valid_utf8(text), indent, key);
    return;
  }
  write_styled(out, text, indent, key);
}

}  // namespace

YamlTextTraits yaml_text_traits(std::string_view text) {
  YamlTextTraits traits;
  if (text.empty()) {
    traits.literal = false;
    return traits;
  }
  bool indicators = text.substr(0, 3) == "---" || text.substr(0, 3) == "...";
  bool breaks = false, special = false;
  bool leading_blank = false, trailing_blank = false, trailing_space = false;
  bool break_space = false, space_break = false;
  bool after_blank = true, after_space = false, after_break = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t width = width_at(text, i);
    const char c = text[i];
    if (i == 0) {
      if (std::strchr("#,[]{}&*!|>'\"%@`", c) != nullptr && c != '\0') indicators = true;
      if ((c == '?' || c == ':' || c == '-') && blank_or_end(text, i + width)) indicators = true;
    } else if ((c == ':' && blank_or_end(text, i + width)) || (c == '#' && after_blank)) {
      indicators = true;
    }
    if (!is_printable(text, i)) special = true;
    const bool is_break = break_at(text, i) != 0;
    const bool is_last = i + width == text.size();
    if (c == ' ') {
      leading_blank = leading_blank || i == 0;
      trailing_space = trailing_space || is_last;
      break_space = break_space || after_break;
    } else if (is_break) {
      breaks = true;
      leading_blank = leading_blank || i == 0;
      trailing_blank = trailing_blank || is_last;
      space_break = space_break || after_space;
    }
    after_space = c == ' ';
    after_break = is_break;
    after_blank = c == ' ' || c == '\t' || is_break || c == '\0';
    i += width;
  }
  traits.multiline = breaks;
  traits.plain = !leading_blank && !trailing_blank && !trailing_space && !break_space && !space_break && !special &&
                 !breaks && !indicators;
  traits.single_quoted = !break_space && !space_break && !special;
  traits.literal = !trailing_space && !space_break && !special;
  return traits;
}

void require_readable_yaml(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? byte_at(text, i) : 0; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = byte_at(text, i);
    if (c < 0x7f) continue;
    const bool high_control = c == 0xc2 && at(i + 1) >= 0x80 && at(i + 1) < 0xa0 && at(i + 1) != 0x85;
    const bool no_character = c == 0xef && at(i + 1) == 0xbf && at(i + 2) >= 0xbe;
    if (c == 0x7f || high_control || no_character) throw Error("yaml: control characters are not allowed");
  }
}

bool is_simple_yaml_key(std::string_view text) {
  if (text.size() > kLongestSimpleKey) return false;
  std::uint8_t classes = 0;
  for (const char c : text) classes |= kByteClasses[static_cast<unsigned char>(c)];
  if ((classes & kOtherByte) == 0) return true;
  if (!is_valid_utf8(text)) return is_simple_yaml_key(to_valid_utf8(text));
  for (std::size_t i = 0; i < text.size(); i += width_at(text, i)) {
    if (break_at(text, i) != 0) return false;
  }
  return true;
}

void start_yaml_line(YamlOut& out, int indent) {
  constexpr std::string_view blanks = "\n                                                                ";
  const auto count = static_cast<std::size_t>(indent);
  if (out.fresh || count >= blanks.size()) {
    if (!out.fresh) out.text += '\n';
    if (!out.fresh) out.line_start = out.text.size();
    out.text.append(count, ' ');
  } else {
    out.line_start = out.text.size() + 1;
    out.text.append(blanks.data(), count + 1);
  }
  out.fresh = true;
}

void write_yaml_string(YamlOut& out, std::string_view text, int indent) { write_text(out, text, indent, false); }
void write_yaml_key(YamlOut& out, std::string_view text) { write_text(out, text, 0, true); }

}  // namespace kpp::data
