// See lexer.h.
#include "algo/gotemplate/lexer.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/quote.h"

namespace kpp::algo::gotemplate {
namespace {

constexpr std::string_view kKeywords[] = {"block", "break", "continue", "define",   "else",
                                          "end",   "if",    "range",    "template", "with"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (!done_) outside();
    return std::move(out_);
  }

 private:
  using Kind = Token::Kind;

  int line_of(std::size_t pos) const {
    return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(pos), '\n'));
  }
  void emit(Kind kind, std::size_t begin, std::size_t end) {
    out_.push_back({kind, std::string(text_.substr(begin, end - begin)), begin, line_of(begin)});
  }
  void fail(std::string message, std::size_t at) {
    out_.push_back({Kind::error, std::move(message), at, line_of(std::min(at, text_.size()))});
    done_ = true;
  }
  bool at(std::string_view what) const { return text_.substr(pos_).starts_with(what); }

  void outside() {
    const std::size_t open = text_.find("{{", pos_);
    std::size_t end = std::min(open, text_.size());
    const bool trims = open != std::string_view::npos && open + 3 < text_.size() && text_[open + 2] == '-' &&
                       is_space(text_[open + 3]);
    std::size_t begin = pos_;
    while (trim_left_ && begin < end && is_space(text_[begin])) ++begin;
    while (trims && end > begin && is_space(text_[end - 1])) --end;
    if (end > begin) emit(Kind::text, begin, end);
    trim_left_ = false;
    if (open == std::string_view::npos) {
      out_.push_back({Kind::end, "", text_.size(), line_of(text_.size())});
      done_ = true;
      return;
    }
    pos_ = open + 2;
    const std::size_t after = pos_ + (trims ? 2 : 0);
    if (text_.substr(after).starts_with("/*")) return comment(after);
    out_.push_back({Kind::left, "{{", open, line_of(open)});
    pos_ = after;
    parentheses_ = 0;
    inside();
  }

  void comment(std::size_t begin) {
    const std::size_t close = text_.find("*/", begin);
    if (close == std::string_view::npos) return fail("unclosed comment", begin);
    pos_ = close + 2;
    if (take_right_trim()) return;
    if (!at("}}")) return fail("comment ends before closing delimiter", begin);
    pos_ += 2;
  }

  // " -}}", with what follows trimmed.
  bool take_right_trim() {
    if (pos_ < text_.size() && is_space(text_[pos_]) && text_.substr(pos_ + 1).starts_with("-}}")) {
      pos_ += 4;
      trim_left_ = true;
      return true;
    }
    return false;
  }

  void inside() {
    while (!done_) {
      const std::size_t begin = pos_;
      if (take_right_trim() || at("}}")) {
        if (parentheses_ > 0) return fail("unclosed left paren", begin);
        out_.push_back({Kind::right, "}}", begin, line_of(begin)});
        if (!trim_left_) pos_ += 2;
        return;
      }
      if (pos_ >= text_.size()) return fail("unclosed action", begin);
      one();
    }
  }

  void single(Kind kind) {
    emit(kind, pos_, pos_ + 1);
    ++pos_;
  }

  void one() {
    const char c = text_[pos_];
    const std::size_t begin = pos_;
    if (is_space(c)) {
      while (pos_ < text_.size() && is_space(text_[pos_]) && !text_.substr(pos_ + 1).starts_with("-}}")) ++pos_;
      if (pos_ == begin) ++pos_;
      return emit(Kind::space, begin, pos_);
    }
    switch (c) {
      case '=': return single(Kind::assign);
      case ':':
        if (!at(":=")) return fail("expected :=", begin);
        emit(Kind::declare, begin, begin + 2);
        pos_ += 2;
        return;
      case '|': return single(Kind::pipe);
      case ',': return single(Kind::comma);
      case '"': return quoted('"', Kind::text_literal, "unterminated quoted string");
      case '\'': return quoted('\'', Kind::rune, "unterminated character constant");
      case '`': {
        const std::size_t close = text_.find('`', pos_ + 1);
        if (close == std::string_view::npos) return fail("unterminated raw quoted string", begin);
        emit(Kind::raw_literal, begin, close + 1);
        pos_ = close + 1;
        return;
      }
      case '$': return field_or_variable(Kind::variable);
      case '.':
        if (pos_ + 1 < text_.size() && text_[pos_ + 1] >= '0' && text_[pos_ + 1] <= '9') return number();
        return field_or_variable(Kind::field);
      case '(': ++parentheses_; return single(Kind::open);
      case ')':
        if (--parentheses_ < 0) return fail("unexpected right paren", begin);
        return single(Kind::close);
      default: break;
    }
    if (c == '+' || c == '-' || (c >= '0' && c <= '9')) return number();
    if (is_word(c)) return word();
    if (c > 0x20 && c < 0x7F) return single(Kind::other);
    fail(fmt::format("unrecognized character in action: U+{:04X}", static_cast<unsigned char>(c)), begin);
  }

  void quoted(char quote, Kind kind, const char* message) {
    const std::size_t begin = pos_++;
    for (; pos_ < text_.size() && text_[pos_] != '\n'; ++pos_) {
      if (text_[pos_] == '\\' && pos_ + 1 < text_.size() && text_[pos_ + 1] != '\n') ++pos_;
      else if (text_[pos_] == quote) {
        emit(kind, begin, ++pos_);
        return;
      }
    }
    fail(message, begin);
  }

  bool at_end_of_word() const {
    if (pos_ >= text_.size() || is_space(text_[pos_]) || at("}}")) return true;
    return std::string_view(".,|:=()").find(text_[pos_]) != std::string_view::npos;
  }

  void field_or_variable(Kind kind) {
    const std::size_t begin = pos_++;
    const std::size_t name = pos_;
    while (pos_ < text_.size() && is_word(text_[pos_])) ++pos_;
    if (!at_end_of_word()) {
      return fail(fmt::format("bad character U+{:04X} '{}'", static_cast<unsigned char>(text_[pos_]), text_[pos_]),
                  begin);
    }
    emit(pos_ == name && kind == Kind::field ? Kind::dot : kind, begin, pos_);
  }

  void number() {
    const std::size_t begin = pos_;
    bool whole = scan_number();
    // Joined to another it would be a complex number, which nothing here can use.
    if (whole && (at("+") || at("-"))) {
      scan_number();
      whole = false;
    }
    if (!whole) return fail("bad number syntax: " + go_quote(text_.substr(begin, pos_ - begin)), begin);
    emit(Kind::number, begin, pos_);
  }

  // False when letters follow. What is no number otherwise ("1e", a lone sign) is for the parser to refuse.
  bool scan_number() {
    constexpr std::string_view kDecimal = "0123456789_";
    constexpr std::string_view kHex = "0123456789abcdefABCDEF_";
    accept("+-");
    std::string_view digits = kDecimal;
    if (accept("0")) {
      if (accept("xX")) digits = kHex;
      else if (accept("oO")) digits = "01234567_";
      else if (accept("bB")) digits = "01_";
    }
    accept_all(digits);
    if (accept(".")) accept_all(digits);
    const std::string_view exponent = digits == kDecimal ? "eE" : digits == kHex ? "pP" : "";
    if (accept(exponent)) {
      accept("+-");
      accept_all(kDecimal);
    }
    if (pos_ >= text_.size() || !is_word(text_[pos_])) return true;
    ++pos_;
    return false;
  }

  bool accept(std::string_view one_of) {
    if (pos_ >= text_.size() || one_of.find(text_[pos_]) == std::string_view::npos) return false;
    ++pos_;
    return true;
  }
  void accept_all(std::string_view some_of) {
    while (accept(some_of)) {
    }
  }

  void word() {
    const std::size_t begin = pos_;
    while (pos_ < text_.size() && is_word(text_[pos_])) ++pos_;
    if (!at_end_of_word()) {
      return fail(fmt::format("bad character U+{:04X} '{}'", static_cast<unsigned char>(text_[pos_]), text_[pos_]),
                  begin);
    }
    const std::string_view name = text_.substr(begin, pos_ - begin);
    Kind kind = Kind::identifier;
    if (std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords)) kind = Kind::keyword;
    else if (name == "true" || name == "false") kind = Kind::boolean;
    else if (name == "nil") kind = Kind::nil;
    emit(kind, begin, pos_);
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  bool trim_left_ = false;
  bool done_ = false;
  int parentheses_ = 0;
  std::vector<Token> out_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Lexer(text).run(); }

}  // namespace kpp::algo::gotemplate
