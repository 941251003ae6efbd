// JsonStream: cuts documents out of bytes as they arrive.
//
// ListSplitter finds the items of a Kubernetes list or the rows of a Table and hands each out as its own small
// text, so that memory stays bounded however long the list is.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kpp/node.h"

namespace kpp::data {

/// Feeds on bytes; calls back with pieces. Throws ParseError when brackets or strings are out of order, one
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
  explicit ListSplitter(Handlers handlers, std::size_t item_limit = std::size_t{256} << 20);
  void feed(std::string_view bytes);
  /// The end of the bytes: throws when the document is not whole.
  void finish();

 private:
  enum class State { start, key_or_end, key, colon, value, after_value, element_or_end, element, after_element, done };
  void consume(char c);
  void take(std::string_view bytes);
  Handlers handlers_;
  std::size_t item_limit_;
  State state_ = State::start;
  std::string buffer_;  ///< the value being collected, where it spans feeds
  std::string key_;
  int depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool scalar_ = false;
  bool in_array_ = false;
};

}  // namespace kpp::data
