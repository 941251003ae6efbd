// Between Nodes and Json values; the one file that instantiates nlohmann's parse and dump.
#include <nlohmann/json.hpp>

#include "data/json.h"
#include "data/json_members.h"
#include "kpp/error.h"

namespace kpp::data {

Node to_node(const Json& json, Arena& arena, KeyOrder order) {
  switch (json.type()) {
    case Json::value_t::boolean: return Node::boolean(json.get<bool>());
    case Json::value_t::number_integer: return Node::integer(json.get<std::int64_t>());
    case Json::value_t::number_unsigned: return Node::unsigned_integer(json.get<std::uint64_t>());
    case Json::value_t::number_float: return Node::real(json.get<double>());
    case Json::value_t::string: return arena.copy_string(json.get_ref<const std::string&>());
    case Json::value_t::array: {
      std::vector<Node> items;
      items.reserve(json.size());
      for (const Json& item : json) items.push_back(to_node(item, arena, order));
      return arena.make_array(items);
    }
    case Json::value_t::object: {
      std::vector<Member> members;
      members.reserve(json.size());
      for (const auto& [key, value] : json.items()) members.push_back({arena.copy(key), to_node(value, arena, order)});
      arrange_members(members, 0, order);
      return arena.make_object(members);
    }
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded: break;
  }
  return Node::null();
}

Json to_json_value(Node node) {
  switch (node.kind()) {
    case Node::Kind::boolean: return node.as_bool();
    case Node::Kind::integer: return node.as_int();
    case Node::Kind::real: return node.is_unsigned() ? Json(node.as_unsigned()) : Json(node.as_double());
    case Node::Kind::string: return std::string(node.str());
    case Node::Kind::array: {
      Json out = Json::array();
      for (const Node item : node.items()) out.push_back(to_json_value(item));
      return out;
    }
    case Node::Kind::object: {
      Json out = Json::object();
      for (const Member& member : node.members()) out[std::string(member.key)] = to_json_value(member.value);
      return out;
    }
    case Node::Kind::missing:
    case Node::Kind::null: break;
  }
  return nullptr;
}

Json member(const Json& object, std::string_view name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? Json() : *found;
}

Json parse_json_value(std::string_view text) {
  const Document document = parse_json(text, KeyOrder::as_written);
  return to_json_value(document.root);
}

}  // namespace kpp::data
