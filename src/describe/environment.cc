// Variables of a container and where their values come from. See containers.h.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "describe/containers.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

// kubectl resolves these two only, of the fields that a variable may refer to.
std::string_view field_value(Node reference, Node pod) {
  const std::string_view api_version = reference["apiVersion"].str();
  const std::string_view path = reference["fieldPath"].str();
  if (std::count(api_version.begin(), api_version.end(), '/') > 1) return "";
  if (path == "metadata.name") return pod["metadata"]["name"].str();
  if (path == "metadata.namespace") return pod["metadata"]["namespace"].str();
  return "";
}

// The amount in units of the divisor, rounded up; "" for a resource that no variable can show.
std::string resource_value(Node reference, Node container) {
  const std::string_view resource = reference["resource"].str();
  const std::size_t dot = resource.find('.');
  const std::string_view list = resource.substr(0, dot);
  const std::string_view name = dot == std::string_view::npos ? "" : resource.substr(dot + 1);
  const bool known = name == "cpu" || name == "memory" || name == "ephemeral-storage" || name.starts_with("hugepages-");
  if ((list != "limits" && list != "requests") || !known) return "";
  const Quantity amount = to_quantity(container["resources"][list][name]);
  Quantity divisor = to_quantity(reference["divisor"]);
  if (divisor.is_zero()) divisor = Quantity::from_int(1);
  const bool in_thousandths = name == "cpu";
  const auto part = [&](const Quantity& quantity) {
    return static_cast<double>(in_thousandths ? quantity.milli_value() : quantity.value());
  };
  return fmt::format("{:.0f}", std::ceil(part(amount) / part(divisor)));
}

void write_variable(Writer& writer, Node variable, Node container, Node pod) {
  const std::string_view name = variable["name"].str();
  const Node from = variable["valueFrom"];
  if (!from) {
    bool first = true;
    for (const std::string& line : split(variable["value"].str(), '\n')) {
      writer.write(3, "{}{}\t{}\n", first ? name : "", first ? ":" : "", line);
      first = false;
    }
  } else if (const Node field = from["fieldRef"]) {
    writer.write(3, "{}:\t{} ({}:{})\n", name, field_value(field, pod), field["apiVersion"].str(),
                 field["fieldPath"].str());
  } else if (const Node resource = from["resourceFieldRef"]) {
    const std::string_view which = resource["resource"].str();
    std::string value = resource_value(resource, container);
    if (value == "0" && (which == "limits.cpu" || which == "limits.memory")) value = "node allocatable";
    writer.write(3, "{}:\t{} ({})\n", name, value, which);
  } else if (const Node secret = from["secretKeyRef"]) {
    writer.write(3, "{}:\t<set to the key '{}' in secret '{}'>\tOptional: {}\n", name, secret["key"].str(),
                 secret["name"].str(), secret["optional"].as_bool());
  } else if (const Node map = from["configMapKeyRef"]) {
    writer.write(3, "{}:\t<set to the key '{}' of config map '{}'>\tOptional: {}\n", name, map["key"].str(),
                 map["name"].str(), map["optional"].as_bool());
  }
}

void write_source(Writer& writer, Node source) {
  const bool from_map = source["configMapRef"].has_value();
  const Node reference = from_map ? source["configMapRef"] : source["secretRef"];
  const std::string_view kind = from_map ? "ConfigMap" : reference ? "Secret" : "";
  const std::string_view prefix = source["prefix"].str();
  const std::string with_prefix = prefix.empty() ? "" : fmt::format(" with prefix '{}'", prefix);
  writer.write(3, "{}\t{}{}\tOptional: {}\n", reference["name"].str(), kind, with_prefix,
               reference["optional"].as_bool());
}

}  // namespace

void write_environment(Writer& writer, Node container, Node pod) {
  if (!container["envFrom"].empty()) {
    writer.write(2, "Environment Variables from:\n");
    for (const Node source : container["envFrom"].items()) write_source(writer, source);
  }
  writer.write(2, "Environment:{}\n", container["env"].empty() ? "\t<none>" : "");
  for (const Node variable : container["env"].items()) write_variable(writer, variable, container, pod);
}

}  // namespace kpp::describe
