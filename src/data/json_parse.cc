// Reads JSON into Nodes, in one pass: most texts stay where they are.
#include <span>

#include "base/limits.h"
#include "data/bracket_walk.h"
#include "data/json.h"
#include "data/json_cursor.h"
#include "data/json_members.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

// What a value is to the one whose managedFields are left out.
enum class Inside { elsewhere, row, object, metadata };

Inside place_below(Inside place, std::string_view key) {
  if (place == Inside::row && key == "object") return Inside::object;
  return place == Inside::object && key == "metadata" ? Inside::metadata : Inside::elsewhere;
}

}  // namespace

struct JsonParser::Impl {
  std::vector<Member> members;
  std::vector<Node> items;
};

namespace {

class JsonReader {
 public:
  JsonReader(JsonCursor& cursor, Arena& arena, KeyOrder order, std::vector<Member>& members, std::vector<Node>& items)
      : cursor_(cursor), arena_(arena), order_(order), members_(members), items_(items) {}

  Node document(Inside place) {
    members_.clear();
    items_.clear();
    cursor_.blanks();
    const Node root = value(0, place);
    cursor_.blanks();
    if (!cursor_.at_end()) cursor_.unexpected("after top-level value");
    return root;
  }

 private:
  Node value(int depth, Inside place) {
    if (depth > limits::kJsonDepth) throw ParseError("exceeded max depth");
    if (cursor_.at_end()) cursor_.unexpected("");
    switch (cursor_.peek()) {
      case '{': return object(depth, place);
      case '[': return array(depth);
      case '"': return Node::string(cursor_.string());
      case 't': cursor_.word("true"); return Node::boolean(true);
      case 'f': cursor_.word("false"); return Node::boolean(false);
      case 'n': cursor_.word("null"); return Node::null();
      default: break;
    }
    if (cursor_.peek() == '-' || (cursor_.peek() >= '0' && cursor_.peek() <= '9')) return cursor_.number();
    cursor_.unexpected("looking for beginning of value");
  }

  // Behind an element or a member: true when another one follows, false behind the closing bracket.
  bool another(char closing, std::string_view where) {
    cursor_.blanks();
    const bool more = cursor_.at(',');
    if (!more && !cursor_.at(closing)) cursor_.unexpected(where);
    cursor_.step();
    return more;
  }

  bool begins_empty(char closing) {
    cursor_.step();
    cursor_.blanks();
    if (!cursor_.at(closing)) return false;
    cursor_.step();
    return true;
  }

  Node object(int depth, Inside place) {
    if (begins_empty('}')) return Node::object(nullptr, 0);
    const std::size_t first = members_.size();
    do {
      cursor_.blanks();
      if (!cursor_.at('"')) cursor_.unexpected("looking for beginning of object key string");
      const std::string_view key = cursor_.string();
      cursor_.blanks();
      if (!cursor_.at(':')) cursor_.unexpected("after object key");
      cursor_.step();
      cursor_.blanks();
      if (place == Inside::metadata && key == "managedFields" && cursor_.at('[')) {
        pass_over();
        continue;
      }
      const Node member = value(depth + 1, place == Inside::elsewhere ? place : place_below(place, key));
      members_.push_back({key, member});
    } while (another('}', "after object key:value pair"));
    arrange_members(members_, first, order_);
    const Node node = arena_.make_object(std::span(members_).subspan(first));
    members_.resize(first);
    return node;
  }

  Node array(int depth) {
    if (begins_empty(']')) return Node::array(nullptr, 0);
    const std::size_t first = items_.size();
    do {
      cursor_.blanks();
      const Node item = value(depth + 1, Inside::elsewhere);
      items_.push_back(item);
    } while (another(']', "after array element"));
    const Node node = arena_.make_array(std::span(items_).subspan(first));
    items_.resize(first);
    return node;
  }

  // Nobody will look at this value: only its end is looked for.
  void pass_over() {
    const std::string_view rest = cursor_.rest();
    const char* at = rest.data();
    BracketWalk().advance(at, rest.data() + rest.size());
    cursor_.skip(static_cast<std::size_t>(at - rest.data()));
  }

  JsonCursor& cursor_;
  Arena& arena_;
  KeyOrder order_;
  std::vector<Member>& members_;  // of all objects under way
  std::vector<Node>& items_;
};

}  // namespace

JsonParser::JsonParser() : impl_(std::make_unique<Impl>()) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

Node JsonParser::parse(std::string_view text, Arena& arena, KeyOrder order, ManagedFields managed) {
  JsonCursor cursor(text, arena, false);
  const Inside place = managed == ManagedFields::keep   ? Inside::elsewhere
                       : managed == ManagedFields::drop ? Inside::object
                                                        : Inside::row;
  return JsonReader(cursor, arena, order, impl_->members, impl_->items).document(place);
}

Node parse_json(std::string_view text, Arena& arena, KeyOrder order) {
  JsonCursor cursor(text, arena, true);
  std::vector<Member> members;
  std::vector<Node> items;
  return JsonReader(cursor, arena, order, members, items).document(Inside::elsewhere);
}

Document parse_json(std::string_view text, KeyOrder order) {
  Document document;
  document.root = parse_json(text, document.arena, order);
  return document;
}

}  // namespace kpp::data
