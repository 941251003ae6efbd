// A JSON scanner without recursion: a stack of brackets, one function per kind of literal.
#include "data/json_scan.h"

#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/quote.h"
#include "base/strings.h"

namespace kpp::data {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t pos) : text_(text), pos_(pos) {}

  JsonScan run() {
    skip_space();
    if (at_end()) return result_;
    result_.begin = pos_;
    result_.outcome = JsonScan::Outcome::value;
    if (!value()) return result_;
    while (!open_.empty()) {
      if (!after_value()) return result_;
    }
    result_.end = pos_;
    return result_;
  }

 private:
  bool at_end() const { return pos_ == text_.size(); }
  char peek() const { return text_[pos_]; }
  void skip_space() {
    while (!at_end() && is_space(peek())) ++pos_;
  }

  bool fail(std::string_view where) {
    if (at_end()) {
      result_.outcome = JsonScan::Outcome::unexpected_end;
      return false;
    }
    return refuse("invalid character " + quote_byte(peek()) + " " + std::string(where));
  }
  bool refuse(std::string problem) {
    result_.outcome = JsonScan::Outcome::syntax_error;
    result_.problem = std::move(problem);
    result_.offset = pos_ + 1;
    return false;
  }

  bool open(char bracket) {
    if (open_.size() >= limits::kJsonScanDepth) return refuse("exceeded max depth");
    open_ += bracket;
    ++pos_;
    skip_space();
    return true;
  }

  /// Reads a value up to its end, or up to where its first element or member ends.
  bool value() {
    while (true) {
      skip_space();
      if (at_end()) return fail({});
      switch (peek()) {
        case '{':
          if (!open('{')) return false;
          if (!at_end() && peek() == '}') return close();
          if (!key()) return false;
          continue;
        case '[':
          if (!open('[')) return false;
          if (!at_end() && peek() == ']') return close();
          continue;
        case '"': return string();
        case 't': return literal("true");
        case 'f': return literal("false");
        case 'n': return literal("null");
        default:
          if (peek() == '-' || is_digit(peek())) return number();
          return fail("looking for beginning of value");
      }
    }
  }

  bool close() {
    open_.pop_back();
    ++pos_;
    return true;
  }

  /// A value inside a bracket has ended: what comes next.
  bool after_value() {
    skip_space();
    const bool object = open_.back() == '{';
    if (!at_end() && peek() == (object ? '}' : ']')) return close();
    if (at_end() || peek() != ',') return fail(object ? "after object key:value pair" : "after array element");
    ++pos_;
    if (object) {
      skip_space();
      if (!key()) return false;
    }
    return value();
  }

  bool key() {
    if (at_end() || peek() != '"') return fail("looking for beginning of object key string");
    if (!string()) return false;
    skip_space();
    if (at_end() || peek() != ':') return fail("after object key");
    ++pos_;
    return true;
  }

  bool string() {
    ++pos_;
    while (true) {
      if (at_end()) return fail({});
      const char c = peek();
      if (c == '"') {
        ++pos_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return fail("in string literal");
      ++pos_;
      if (c == '\\' && !escape()) return false;
    }
  }

  bool escape() {
    if (at_end() || std::string_view("bfnrt\\/\"u").find(peek()) == std::string_view::npos) {
      return fail("in string escape code");
    }
    if (text_[pos_++] != 'u') return true;
    for (int i = 0; i < 4; ++i, ++pos_) {
      if (at_end() || !is_hex_digit(peek())) return fail("in \\u hexadecimal character escape");
    }
    return true;
  }

  bool digits(std::string_view where) {
    if (at_end() || !is_digit(peek())) return fail(where);
    while (!at_end() && is_digit(peek())) ++pos_;
    return true;
  }

  bool number() {
    if (peek() == '-') ++pos_;
    if (!at_end() && peek() == '0') {
      ++pos_;
    } else if (!digits("in numeric literal")) {
      return false;
    }
    if (!at_end() && peek() == '.') {
      ++pos_;
      if (!digits("after decimal point in numeric literal")) return false;
    }
    if (!at_end() && (peek() == 'e' || peek() == 'E')) {
      ++pos_;
      if (!at_end() && (peek() == '+' || peek() == '-')) ++pos_;
      if (!digits("in exponent of numeric literal")) return false;
    }
    return true;
  }

  bool literal(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i, ++pos_) {
      if (!at_end() && peek() == word[i]) continue;
      return fail("in literal " + std::string(word) + " (expecting " + quote_byte(word[i]) + ")");
    }
    return true;
  }

  std::string_view text_;
  std::size_t pos_;
  std::string open_;  ///< the brackets around the cursor
  JsonScan result_;
};

}  // namespace

std::string quote_byte(char c) {
  if (c == '\'') return "'\\''";
  if (c == '"') return "'\"'";
  std::string rune;
  append_rune(rune, static_cast<unsigned char>(c));
  const std::string quoted = go_quote(rune);
  return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

JsonScan scan_json(std::string_view text, std::size_t pos) { return Scanner(text, pos).run(); }

}  // namespace kpp::data
