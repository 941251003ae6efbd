// See struct_type.h.
#include "schema/struct_type.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "base/base64.h"
#include "base/quote.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"

namespace kpp::schema {
namespace {

// Where a value stands, for encoding/json's words.
struct Place {
  std::string_view owner;
  std::string path;

  [[noreturn]] void refuse(Node value, std::string_view wanted) const {
    throw ConfigError(cannot_unmarshal_field(go_json_type(value), owner, path, wanted));
  }
  std::string text(Node value, std::string_view go_type = "string") const {
    if (value.has_value() && !value.is_string()) refuse(value, go_type);
    return std::string(value.str());
  }
};

class StructDecoder {
 public:
  explicit StructDecoder(UnknownMembers unknown) : unknown_(unknown) {}

  Json object(Node node, const StructType& type, const std::string& path) const {
    Json out = Json::object();
    for (const StructField& field : type.fields) {
      const Node value = node[field.name];
      const Place place{type.name, path.empty() ? std::string(field.name) : fmt::format("{}.{}", path, field.name)};
      Json decoded = value.has_value() ? this->value(value, field, place) : Json();
      if (!decoded.is_null()) out[std::string(field.name)] = std::move(decoded);
    }
    if (unknown_ == UnknownMembers::keep) {
      for (const Member& member : node.members()) {
        if (!type.find(member.key)) out[std::string(member.key)] = data::to_json_value(member.value);
      }
    }
    if (type.set_defaults) type.set_defaults(out);
    normalise_struct(out, type);
    return out;
  }

 private:
  Json value(Node value, const StructField& field, const Place& place) const {
    switch (field.type) {
      case FieldType::text: return place.text(value, field.go_type);
      case FieldType::flag:
        if (!value.is_boolean()) place.refuse(value, "bool");
        return value.as_bool();
      case FieldType::bytes:
        if (!value.is_string()) place.refuse(value, "[]uint8");
        return base64_encode(base64_decode_or_throw(value.str()));
      case FieldType::texts: return texts(value, place);
      case FieldType::text_map:
        if (!value.is_object()) place.refuse(value, "map[string]string");
        return each(value, [&](Node member) { return Json(place.text(member)); });
      case FieldType::texts_map:
        if (!value.is_object()) place.refuse(value, "map[string][]string");
        return each(value, [&](Node member) { return member.has_value() ? texts(member, place) : Json(); });
      case FieldType::object:
        if (!value.is_object()) place.refuse(value, fmt::format("{}.{}", field.of->package, field.of->name));
        return object(value, *field.of, place.path);
      case FieldType::object_list: return list(value, field, place);
      case FieldType::extensions: return extensions(value, place);
    }
    return {};
  }

  template <class Make>
  static Json each(Node value, Make make) {
    Json out = Json::object();
    for (const Member& member : value.members()) out[std::string(member.key)] = make(member.value);
    return out;
  }

  static Json texts(Node value, const Place& place) {
    if (!value.is_array()) place.refuse(value, "[]string");
    Json out = Json::array();
    for (const Node item : value.items()) out.push_back(place.text(item));
    return out;
  }

  Json list(Node value, const StructField& field, const Place& place) const {
    if (!value.is_array()) place.refuse(value, fmt::format("[]{}.{}", field.of->package, field.of->name));
    Json out = Json::array();
    for (const Node item : value.items()) {
      if (item.has_value() && !item.is_object()) {
        place.refuse(item, fmt::format("{}.{}", field.of->package, field.of->name));
      }
      out.push_back(object(item, *field.of, place.path));
    }
    if (field.named) sort_by_name(out, field.of->name, field.of->fields[1].of->name);
    return out;
  }

  static Json extensions(Node value, const Place& place) {
    if (!value.is_array()) place.refuse(value, "[]v1.NamedExtension");
    Json out = Json::array();
    for (const Node item : value.items()) {
      if (item.has_value() && !item.is_object()) place.refuse(item, "v1.NamedExtension");
      const Place name{"NamedExtension", place.path + ".name"};
      out.push_back({{"name", name.text(item["name"])},
                     {"extension", item["extension"].exists() ? data::to_json_value(item["extension"]) : Json()}});
    }
    sort_by_name(out, "NamedExtension", "");
    return out;
  }

  // client-go keeps named lists as maps: sorted when written, each name once.
  static void sort_by_name(Json& list, std::string_view item_type, std::string_view value_type) {
    std::vector<std::string> names;
    for (const Json& item : list) names.push_back(item["name"].get<std::string>());
    std::set<std::string_view> seen;
    for (const std::string& name : names) {
      if (seen.insert(name).second) continue;
      const std::string map =
          value_type.empty() ? "map[string]runtime.Object" : fmt::format("map[string]*api.{}", value_type);
      throw ConfigError(fmt::format("error converting *[]{} into *{}: duplicate name {} in list: {}", item_type, map,
                                    go_quote(name), go_list(names)));
    }
    std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) {
      return a["name"].get_ref<const std::string&>() < b["name"].get_ref<const std::string&>();
    });
  }

  UnknownMembers unknown_;
};

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_boolean() && !value.get<bool>()) ||
         (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         ((value.is_array() || value.is_object()) && value.empty());
}

// What Go writes for a member that nobody set.
Json zero(const StructField& field) {
  if (field.type == FieldType::text) return "";
  if (field.type == FieldType::flag) return false;
  return field.type == FieldType::object ? empty_struct(*field.of) : Json();
}

}  // namespace

const StructField* StructType::find(std::string_view member) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const StructField& field) { return field.name == member; });
  return found == fields.end() ? nullptr : &*found;
}

Json struct_document(Node root, const StructType& type, UnknownMembers unknown) {
  return StructDecoder(unknown).object(root, type, "");
}

Json empty_struct(const StructType& type) {
  Json out = Json::object();
  normalise_struct(out, type);
  return out;
}

void normalise_struct(Json& value, const StructType& type) {
  Json out = Json::object();
  for (const StructField& field : type.fields) {
    const std::string name(field.name);
    Json member = value.contains(name) ? std::move(value[name]) : Json();
    if (member.is_null() && field.written == Written::always) member = zero(field);
    if (field.type == FieldType::object && member.is_object()) normalise_struct(member, *field.of);
    if (field.type == FieldType::object_list && member.is_array()) {
      for (Json& item : member) normalise_struct(item, *field.of);
    }
    // Lists of names are maps to client-go, which it writes as null when they are empty.
    if (field.named && member.is_array() && member.empty()) member = nullptr;
    const bool keep =
        field.written == Written::always || (field.written == Written::set && !member.is_null()) || !is_empty(member);
    if (keep) out[name] = std::move(member);
  }
  for (auto& [name, member] : value.items()) {
    if (!type.find(name)) out[name] = std::move(member);
  }
  value = std::move(out);
}

}  // namespace kpp::schema
