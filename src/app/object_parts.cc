// See object_parts.h.
#include "app/object_parts.h"

#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/go_int.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

Json service_port(const std::string& name, std::int64_t number, const std::string& protocol,
                  const std::string& target) {
  Json port = Json::object();
  if (!name.empty()) port["name"] = name;
  port["protocol"] = protocol;
  port["port"] = number;
  port["targetPort"] = target.empty() ? Json(number) : int_or_string(target);
  return port;
}

// A port that what is exposed has with several protocols becomes one for each of them.
Json service_ports(const ServiceParts& parts) {
  Json out = Json::array();
  if (parts.ports.empty()) return out;
  const std::vector<std::string> numbers = split(parts.ports, ',');
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = static_cast<std::int32_t>(go_atoi(numbers[i]));
    std::string name = numbers.size() > 1 ? fmt::format("port-{}", i + 1) : std::string();
    if (!parts.protocol.empty()) {
      out.push_back(service_port(name, number, parts.protocol, parts.target_port));
      continue;
    }
    const auto found = parts.protocols.find(numbers[i]);
    if (found == parts.protocols.end() || found->second.size() == 1) {
      out.push_back(service_port(name, number, found == parts.protocols.end() ? "TCP" : found->second.front(),
                                 parts.target_port));
      continue;
    }
    for (const std::string& protocol : found->second) {
      out.push_back(
          service_port(fmt::format("port-{}-{}", i + 1, to_lower(protocol)), number, protocol, parts.target_port));
    }
  }
  return out;
}

}  // namespace

Json new_object(std::string_view kind, std::string_view api_version, std::string_view name) {
  return {{"kind", kind}, {"apiVersion", api_version}, {"metadata", {{"name", name}}}};
}

void set_namespace(Json& object, const std::string& ns) {
  Json metadata = Json::object();
  for (const auto& [key, value] : object["metadata"].items()) {
    metadata[key] = value;
    if (key == "name") metadata["namespace"] = ns;
  }
  metadata["namespace"] = ns;
  object["metadata"] = std::move(metadata);
}

Json metadata_map(const Json& object, std::string_view name) {
  const auto metadata = object.find("metadata");
  if (metadata == object.end() || !metadata->is_object()) return Json::object();
  const auto found = metadata->find(name);
  if (found == metadata->end() || !found->is_object()) return Json::object();
  Json out = *found;
  for (Json& value : out) {
    if (value.is_null()) value = "";
  }
  return out;
}

void set_in_metadata(Json& object, std::string_view name, Json value) {
  const auto metadata = object.find("metadata");
  if (metadata != object.end() && !metadata->is_object()) return;
  object["metadata"][std::string(name)] = std::move(value);
}

Json int_or_string(const std::string& text) {
  std::int32_t number = 0;
  const char* const first = text.data() + (text.size() > 1 && text[0] == '+' && text[1] != '-' ? 1 : 0);
  const auto [end, error] = std::from_chars(first, text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  return text;
}

Json string_map(const std::map<std::string, std::string>& values) {
  Json out = Json::object();
  for (const auto& [key, value] : values) out[key] = value;
  return out;
}

std::map<std::string, std::string> parse_label_pairs(std::string_view text) {
  std::map<std::string, std::string> out;
  for (const std::string& pair : split(text, ',')) {
    const std::vector<std::string> sides = split(pair, '=');
    if (sides.size() != 2) throw Error("unexpected label spec: " + pair);
    if (sides[0].empty()) throw Error("unexpected empty label key");
    out[sides[0]] = sides[1];
  }
  return out;
}

Json make_service(const ServiceParts& parts) {
  Json service = new_object("Service", "v1", parts.name);
  if (!parts.labels.empty()) service["metadata"]["labels"] = string_map(parts.labels);
  Json& spec = service["spec"] = Json::object();
  if (Json ports = service_ports(parts); !ports.empty()) spec["ports"] = std::move(ports);
  spec["selector"] = string_map(parts.selector);
  if (!parts.cluster_ip.empty()) spec["clusterIP"] = parts.cluster_ip;
  if (!parts.type.empty()) spec["type"] = parts.type;
  if (!parts.external_ip.empty()) spec["externalIPs"] = Json::array({parts.external_ip});
  if (!parts.session_affinity.empty()) {
    if (parts.session_affinity != "None" && parts.session_affinity != "ClientIP") {
      throw Error("unknown session affinity: " + parts.session_affinity);
    }
    spec["sessionAffinity"] = parts.session_affinity;
  }
  if (parts.type == "LoadBalancer" && !parts.load_balancer_ip.empty()) spec["loadBalancerIP"] = parts.load_balancer_ip;
  service["status"] = {{"loadBalancer", Json::object()}};
  return service;
}

}  // namespace kpp::app
