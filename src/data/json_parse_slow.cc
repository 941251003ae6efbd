// See json_parse_slow.h. Source: RFC 8259; error words: https://pkg.go.dev/encoding/json
#include "data/json_parse_slow.h"

#include <charconv>
#include <cmath>

#include "base/limits.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/json_scan.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

class Reader {
 public:
  Reader(std::string_view text, Arena& arena, KeyOrder order) : text_(text), arena_(arena), order_(order) {}

  Node document() {
    blanks();
    const Node root = value(0);
    blanks();
    if (pos_ < text_.size()) unexpected("after top-level value");
    return root;
  }

 private:
  [[noreturn]] void unexpected(std::string_view where) {
    if (pos_ >= text_.size()) throw ParseError("unexpected end of JSON input");
    throw ParseError(fmt::format("invalid character {} {}", quote_byte(text_[pos_]), where));
  }

  void blanks() {
    while (pos_ < text_.size() && (text_[pos_] == ' ' || text_[pos_] == '\n' || text_[pos_] == '\t' || text_[pos_] == '\r')) ++pos_;
  }

  bool at(char c) const { return pos_ < text_.size() && text_[pos_] == c; }

  Node value(int depth) {
    if (depth > limits::kJsonDepth) throw ParseError("exceeded max depth");
    if (pos_ >= text_.size()) unexpected("");
    switch (text_[pos_]) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return Node::string(string());
      case 't': word("true"); return Node::boolean(true);
      case 'f': word("false"); return Node::boolean(false);
      case 'n': word("null"); return Node::null();
      default: break;
    }
    if (text_[pos_] == '-' || (text_[pos_] >= '0' && text_[pos_] <= '9')) return number();
    unexpected("looking for beginning of value");
  }

  void word(std::string_view expected) {
    for (std::size_t i = 0; i < expected.size(); ++i, ++pos_) {
      if (!at(expected[i])) unexpected(fmt::format("in literal {} (expecting '{}')", expected, expected[i]));
    }
  }

  Node object(int depth) {
    ++pos_;
    const std::size_t first = members_.size();
    blanks();
    if (at('}')) {
      ++pos_;
      return Node::object(nullptr, 0);
    }
    for (;;) {
      blanks();
      if (!at('"')) unexpected("looking for beginning of object key string");
      const std::string_view key = string();
      blanks();
      if (!at(':')) unexpected("after object key");
      ++pos_;
      blanks();
      const Node member = value(depth + 1);
      members_.push_back({key, member});
      blanks();
      if (at(',')) {
        ++pos_;
        continue;
      }
      if (!at('}')) unexpected("after object key:value pair");
      ++pos_;
      break;
    }
    arrange_members(members_, first, order_);
    const Node node = arena_.make_object(std::span(members_).subspan(first));
    members_.resize(first);
    return node;
  }

  Node array(int depth) {
    ++pos_;
    const std::size_t first = items_.size();
    blanks();
    if (at(']')) {
      ++pos_;
      return Node::array(nullptr, 0);
    }
    for (;;) {
      blanks();
      const Node item = value(depth + 1);
      items_.push_back(item);
      blanks();
      if (at(',')) {
        ++pos_;
        continue;
      }
      if (!at(']')) unexpected("after array element");
      ++pos_;
      break;
    }
    const Node node = arena_.make_array(std::span(items_).subspan(first));
    items_.resize(first);
    return node;
  }

  void digits() {
    if (pos_ >= text_.size() || text_[pos_] < '0' || text_[pos_] > '9') unexpected("in numeric literal");
    while (pos_ < text_.size() && text_[pos_] >= '0' && text_[pos_] <= '9') ++pos_;
  }

  Node number() {
    const std::size_t begin = pos_;
    bool whole = true;
    if (at('-')) ++pos_;
    if (at('0')) ++pos_;
    else digits();
    if (at('.')) {
      ++pos_;
      whole = false;
      if (pos_ >= text_.size() || text_[pos_] < '0' || text_[pos_] > '9') unexpected("after decimal point in numeric literal");
      digits();
    }
    if (at('e') || at('E')) {
      ++pos_;
      whole = false;
      if (at('+') || at('-')) ++pos_;
      if (pos_ >= text_.size() || text_[pos_] < '0' || text_[pos_] > '9') unexpected("in exponent of numeric literal");
      digits();
    }
    const char* from = text_.data() + begin;
    const char* to = text_.data() + pos_;
    if (whole) {
      std::int64_t integer = 0;
      if (std::from_chars(from, to, integer).ec == std::errc()) return Node::integer(integer);
    }
    double real = 0;
    if (std::from_chars(from, to, real).ec != std::errc() && text_.substr(begin, pos_ - begin).size() > 0) {
      // Out of range: too small is zero, too large is an error, as in strconv.ParseFloat.
      const std::string copy(from, to);
      real = std::strtod(copy.c_str(), nullptr);
      if (std::isinf(real)) throw ParseError("json: cannot unmarshal number " + copy + " into Go value of type float64");
    }
    return Node::real(real);
  }

  unsigned hex4() {
    unsigned code = 0;
    for (int i = 0; i < 4; ++i, ++pos_) {
      if (pos_ >= text_.size()) unexpected("");
      const char c = text_[pos_];
      const unsigned digit = c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0')
                             : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                             : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10) : 16;
      if (digit > 15) unexpected("in \\u hexadecimal character escape");
      code = code * 16 + digit;
    }
    return code;
  }

  void escape(std::string& out) {
    ++pos_;
    if (pos_ >= text_.size()) unexpected("");
    const char c = text_[pos_];
    switch (c) {
      case '"': case '\\': case '/': out += c; break;
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'u': {
        ++pos_;
        unsigned code = hex4();
        if (code >= 0xD800 && code < 0xE000) {
          const std::size_t after = pos_;
          if (code < 0xDC00 && pos_ + 1 < text_.size() && text_[pos_] == '\\' && text_[pos_ + 1] == 'u') {
            pos_ += 2;
            const unsigned low = hex4();
            if (low >= 0xDC00 && low < 0xE000) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
          }
          if (code < 0x10000) {
            pos_ = after;
            code = 0xFFFD;
          }
        }
        append_rune(out, code);
        return;
      }
      default: unexpected("in string escape code");
    }
    ++pos_;
  }

  std::string_view string() {
    ++pos_;
    std::string out;
    for (;;) {
      if (pos_ >= text_.size()) unexpected("");
      const char c = text_[pos_];
      if (c == '"') break;
      if (c == '\\') escape(out);
      else if (static_cast<unsigned char>(c) < 0x20) unexpected("in string literal");
      else if (static_cast<unsigned char>(c) < 0x80) {
        out += c;
        ++pos_;
      } else append_rune(out, decode_rune(text_, pos_));
    }
    ++pos_;
    return arena_.copy(out);
  }

  std::string_view text_;
  Arena& arena_;
  KeyOrder order_;
  std::size_t pos_ = 0;
  std::vector<Member> members_;
  std::vector<Node> items_;
};

}  // namespace

Node parse_json_slowly(std::string_view text, Arena& arena, KeyOrder order) { return Reader(text, arena, order).document(); }

void arrange_members(std::vector<Member>& members, std::size_t first, KeyOrder order) {
  const auto begin = members.begin() + static_cast<std::ptrdiff_t>(first);
  const auto by_key = [](const Member& a, const Member& b) { return a.key < b.key; };
  if (order == KeyOrder::sorted) {
    if (!std::is_sorted(begin, members.end(), by_key)) std::stable_sort(begin, members.end(), by_key);
    // Of equal keys the last one counts.
    auto to = begin;
    for (auto from = begin; from != members.end(); ++from) {
      if (to != begin && (to - 1)->key == from->key) *(to - 1) = *from;
      else *to++ = *from;
    }
    members.erase(to, members.end());
    return;
  }
  // A small object is scanned; a large one sorted beside itself to find out whether any key repeats.
  const auto count = static_cast<std::size_t>(members.end() - begin);
  bool repeated = false;
  if (count <= 16) {
    for (auto a = begin; a != members.end() && !repeated; ++a) {
      repeated = std::any_of(begin, a, [&](const Member& earlier) { return earlier.key == a->key; });
    }
  } else {
    std::vector<std::string_view> keys;
    keys.reserve(count);
    for (auto a = begin; a != members.end(); ++a) keys.push_back(a->key);
    std::sort(keys.begin(), keys.end());
    repeated = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  }
  if (!repeated) return;
  std::unordered_map<std::string_view, std::size_t> place;
  std::vector<Member> kept;
  for (auto a = begin; a != members.end(); ++a) {
    const auto [found, fresh] = place.emplace(a->key, kept.size());
    if (fresh) kept.push_back(*a);
    else kept[found->second].value = a->value;
  }
  members.erase(begin, members.end());
  members.insert(members.end(), kept.begin(), kept.end());
}

}  // namespace kpp::data
