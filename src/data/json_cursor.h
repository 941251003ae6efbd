// JsonCursor: a place in a JSON text, the literals that can stand there, and what is wrong in encoding/json's words.
#pragma once

#include <string>
#include <string_view>

#include "kpp/node.h"

namespace kpp::data {

class JsonCursor {
 public:
  /// Texts without escapes are views into `text`, or copies in the arena when `copy_texts` is set.
  JsonCursor(std::string_view text, Arena& arena, bool copy_texts)
      : text_(text), arena_(arena), copy_texts_(copy_texts) {}

  bool at_end() const { return pos_ >= text_.size(); }
  bool at(char c) const { return pos_ < text_.size() && text_[pos_] == c; }
  char peek() const { return text_[pos_]; }
  void step() { ++pos_; }
  void blanks() {
    while (pos_ < text_.size() && static_cast<unsigned char>(text_[pos_]) <= ' ' && is_blank(text_[pos_])) ++pos_;
  }
  /// What is left; and moving behind `size` bytes of it.
  std::string_view rest() const { return text_.substr(pos_); }
  void skip(std::size_t size) { pos_ += size; }

  /// true, false, null.
  void word(std::string_view expected);
  /// Integers beyond int64 become reals.
  Node number();
  /// At the opening quote. Invalid UTF-8 and lone surrogates become U+FFFD, as in Go.
  std::string_view string();

  /// Throws ParseError for the byte here, or for the end of the text.
  [[noreturn]] void unexpected(std::string_view where) const;

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  std::size_t plain_bytes() const;
  void escape();
  unsigned hex4();
  bool at_digit() const { return pos_ < text_.size() && text_[pos_] >= '0' && text_[pos_] <= '9'; }
  void digits(std::string_view where);

  std::string_view text_;
  Arena& arena_;
  bool copy_texts_;
  std::size_t pos_ = 0;
  std::string made_;  ///< a string with escapes, while it is read
};

}  // namespace kpp::data
