// See decode.h.
#include "schema/decode.h"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/quote.h"
#include "base/time.h"
#include "data/quantity.h"
#include "kpp/error.h"
#include "kpp/gvk.h"
#include "schema/fields.h"
#include "schema/go_json_error.h"

namespace kpp::schema {
namespace {

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool is_plain_text(std::string_view type) { return type == "string" || type == "uid" || type.starts_with('$'); }
bool is_integer(std::string_view type) { return type == "int32" || type == "int64"; }

// As Go names it.
std::string go_name(std::string_view type) {
  take_prefix(type, "*");
  if (take_prefix(type, "[]")) return "[]" + go_name(type);
  if (type == "strings") return "map[string]string";
  if (type == "quantities") return "v1.ResourceList";
  if (type == "uid") return "types.UID";
  if (type == "string" || type == "bool" || is_integer(type)) return std::string(type);
  take_prefix(type, "$");
  return "v1." + std::string(type);
}

class Decoder {
 public:
  Json object(const Json& in, std::string_view type) {
    Json out = decode(in, type);
    if (problem_) throw Error(*problem_);
    return out;
  }

 private:
  // Where a value stands: the type with the field, and the names on the way.
  struct Place {
    std::string_view owner = {};
    std::string path = {};
  };

  // The first wrong value is the one that is told.
  void wrong(const Json& in, std::string_view type) {
    if (problem_) return;
    std::string what(go_json_type(in));
    if (is_integer(type) && in.is_number()) what += " " + in.dump();
    problem_ = cannot_unmarshal_field(what, place_.owner, place_.path, go_name(type));
  }

  static Json empty_value(std::string_view type) {
    if (is_plain_text(type)) return "";
    if (is_integer(type) || type == "IntOrString") return 0;
    if (type == "bool") return false;
    if (type == "Quantity") return "0";
    return nullptr;
  }

  // "omitempty": a struct is never empty to Go.
  static bool is_empty(const Json& value, std::string_view type) {
    if (value.is_null()) return true;
    if (type.starts_with('*') || type == "Quantity" || type == "IntOrString") return false;
    if (type.starts_with("[]") || type == "strings" || type == "quantities" || type == "any") return value.empty();
    return (is_plain_text(type) || is_integer(type) || type == "bool") && value == empty_value(type);
  }

  // A value that is there, or null for one that is not.
  Json decode(const Json& in, std::string_view type) {
    const bool pointer = take_prefix(type, "*");
    if (type == "any") return in;
    if (type == "Time") return time(in);
    if (take_prefix(type, "[]")) return list(in, type);
    if (type == "strings" || type == "quantities") return map(in, type);
    const bool scalar =
        is_plain_text(type) || is_integer(type) || type == "bool" || type == "Quantity" || type == "IntOrString";
    if (in.is_null()) return pointer ? Json() : scalar ? empty_value(type) : fields(Json::object(), type);
    if (type == "Quantity") return quantity(in);
    if (scalar) return plain(in, type);
    if (in.is_object()) return fields(in, type);
    wrong(in, type);
    return nullptr;
  }

  Json plain(const Json& in, std::string_view type) {
    bool fits = is_plain_text(type) ? in.is_string() : type == "bool" ? in.is_boolean() : in.is_number_integer();
    if (type == "IntOrString" && in.is_string()) return in;
    if (fits && type != "int64" && in.is_number_integer()) {
      const auto value = in.get<std::int64_t>();
      fits = value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
    }
    if (fits) return in;
    wrong(in, type == "IntOrString" ? "int32" : type);
    return nullptr;
  }

  static Json quantity(const Json& in) {
    return Quantity::parse(in.is_string() ? in.get<std::string>() : in.dump()).str();
  }

  static Json time(const Json& in) {
    if (in.is_null()) return in;
    if (!in.is_string()) throw Error(cannot_unmarshal(in.type_name(), "Go value", "string"));
    const auto text = in.get<std::string>();
    if (!parse_rfc3339(text)) throw Error(cannot_parse_time(go_quote(text)));
    return in;
  }

  Json list(const Json& in, std::string_view type) {
    if (in.is_null()) return in;
    Json out = Json::array();
    if (!in.is_array()) wrong(in, "[]" + std::string(type));
    else
      for (const Json& item : in) out.push_back(decode(item, type));
    return out;
  }

  Json map(const Json& in, std::string_view type) {
    if (in.is_null()) return in;
    std::map<std::string, Json> sorted;
    if (!in.is_object()) {
      wrong(in, type);
      return nullptr;
    }
    for (const auto& [key, value] : in.items()) {
      sorted[key] = type == "quantities" ? (value.is_null() ? Json("0") : quantity(value))
                    : value.is_null()    ? Json("")
                                         : plain(value, "string");
    }
    Json out = Json::object();
    for (auto& [key, value] : sorted) out[key] = std::move(value);
    return out;
  }

  // The values in their own order, which decides what is wrong first; the fields in the type's.
  Json fields(const Json& in, std::string_view type) {
    const std::span<const TypedField> known = fields_of_type(type);
    std::map<std::string_view, Json> values;
    for (const auto& [key, value] : in.items()) {
      const auto field =
          std::find_if(known.begin(), known.end(), [&name = key](const TypedField& one) { return one.name == name; });
      if (field == known.end()) continue;
      Place before = place_;
      place_.owner = type;
      for (const std::string_view step : {field->part, field->name}) {
        if (!step.empty()) place_.path += (place_.path.empty() ? "" : ".") + std::string(step);
      }
      values[field->name] = decode(value, field->type);
      place_ = std::move(before);
    }
    Json out = Json::object();
    for (const TypedField& field : known) {
      const auto found = values.find(field.name);
      Json value = found != values.end() ? std::move(found->second) : decode(nullptr, field.type);
      if (field.always || !is_empty(value, field.type)) out[std::string(field.name)] = std::move(value);
    }
    return out;
  }

  Place place_;
  std::optional<std::string> problem_;
};

}  // namespace

Json as_typed(const Json& part, std::string_view type) { return Decoder().object(part, type); }

Json as_typed(Json object) {
  const std::string kind = object.value("kind", "");
  const std::string version = object.value("apiVersion", "");
  static constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"v1", "Pod"},
      {"v1", "Service"},
      {"v1", "ReplicationController"},
      {"apps/v1", "Deployment"},
      {"apps/v1", "DaemonSet"},
      {"apps/v1", "StatefulSet"},
      {"apps/v1", "ReplicaSet"},
      {"batch/v1", "Job"},
      {"batch/v1", "CronJob"},
      {"rbac.authorization.k8s.io/v1", "RoleBinding"},
      {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding"}};
  for (const auto& [of_version, of_kind] : kKinds) {
    if (version == of_version && kind == of_kind) return as_typed(object, kind);
  }
  return object;
}

}  // namespace kpp::schema
