// See env_references.h.
#include "cmd/set/env_references.h"

#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/flags/object_flags.h"
#include "base/base64.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/label_syntax.h"
#include "data/quantity.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

std::string text(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// name="value" lines, sorted.
std::string map_text(const Json& pairs) {
  std::map<std::string, std::string> sorted;
  for (const auto& [key, value] : pairs.items()) {
    sorted[key] = value.is_string() ? value.get<std::string>() : std::string();
  }
  std::vector<std::string> lines;
  for (const auto& [key, value] : sorted) lines.push_back(fmt::format("{}={}", key, go_quote(value)));
  return join(lines, "\n");
}

std::string field_value(const Json& object, const std::string& path) {
  const Json metadata = data::member(object, "metadata");
  const std::size_t bracket = path.find("['");
  if (path.ends_with("']") && bracket != std::string::npos && bracket > 0) {
    const std::string map = path.substr(0, bracket);
    const std::string key = path.substr(bracket + 2, path.size() - bracket - 4);
    if (map != "metadata.annotations" && map != "metadata.labels") {
      throw Error(fmt::format("fieldPath {} does not support subscript", go_quote(path)));
    }
    if (const auto problems = data::label_key_problems(map == "metadata.labels" ? key : to_lower(key));
        !problems.empty()) {
      throw Error(fmt::format("invalid key subscript in {}: {}", path, join(problems, ";")));
    }
    return text(data::member(metadata, map.c_str() + 9), key.c_str());
  }
  for (const char* map : {"annotations", "labels"}) {
    if (path == std::string("metadata.") + map) return map_text(data::member(metadata, map));
  }
  for (const char* field : {"name", "namespace", "uid"}) {
    if (path == std::string("metadata.") + field) return text(metadata, field);
  }
  throw Error("unsupported fieldPath: " + path);
}

// requests and limits of the container, in units of the divisor, rounded up.
std::string resource_value(const Json& reference, const Json& container) {
  const std::string path = text(reference, "resource");
  const std::size_t dot = path.find('.');
  const std::string which = path.substr(0, dot);
  const std::string name = dot == std::string::npos ? std::string() : path.substr(dot + 1);
  const bool known = name == "cpu" || name == "memory" || name == "ephemeral-storage" || name.starts_with("hugepages-");
  if ((which != "limits" && which != "requests") || !known) throw Error("Unsupported container resource : " + path);
  const std::string amount = text(data::member(data::member(container, "resources"), which.c_str()), name.c_str());
  const Quantity quantity = amount.empty() ? Quantity() : Quantity::parse(amount);
  const std::string typed = text(reference, "divisor");
  Quantity divisor = typed.empty() ? Quantity() : Quantity::parse(typed);
  if (divisor.is_zero()) divisor = Quantity::from_int(1);
  const bool milli = name == "cpu";
  const auto top = static_cast<double>(milli ? quantity.milli_value() : quantity.value());
  const auto bottom = static_cast<double>(milli ? divisor.milli_value() : divisor.value());
  return std::to_string(static_cast<std::int64_t>(std::ceil(top / bottom)));
}

}  // namespace

std::string reference_text(const Json& from) {
  if (const Json map = data::member(from, "configMapKeyRef"); map.is_object()) {
    return fmt::format("configmap {}, key {}", text(map, "name"), text(map, "key"));
  }
  if (const Json secret = data::member(from, "secretKeyRef"); secret.is_object()) {
    return fmt::format("secret {}, key {}", text(secret, "name"), text(secret, "key"));
  }
  if (const Json field = data::member(from, "fieldRef"); field.is_object())
    return "field path " + text(field, "fieldPath");
  if (const Json resource = data::member(from, "resourceFieldRef"); resource.is_object()) {
    const std::string container = text(resource, "containerName");
    return fmt::format("resource field {}{}", container.empty() ? container : container + "/",
                       text(resource, "resource"));
  }
  return "invalid valueFrom";
}

const Json& EnvResolver::stored(const std::string& resource, const std::string& name) {
  const std::string key = resource + "/" + name;
  if (const auto found = objects_.find(key); found != objects_.end()) return *found->second;
  const Document document =
      context_.client().get(Request::resource("GET", {"", "v1", resource}, context_.namespace_name(), name));
  return *(objects_[key] = std::make_shared<Json>(data::to_json_value(document.root)));
}

std::string EnvResolver::key_of(const std::string& resource, std::string_view what, const Json& reference) {
  const std::string name = text(reference, "name");
  const std::string key = text(reference, "key");
  const Json data = data::member(stored(resource, name), "data");
  if (!data.is_object() || !data.contains(key)) throw Error(fmt::format("key {} not found in {} {}", key, what, name));
  return text(data, key.c_str());
}

std::string EnvResolver::resolve(const Json& from, const Json& object, const Json& container) {
  if (const Json secret = data::member(from, "secretKeyRef"); secret.is_object()) {
    return base64_decode(key_of("secrets", "secret", secret)).value_or("");
  }
  if (const Json map = data::member(from, "configMapKeyRef"); map.is_object())
    return key_of("configmaps", "config map", map);
  if (const Json field = data::member(from, "fieldRef"); field.is_object()) {
    return field_value(object, text(field, "fieldPath"));
  }
  if (const Json resource = data::member(from, "resourceFieldRef"); resource.is_object()) {
    return resource_value(resource, container);
  }
  throw Error("invalid valueFrom");
}

}  // namespace kpp::cmd
