// JsonStream: cuts documents out of bytes as they arrive.
//
// ListSplitter finds the items of a Kubernetes list or the rows of a Table and hands each out as its own small
// text, so that memory stays bounded however long the list is.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "data/bracket_walk.h"
#include "kpp/node.h"

namespace kpp::data {

/// Feeds on bytes; calls back with pieces. It watches brackets and strings only: what it hands out still has to be
/// parsed, and that finds what is wrong inside. Throws ParseError when brackets or strings are out of order, one
/// item passes `item_limit`, or the text ends early.
class ListSplitter {
 public:
  struct Handlers {
    /// One element of the array `items` or `rows` at the top level; valid during the call.
    std::function<void(std::string_view)> item;
    /// A member of the top level other than that array, with its raw JSON value ("metadata", "columnDefinitions", …).
    std::function<void(std::string_view key, std::string_view value)> member;
    /// The array begins (also when it is empty; not called when it is null or missing).
    std::function<void(std::string_view key)> array_begins;
  };
  explicit ListSplitter(Handlers handlers, std::size_t item_limit = limits::kItemBytes);
  void feed(std::string_view bytes);
  /// The end of the bytes: throws when the document is not whole.
  void finish();

 private:
  enum class State { start, key_or_end, key, colon, value, after_value, element_or_end, element, after_element, done };
  enum class Inside { nothing, string, composite, scalar };

  void structure(char c);
  void begin_value(char c);
  /// Moves past bytes of the value under way; true when it ended before the position returned in `pos`.
  bool skim(std::string_view bytes, std::size_t& pos);
  bool skim_string(const char*& at, const char* end);
  void complete(std::string_view text);
  void keep(std::string_view part);

  Handlers handlers_;
  std::size_t item_limit_;
  State state_ = State::start;
  Inside inside_ = Inside::nothing;
  std::string buffer_;  ///< what earlier feeds brought of the value under way
  std::string key_;
  BracketWalk walk_;       ///< of the composite value under way
  bool in_front_ = false;  ///< of the value under way: its first byte is still to come
  bool escaped_ = false;   ///< in a string: the last byte of the last feed was a backslash that escapes the next
};

}  // namespace kpp::data
