// See parse.h.
#include "algo/jsonpath/parse.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "algo/jsonpath/unquote.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "data/go_number.h"
#include "kpp/error.h"

namespace kpp::algo::jsonpath {
namespace {

bool ends_name(char c) { return std::string_view(" \t\r\n.,[]$@{}").find(c) != std::string_view::npos; }
bool begins_name(char32_t rune) { return rune == '_' || is_letter(rune) || is_decimal_digit(rune); }

// A code point as messages show it: U+007C '|'.
std::string described(char32_t rune) {
  std::string text = fmt::format("U+{:04X}", static_cast<std::uint32_t>(rune));
  if (!is_printable(rune)) return text;
  text += " '";
  append_rune(text, rune);
  return text + "'";
}

std::optional<std::int64_t> decimal(std::string_view text) { return data::parse_go_int(text, 10); }

Path parse_in_braces(std::string_view text);

// "from:to:step", each a number or nothing; false when the text is not of that form.
bool cut_slice(std::string_view text, std::array<std::string_view, 3>& parts, std::array<bool, 3>& given) {
  std::size_t pos = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) {
      if (pos == text.size()) return true;
      if (text[pos] != ':') return false;
      ++pos;
      given[i] = true;
    }
    const std::size_t begin = pos;
    if (pos < text.size() && text[pos] == '-') ++pos;
    while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') ++pos;
    parts[i] = text.substr(begin, pos - begin);
  }
  return pos == text.size();
}

Step slice(std::string_view text) {
  std::array<std::string_view, 3> parts;
  std::array<bool, 3> given{};
  if (!cut_slice(text, parts, given)) throw ParseError("invalid array index " + std::string(text));
  Step step;
  step.kind = Step::Kind::array;
  for (std::size_t i = 0; i < 3; ++i) {
    if (parts[i].empty()) continue;
    const auto value = decimal(parts[i]);
    if (!value) throw ParseError("array index " + std::string(parts[i]) + " is not a number");
    step.bounds[i] = {*value, true, false};
  }
  if (!given[1]) {
    const std::int64_t from = step.bounds[0].value;
    step.bounds[1] = {from == std::numeric_limits<std::int64_t>::max() ? from : from + 1, true, true};
  }
  return step;
}

Step text_step(Step::Kind kind, std::string text) {
  Step step;
  step.kind = kind;
  step.text = std::move(text);
  return step;
}

class Parser {
 public:
  explicit Parser(std::string_view input) : input_(input) {}

  Path parse() {
    Path root;
    while (pos_ < input_.size()) {
      const std::size_t brace = std::min(input_.find('{', pos_), input_.size());
      if (brace > pos_) root.push_back(text_step(Step::Kind::text, std::string(input_.substr(pos_, brace - pos_))));
      pos_ = brace;
      if (pos_ == input_.size()) break;
      ++pos_;
      Step list;
      list.kind = Step::Kind::list;
      list.paths.emplace_back();
      braces(list.paths.front());
      root.push_back(std::move(list));
    }
    return root;
  }

 private:
  bool at(std::string_view prefix) const { return input_.substr(pos_).starts_with(prefix); }
  bool at_end() const { return pos_ >= input_.size(); }

  // What stands between braces; ends behind the closing one.
  void braces(Path& path) {
    while (true) {
      if (at_end()) throw ParseError("unclosed action");
      const char c = input_[pos_];
      if (c == '}') {
        ++pos_;
        return;
      }
      if (at("[?(")) {
        filter(path);
      } else if (at("..")) {
        recursive(path);
      } else if (c == '\r' || c == '\n') {
        throw ParseError("unclosed action");
      } else if (c == ' ' || c == '@' || c == '$') {
        ++pos_;
      } else if (c == '[') {
        array(path);
      } else if (c == '"' || c == '\'') {
        quoted(path, c);
      } else if (c == '.') {
        ++pos_;
        field(path);
      } else {
        literal(path);
      }
    }
  }

  void literal(Path& path) {
    std::size_t next = pos_;
    const char32_t rune = decode_rune(input_, next);
    if (rune == '+' || rune == '-' || is_decimal_digit(rune)) return number(path);
    if (!begins_name(rune)) throw ParseError("unrecognized character in action: " + described(rune));
    const std::size_t begin = pos_;
    while (!at_end() && !ends_name(input_[pos_])) ++pos_;
    std::string word(input_.substr(begin, pos_ - begin));
    if (word != "true" && word != "false") return path.push_back(text_step(Step::Kind::word, std::move(word)));
    Step step;
    step.kind = Step::Kind::boolean;
    step.boolean = word == "true";
    path.push_back(std::move(step));
  }

  void number(Path& path) {
    const std::size_t begin = pos_;
    if (input_[pos_] == '+' || input_[pos_] == '-') ++pos_;
    while (!at_end()) {
      std::size_t next = pos_;
      const char32_t rune = decode_rune(input_, next);
      if (rune != '.' && !is_decimal_digit(rune)) break;
      pos_ = next;
    }
    const std::string_view text = input_.substr(begin, pos_ - begin);
    Step step;
    if (const auto integer = decimal(text)) {
      step.kind = Step::Kind::integer;
      step.integer = *integer;
    } else if (const auto real = data::parse_go_float(text)) {
      step.kind = Step::Kind::real;
      step.real = *real;
    } else {
      throw ParseError("cannot parse number " + std::string(text));
    }
    path.push_back(std::move(step));
  }

  // A name up to where it ends; a backslash takes the next character into it and is left out.
  void field(Path& path) {
    std::string name;
    const std::size_t begin = pos_;
    while (!at_end() && !ends_name(input_[pos_])) {
      if (input_[pos_] == '\\' && pos_ + 1 < input_.size()) {
        ++pos_;
        if (input_[pos_] == '\\') {
          ++pos_;
          continue;
        }
      }
      if (input_[pos_] != '\\') name += input_[pos_];
      ++pos_;
    }
    if (input_.substr(begin, pos_ - begin) == "*") {
      Step step;
      step.kind = Step::Kind::wildcard;
      return path.push_back(std::move(step));
    }
    path.push_back(text_step(Step::Kind::field, std::move(name)));
  }

  void recursive(Path& path) {
    if (!path.empty() && path.back().kind == Step::Kind::recursive) {
      throw ParseError("invalid multiple recursive descent");
    }
    pos_ += 2;
    Step step;
    step.kind = Step::Kind::recursive;
    path.push_back(std::move(step));
    if (at_end()) return;
    std::size_t next = pos_;
    if (begins_name(decode_rune(input_, next))) field(path);
  }

  void quoted(Path& path, char quote) {
    const std::size_t begin = pos_++;
    while (true) {
      if (at_end() || input_[pos_] == '\n') throw ParseError("unterminated quoted string");
      const bool ends = input_[pos_] == quote && input_[pos_ - 1] != '\\';
      ++pos_;
      if (ends) break;
    }
    const std::string_view text = input_.substr(begin, pos_ - begin);
    auto plain = unquote(text);
    if (!plain) throw ParseError("unquote string " + std::string(text) + " error invalid syntax");
    path.push_back(text_step(Step::Kind::text, *std::move(plain)));
  }

  void array(Path& path) {
    const std::size_t begin = pos_ + 1;
    const std::size_t end = input_.find_first_of("]\n", begin);
    if (end == std::string_view::npos || input_[end] == '\n') throw ParseError("unterminated array");
    std::string_view text = input_.substr(begin, end - begin);
    pos_ = end + 1;
    if (text == "*") text = ":";
    if (text.find(',') != std::string_view::npos) {
      Step step;
      step.kind = Step::Kind::set;
      for (const std::string& part : split(text, ',')) {
        const std::string_view member = trim_right(trim_left(part, " "), " ");
        step.paths.push_back(parse_in_braces(std::string("[").append(member).append("]")));
      }
      return path.push_back(std::move(step));
    }
    const bool key = text.size() >= 2 && text.front() == '\'' && text.find('\'', 1) == text.size() - 1;
    if (!key) return path.push_back(slice(text));
    Path inner = parse_in_braces("." + std::string(text.substr(1, text.size() - 2)));
    for (Step& step : inner) path.push_back(std::move(step));
  }

  // The text of a filter up to its ")", which must be followed by "]".
  std::string_view filter_text() {
    pos_ += 3;
    const std::size_t begin = pos_;
    char quote = 0;
    bool closed = false;
    for (;; ++pos_) {
      if (at_end() || input_[pos_] == '\n') throw ParseError("unterminated filter");
      const char c = input_[pos_];
      if (c == '"' || c == '\'') {
        if (quote == 0) {
          quote = c;
        } else if (c == quote && input_[pos_ - 1] != '\\') {
          closed = true;
        }
      } else if (c == ')' && (quote != 0) == closed) {
        break;
      }
    }
    const std::string_view text = input_.substr(begin, pos_ - begin);
    ++pos_;
    if (at_end() || input_[pos_] != ']') throw ParseError("unclosed array expect ]");
    ++pos_;
    return text;
  }

  void filter(Path& path) {
    constexpr std::string_view kOperators = "!<>=";
    const std::string_view text = filter_text();
    Step step;
    step.kind = Step::Kind::filter;
    const std::size_t left = std::min(text.find_first_of(kOperators), text.size());
    std::size_t right = std::min(text.find_first_not_of(kOperators, left), text.size());
    // The right side has one character at least, were it one of the operator's.
    if (right == text.size() && right - left > 1) --right;
    if (left == 0 || left == text.size() || right == text.size()) {
      step.text = "exists";
      step.paths.push_back(parse_in_braces(text));
      step.paths.emplace_back();
    } else {
      step.text = text.substr(left, right - left);
      step.paths.push_back(parse_in_braces(text.substr(0, left)));
      step.paths.push_back(parse_in_braces(text.substr(right)));
    }
    path.push_back(std::move(step));
  }

  std::string_view input_;
  std::size_t pos_ = 0;
};

// The first braces of "{text}"; what stands behind them must be readable too.
Path parse_in_braces(std::string_view text) {
  const std::string braced = std::string("{").append(text).append("}");
  return std::move(Parser(braced).parse().front().paths.front());
}

}  // namespace

Path parse_template(std::string_view text) { return Parser(text).parse(); }

}  // namespace kpp::algo::jsonpath
