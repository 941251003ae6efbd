// See yaml_oracle.h.
#include "data/yaml_oracle.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "kpp/error.h"

namespace kpp::test {
namespace {

constexpr std::string_view kStandardTag = "tag:yaml.org,2002:";

template <class Value>
std::optional<Value> as(const YAML::Node& node) {
  Value value{};
  return YAML::convert<Value>::decode(node, value) ? std::optional(value) : std::nullopt;
}

// yaml-cpp gives a text and its tag: "?" for a plain one, "!" for one in quotes or a block.
Json scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  std::string tag = node.Tag();
  if (tag.starts_with(kStandardTag)) tag.erase(0, kStandardTag.size());
  if (tag != "?" && tag != "bool" && tag != "int" && tag != "float" && tag != "null") return text;
  if (node.IsNull() || YAML::IsNullString(text)) return nullptr;
  if (const auto value = as<bool>(node)) return *value;
  if (tag != "float") {
    if (const auto value = as<std::int64_t>(node)) return *value;
  }
  if (const auto value = as<double>(node)) return *value;
  return text;
}

std::string key_text(const YAML::Node& key) {
  if (!key.IsScalar() && !key.IsNull()) throw Error("a key that is no scalar");
  const Json value = key.IsNull() ? Json() : scalar(key);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Json value_of(const YAML::Node& node) {
  if (node.IsSequence()) {
    Json out = Json::array();
    for (const YAML::Node& item : node) out.push_back(value_of(item));
    return out;
  }
  if (node.IsMap()) {
    Json out = Json::object();
    for (const auto& member : node) out[key_text(member.first)] = value_of(member.second);
    return out;
  }
  return node.IsScalar() ? scalar(node) : Json();
}

}  // namespace

std::optional<Json> read_by_yaml_cpp(const std::string& text) {
  try {
    return value_of(YAML::Load(text));
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
}

bool same_meaning(const Json& read, Node value) {
  switch (value.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: return read.is_null();
    case Node::Kind::boolean: return read == value.as_bool();
    case Node::Kind::integer:
      if (read.is_number_integer()) return read.get<std::int64_t>() == value.as_int();
      [[fallthrough]];
    case Node::Kind::real: return read.is_number() && read.get<double>() == value.as_double();
    case Node::Kind::string: return read.is_string() && read.get_ref<const std::string&>() == value.str();
    case Node::Kind::array:
      return read.is_array() && read.size() == value.size() &&
             std::equal(read.begin(), read.end(), value.items().begin(), same_meaning);
    case Node::Kind::object:
      return read.is_object() && read.size() == value.size() &&
             std::all_of(value.members().begin(), value.members().end(), [&](const Member& member) {
               const auto found = read.find(member.key);
               return found != read.end() && same_meaning(*found, member.value);
             });
  }
  return false;
}

}  // namespace kpp::test
