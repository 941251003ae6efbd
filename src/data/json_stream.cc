// See json_stream.h.
#include "data/json_stream.h"

#include <cstring>

#include "data/json.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Bytes that matter outside strings within a composite value.
constexpr std::array<bool, 256> structural_bytes() {
  std::array<bool, 256> table{};
  for (const char c : {'"', '{', '}', '[', ']'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kStructural = structural_bytes();

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
    if (buffer_.empty() && depth_ == 0 && !escaped_ && inside_ != Inside::scalar) {
      ++pos;  // the opening quote or bracket
      if (inside_ == Inside::composite) depth_ = 1;
    }
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
    throw ParseError(fmt::format("invalid character '{}' {}", c, where));
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
    case ']': throw ParseError(fmt::format("invalid character '{}' looking for beginning of value", c));
    default: inside_ = Inside::scalar;
  }
  depth_ = 0;
  escaped_ = false;
}

bool ListSplitter::skim(std::string_view bytes, std::size_t& pos) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* at = begin + pos;
  const auto stop = [&](bool whole) {
    pos = static_cast<std::size_t>(at - begin);
    return whole;
  };
  if (inside_ == Inside::scalar) {
    while (at != end && *at != ',' && *at != '}' && *at != ']' && !is_blank(*at)) ++at;
    return stop(at != end);
  }
  for (;;) {
    if (inside_ == Inside::string || inside_ == Inside::composite_string) {
      if (escaped_ && at != end) {
        escaped_ = false;
        ++at;
      }
      // Most strings hold no backslash: look for the quote, then behind it.
      const char* quote = at;
      for (;;) {
        if (quote == end) {
          quote = nullptr;
          break;
        }
        quote = static_cast<const char*>(std::memchr(quote, '"', static_cast<std::size_t>(end - quote)));
        if (!quote) break;
        const char* slash = quote;
        while (slash != at && slash[-1] == '\\') --slash;
        if ((quote - slash) % 2 == 0) break;
        ++quote;
      }
      if (!quote) {
        const char* slash = end;
        while (slash != at && slash[-1] == '\\') --slash;
        escaped_ = (end - slash) % 2 != 0;
        at = end;
        return stop(false);
      }
      at = quote + 1;
      if (inside_ == Inside::string) return stop(true);
      inside_ = Inside::composite;
    }
    while (at != end && !kStructural[static_cast<unsigned char>(*at)]) ++at;
    if (at == end) return stop(false);
    const char c = *at++;
    if (c == '"') inside_ = Inside::composite_string;
    else if (c == '{' || c == '[') ++depth_;
    else if (--depth_ == 0) return stop(true);
  }
}

void ListSplitter::complete(std::string_view text) {
  inside_ = Inside::nothing;
  depth_ = 0;
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
