// See json_stream.h.
#include "data/json_stream.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "data/json.h"
#include "data/json_scan.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

}  // namespace

ListSplitter::ListSplitter(Handlers handlers, std::size_t item_limit)
    : handlers_(std::move(handlers)), item_limit_(item_limit) {}

void ListSplitter::feed(std::string_view bytes) {
  std::size_t pos = 0;
  while (pos < bytes.size()) {
    if (inside_ == Inside::nothing) {
      const char c = bytes[pos];
      if (is_blank(c)) {
        ++pos;
        continue;
      }
      structure(c);
      // A value begins with this byte, which then belongs to it; anything else has been dealt with.
      if (inside_ == Inside::nothing) {
        ++pos;
        continue;
      }
    }
    const std::size_t begin = pos;
    const bool whole = skim(bytes, pos);
    const std::string_view part = bytes.substr(begin, pos - begin);
    if (!whole) {
      keep(part);
      return;
    }
    if (buffer_.empty()) {
      if (part.size() > item_limit_) keep(part);
      complete(part);
    } else {
      keep(part);
      const std::string text = std::move(buffer_);
      buffer_.clear();
      complete(text);
    }
  }
}

void ListSplitter::finish() {
  if (state_ != State::done) throw ParseError("unexpected end of JSON input");
}

void ListSplitter::keep(std::string_view part) {
  if (buffer_.size() + part.size() > item_limit_) {
    throw ParseError(fmt::format("one item of the list is larger than {} bytes", item_limit_));
  }
  buffer_.append(part);
}

void ListSplitter::structure(char c) {
  const auto unexpected = [&](std::string_view where) {
    throw ParseError(fmt::format("invalid character {} {}", quote_byte(c), where));
  };
  switch (state_) {
    case State::start:
      if (c != '{') unexpected("looking for beginning of value");
      state_ = State::key_or_end;
      return;
    case State::key_or_end:
      if (c == '}') {
        state_ = State::done;
        return;
      }
      [[fallthrough]];
    case State::key:
      if (c != '"') unexpected("looking for beginning of object key string");
      state_ = State::key;
      begin_value(c);
      return;
    case State::colon:
      if (c != ':') unexpected("after object key");
      state_ = State::value;
      return;
    case State::value:
      if (c == '[' && (key_ == "items" || key_ == "rows")) {
        if (handlers_.array_begins) handlers_.array_begins(key_);
        state_ = State::element_or_end;
        return;
      }
      begin_value(c);
      return;
    case State::after_value:
      if (c == '}') state_ = State::done;
      else if (c == ',') state_ = State::key;
      else unexpected("after object key:value pair");
      return;
    case State::element_or_end:
      if (c == ']') {
        state_ = State::after_value;
        return;
      }
      [[fallthrough]];
    case State::element:
      state_ = State::element;
      begin_value(c);
      return;
    case State::after_element:
      if (c == ']') state_ = State::after_value;
      else if (c == ',') state_ = State::element;
      else unexpected("after array element");
      return;
    case State::done: unexpected("after top-level value");
  }
}

void ListSplitter::begin_value(char c) {
  switch (c) {
    case '"': inside_ = Inside::string; break;
    case '{':
    case '[': inside_ = Inside::composite; break;
    case ',':
    case ':':
    case '}':
    case ']': throw ParseError(fmt::format("invalid character {} looking for beginning of value", quote_byte(c)));
    default: inside_ = Inside::scalar;
  }
  walk_.begin();
  in_front_ = true;
  escaped_ = false;
}

bool ListSplitter::skim(std::string_view bytes, std::size_t& pos) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* at = begin + pos;
  bool whole = false;
  if (inside_ == Inside::composite) {
    whole = walk_.advance(at, end);
  } else if (inside_ == Inside::string) {
    if (in_front_) ++at;  // the opening quote
    whole = skim_string(at, end);
  } else {
    while (at != end && *at != ',' && *at != '}' && *at != ']' && !is_blank(*at)) ++at;
    whole = at != end;
  }
  in_front_ = false;
  pos = static_cast<std::size_t>(at - begin);
  return whole;
}

// Most strings hold no backslash: look for the quote, then behind it.
bool ListSplitter::skim_string(const char*& at, const char* end) {
  if (escaped_ && at != end) {
    escaped_ = false;
    ++at;
  }
  const auto odd_backslashes_before = [&](const char* place) {
    const char* slash = place;
    while (slash != at && slash[-1] == '\\') --slash;
    return (place - slash) % 2 != 0;
  };
  for (const char* from = at;;) {
    const char* quote = std::find(from, end, '"');
    const bool escaped = odd_backslashes_before(quote);
    if (quote == end) {
      escaped_ = escaped;
      at = end;
      return false;
    }
    from = quote + 1;
    if (escaped) continue;
    at = from;
    return true;
  }
}

void ListSplitter::complete(std::string_view text) {
  inside_ = Inside::nothing;
  switch (state_) {
    case State::key:
      key_ = text.substr(1, text.size() - 2);
      if (key_.find('\\') != std::string::npos) key_ = parse_json(text).root.str();
      state_ = State::colon;
      return;
    case State::element:
      state_ = State::after_element;
      if (handlers_.item) handlers_.item(text);
      return;
    case State::value:
      state_ = State::after_value;
      if (handlers_.member) handlers_.member(key_, text);
      return;
    case State::start:
    case State::key_or_end:
    case State::colon:
    case State::after_value:
    case State::element_or_end:
    case State::after_element:
    case State::done: break;
  }
}

}  // namespace kpp::data
