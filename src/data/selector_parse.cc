// Reads label selectors: "a=b,c!=d,e in (f,g),!h,i>3".
#include <algorithm>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "data/go_number.h"
#include "data/json.h"
#include "data/label_syntax.h"
#include "data/selector.h"
#include "kpp/error.h"

namespace kpp {
namespace {

using Op = Selector::Op;

enum class Token { end, close, comma, bang, double_equals, equals, greater, word, in, less, not_equals, not_in, open };

struct Item {
  Token token = Token::end;
  std::string_view text;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_special(char c) { return std::string_view("=!(),><").find(c) != std::string_view::npos; }

Item special_at(std::string_view text) {
  if (text.starts_with("==")) return {Token::double_equals, text.substr(0, 2)};
  if (text.starts_with("!=")) return {Token::not_equals, text.substr(0, 2)};
  const std::string_view one = text.substr(0, 1);
  switch (text[0]) {
    case '=': return {Token::equals, one};
    case '!': return {Token::bang, one};
    case '(': return {Token::open, one};
    case ')': return {Token::close, one};
    case ',': return {Token::comma, one};
    case '>': return {Token::greater, one};
    default: return {Token::less, one};
  }
}

class SelectorReader {
 public:
  explicit SelectorReader(std::string_view text) : text_(text) {}

  Selector read() {
    std::vector<Selector::Requirement> requirements;
    while (peek_value().token != Token::end) {
      if (!begins_requirement(peek_value())) {
        fail(peek(), ", expected: !, identifier, or 'end of string'");
      }
      try {
        requirements.push_back(requirement());
      } catch (ParseError& error) {
        error.add_context("unable to parse requirement");
        throw;
      }
      const Item separator = take();
      if (separator.token == Token::end) break;
      if (separator.token != Token::comma) fail(separator, ", expected: ',' or 'end of string'");
      if (!begins_requirement(peek_value())) fail(peek(), ", expected: identifier after ','");
    }
    return Selector::of(std::move(requirements));
  }

 private:
  [[noreturn]] static void fail(const Item& found, std::string_view expected) {
    throw ParseError(std::string("found '").append(found.text).append("'").append(expected));
  }

  static bool begins_requirement(const Item& item) { return item.token == Token::word || item.token == Token::bang; }

  // The token at `pos`, which is moved past it.
  Item scan(std::size_t& pos) const {
    while (pos < text_.size() && is_blank(text_[pos])) ++pos;
    if (pos >= text_.size()) return {};
    if (is_special(text_[pos])) {
      const Item item = special_at(text_.substr(pos));
      pos += item.text.size();
      return item;
    }
    const std::size_t begin = pos;
    while (pos < text_.size() && !is_blank(text_[pos]) && !is_special(text_[pos])) ++pos;
    const std::string_view word = text_.substr(begin, pos - begin);
    if (word == "in") return {Token::in, word};
    if (word == "notin") return {Token::not_in, word};
    return {Token::word, word};
  }

  // "in" and "notin" are plain words everywhere but where an operator is wanted.
  static Item as_value(Item item) {
    if (item.token == Token::in || item.token == Token::not_in) item.token = Token::word;
    return item;
  }
  Item peek() const {
    std::size_t pos = pos_;
    return scan(pos);
  }
  Item peek_value() const { return as_value(peek()); }
  Item take() { return scan(pos_); }
  Item take_value() { return as_value(take()); }

  Selector::Requirement requirement() {
    Selector::Requirement result;
    Item key = take_value();
    const bool negated = key.token == Token::bang;
    if (negated) key = take_value();
    if (key.token != Token::word) fail(key, ", expected: identifier");
    result.key = key.text;
    if (const auto problems = data::label_key_problems(key.text); !problems.empty()) {
      throw ParseError("<nil>: Invalid value: " + go_quote(key.text) + ": " + join(problems, "; "));
    }
    const Token next = peek_value().token;
    if (negated) {
      result.op = Op::not_exists;
    } else if (next == Token::end || next == Token::comma) {
      result.op = Op::exists;
    } else {
      result.op = op();
      result.values = result.op == Op::in || result.op == Op::not_in ? value_list() : single_value();
      std::sort(result.values.begin(), result.values.end());
      result.values.erase(std::unique(result.values.begin(), result.values.end()), result.values.end());
    }
    Selector::check_requirement(result);
    return result;
  }

  Op op() {
    const Item item = take();
    switch (item.token) {
      case Token::in: return Op::in;
      case Token::not_in: return Op::not_in;
      case Token::equals: return Op::equals;
      case Token::double_equals: return Op::double_equals;
      case Token::not_equals: return Op::not_equals;
      case Token::greater: return Op::greater;
      case Token::less: return Op::less;
      case Token::end:
      case Token::close:
      case Token::comma:
      case Token::bang:
      case Token::word:
      case Token::open: break;
    }
    fail(item, ", expected: in, notin, =, ==, !=, gt, lt");
  }

  std::vector<std::string> single_value() {
    const Item next = peek_value();
    if (next.token == Token::end || next.token == Token::comma) return {""};
    const Item value = take_value();
    if (value.token != Token::word) fail(value, ", expected: identifier");
    return {std::string(value.text)};
  }

  std::vector<std::string> value_list() {
    if (const Item open = take_value(); open.token != Token::open) fail(open, " expected: '('");
    const Item first = peek_value();
    if (first.token == Token::close) {
      take();
      return {""};
    }
    if (first.token != Token::word && first.token != Token::comma) fail(first, ", expected: ',', ')' or identifier");
    // An empty place between commas or at either end is the empty text.
    std::vector<std::string> values;
    while (true) {
      const Item item = take_value();
      if (item.token == Token::word) {
        values.emplace_back(item.text);
        const Item next = peek_value();
        if (next.token == Token::close) break;
        if (next.token != Token::comma) fail(next, ", expected: ',' or ')'");
      } else if (item.token == Token::comma) {
        const Token next = peek_value().token;
        if (values.empty() || next == Token::close || next == Token::comma) values.emplace_back();
        if (next == Token::close) break;
      } else {
        fail(item, ", expected: ',', or identifier");
      }
    }
    take();
    return values;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
};

std::string values_as_json(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) {
    if (text.size() > 1) text += ',';
    data::write_json_string(value, text);
  }
  return text + "]";
}

}  // namespace

Selector Selector::parse(std::string_view text) {
  // A NUL ends the text for apimachinery.
  return SelectorReader(text.substr(0, text.find('\0'))).read();
}

void Selector::check_requirement(const Requirement& requirement) {
  std::vector<std::string> errors;
  const auto& values = requirement.values;
  if (const auto problems = data::label_key_problems(requirement.key); !problems.empty()) {
    errors.push_back("key: Invalid value: " + go_quote(requirement.key) + ": " + join(problems, "; "));
  }
  const auto refuse_count = [&](std::string_view why) {
    errors.push_back("values: Invalid value: " + values_as_json(values) + ": " + std::string(why));
  };
  const auto at = [](std::size_t index) { return "values[" + std::to_string(index) + "]"; };
  switch (requirement.op) {
    case Op::in:
    case Op::not_in:
      if (values.empty()) refuse_count("for 'in', 'notin' operators, values set can't be empty");
      break;
    case Op::equals:
    case Op::double_equals:
    case Op::not_equals:
      if (values.size() != 1) refuse_count("exact-match compatibility requires one single value");
      break;
    case Op::exists:
    case Op::not_exists:
      if (!values.empty()) refuse_count("values set must be empty for exists and does not exist");
      break;
    case Op::greater:
    case Op::less:
      if (values.size() != 1) refuse_count("for 'Gt', 'Lt' operators, exactly one value is required");
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (data::parse_go_int(values[i], 10)) continue;
        errors.push_back(at(i) + ": Invalid value: " + go_quote(values[i]) +
                         ": for 'Gt', 'Lt' operators, the value must be an integer");
      }
      break;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto problems = data::label_value_problems(values[i]);
    if (problems.empty()) continue;
    errors.push_back(at(i) + "[" + requirement.key + "]: Invalid value: " + go_quote(values[i]) + ": " +
                     join(problems, "; "));
  }
  if (errors.empty()) return;
  throw ParseError(errors.size() == 1 ? errors.front() : "[" + join(errors, ", ") + "]");
}

}  // namespace kpp
