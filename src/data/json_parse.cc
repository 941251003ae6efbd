// Reads JSON into Nodes: simdjson finds the values, the arena keeps them.
#include <simdjson.h>

#include "data/json.h"
#include "data/json_parse_slow.h"
#include "kpp/error.h"

namespace kpp::data {

struct JsonParser::Impl {
  simdjson::dom::parser parser;
  std::vector<Member> members;
  std::vector<Node> items;

  // Whether Nodes keep their own copies of texts, or use the parser's.
  enum class Texts { copied, borrowed };

  // What an element is to the one whose managedFields are left out.
  enum class Place { elsewhere, row, object, metadata };

  static Place place_below(Place place, std::string_view key) {
    if (place == Place::row && key == "object") return Place::object;
    return place == Place::object && key == "metadata" ? Place::metadata : Place::elsewhere;
  }

  template <Texts texts>
  static std::string_view text(std::string_view text, Arena& arena) {
    return texts == Texts::borrowed ? text : arena.copy(text);
  }

  template <Texts texts>
  Node convert(simdjson::dom::element element, Arena& arena, KeyOrder order, Place place = Place::elsewhere) {
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
      case Type::NULL_VALUE: return Node::null();
      case Type::BOOL: return Node::boolean(element.get_bool().value_unsafe());
      case Type::INT64: return Node::integer(element.get_int64().value_unsafe());
      case Type::UINT64: return Node::real(static_cast<double>(element.get_uint64().value_unsafe()));
      case Type::DOUBLE: return Node::real(element.get_double().value_unsafe());
      case Type::STRING: return Node::string(text<texts>(element.get_string().value_unsafe(), arena));
      case Type::ARRAY: {
        const std::size_t first = items.size();
        const simdjson::dom::array array = element.get_array().value_unsafe();  // a copy: the result it is in goes
        for (const simdjson::dom::element item : array) {
          const Node node = convert<texts>(item, arena, order);
          items.push_back(node);
        }
        const Node node = arena.make_array(std::span(items).subspan(first));
        items.resize(first);
        return node;
      }
      case Type::OBJECT: break;
    }
    const std::size_t first = members.size();
    const simdjson::dom::object object = element.get_object().value_unsafe();
    for (const simdjson::dom::key_value_pair field : object) {
      if (place == Place::metadata && field.key == "managedFields") continue;
      const Node value = convert<texts>(field.value, arena, order, place == Place::elsewhere ? place : place_below(place, field.key));
      members.push_back({text<texts>(field.key, arena), value});
    }
    arrange_members(members, first, order);
    const Node node = arena.make_object(std::span(members).subspan(first));
    members.resize(first);
    return node;
  }
};

JsonParser::JsonParser() : impl_(std::make_unique<Impl>()) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

Node JsonParser::parse(std::string_view text, Arena& arena, KeyOrder order, ManagedFields managed) {
  simdjson::dom::element root;
  if (impl_->parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) {
    return parse_json_slowly(text, arena, order);
  }
  const Impl::Place place = managed == ManagedFields::keep     ? Impl::Place::elsewhere
                            : managed == ManagedFields::drop ? Impl::Place::object
                                                             : Impl::Place::row;
  return impl_->convert<Impl::Texts::borrowed>(root, arena, order, place);
}

Node parse_json(std::string_view text, Arena& arena, KeyOrder order) {
  JsonParser::Impl impl;
  simdjson::dom::element root;
  if (impl.parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) return parse_json_slowly(text, arena, order);
  return impl.convert<JsonParser::Impl::Texts::copied>(root, arena, order);
}

Document parse_json(std::string_view text, KeyOrder order) {
  Document document;
  document.root = parse_json(text, document.arena, order);
  return document;
}

}  // namespace kpp::data
