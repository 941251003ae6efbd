// Endpoints and endpoint slices; the addresses of a service: see endpoints_text.h.
#include <fmt/core.h>

#include <span>

#include "base/strings.h"
#include "describe/describer.h"
#include "describe/endpoints_text.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

constexpr std::size_t kShown = 3;

std::string host_and_port(std::string_view host, Node port) {
  const bool bracketed = host.find(':') != std::string_view::npos;
  return fmt::format("{}{}{}:{}", bracketed ? "[" : "", host, bracketed ? "]" : "", number_or(port, "0"));
}

// Without the condition an endpoint counts as ready.
bool is_ready(Node endpoint) { return endpoint["conditions"]["ready"].as_bool(true); }

std::string addresses_of(Node list) {
  std::vector<std::string> out;
  for (const Node address : list.items()) out.emplace_back(address["ip"].str());
  const std::string text = join(out, ",");
  return text.empty() ? "<none>" : text;
}

void write_endpoints(Writer& writer, Node object) {
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  writer.write(0, "Subsets:\n");
  for (const Node subset : object["subsets"].items()) {
    writer.field(1, "Addresses", addresses_of(subset["addresses"]));
    writer.field(1, "NotReadyAddresses", addresses_of(subset["notReadyAddresses"]));
    if (!subset["ports"].empty()) {
      writer.write(1, "Ports:\n");
      writer.write(2, "Name\tPort\tProtocol\n");
      writer.write(2, "----\t----\t--------\n");
    }
    for (const Node port : subset["ports"].items()) {
      writer.write(2, "{}\t{}\t{}\n", text_or(port["name"], "<unset>"), number_or(port["port"], "0"),
                   port["protocol"].str());
    }
    writer.line("");
  }
}

void write_endpoint(Writer& writer, Node endpoint) {
  const std::string addresses = join(texts(endpoint["addresses"]), ", ");
  writer.field(1, "- Addresses", addresses.empty() ? "<none>" : addresses);
  writer.write(2, "Conditions:\n");
  const Node ready = endpoint["conditions"]["ready"];
  writer.field(3, "Ready", !ready ? "<unset>" : ready.as_bool() ? "true" : "false");
  writer.field(2, "Hostname", endpoint["hostname"].str("<unset>"));
  if (const Node target = endpoint["targetRef"]) {
    writer.write(2, "TargetRef:\t{}/{}\n", target["kind"].str(), target["name"].str());
  }
  writer.field(2, "NodeName", endpoint["nodeName"].str("<unset>"));
  writer.field(2, "Zone", endpoint["zone"].str("<unset>"));
}

void write_slice(Writer& writer, Node object) {
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  writer.field(0, "AddressType", object["addressType"].str());
  if (object["ports"].empty()) {
    writer.write(0, "Ports: <unset>\n");
  } else {
    writer.write(0, "Ports:\n");
    writer.write(1, "Name\tPort\tProtocol\n");
    writer.write(1, "----\t----\t--------\n");
  }
  for (const Node port : object["ports"].items()) {
    writer.write(1, "{}\t{}\t{}\n", text_or(port["name"], "<unset>"), number_or(port["port"], "<unset>"),
                 port["protocol"].str());
  }
  writer.line(object["endpoints"].empty() ? "Endpoints: <none>" : "Endpoints:");
  for (const Node endpoint : object["endpoints"].items()) write_endpoint(writer, endpoint);
}

constexpr Describer kEndpoints[] = {
    {"", "Endpoints", "v1", "endpoints",
     [](Node object, Source& source) { return with_events(object, source, "Endpoints", write_endpoints); }},
    {"discovery.k8s.io", "EndpointSlice", "v1", "endpointslices",
     [](Node object, Source& source) { return with_events(object, source, "EndpointSlice", write_slice); }},
};

}  // namespace

std::shared_ptr<Answer> endpoint_slices(Source& source, std::string_view namespace_name, std::string_view service) {
  return source.list({.type = {"discovery.k8s.io", "v1", "endpointslices"},
                      .namespace_name = std::string(namespace_name),
                      .label_selector = fmt::format("kubernetes.io/service-name={}", service),
                      .field_selector = {}});
}

std::string endpoints_text(const std::vector<Node>& slices, std::string_view port_name) {
  if (slices.empty()) return "<none>";
  std::vector<std::string> shown;
  std::size_t count = 0;
  bool more = false;
  const auto add = [&](Node slice, Node port) {
    for (const Node endpoint : slice["endpoints"].items()) {
      // kubectl counts as more whatever comes after the third, be it ready or not.
      if (shown.size() == kShown) more = true;
      if (!is_ready(endpoint)) continue;
      const std::string_view address = endpoint["addresses"].at(0).str();
      if (!more) shown.push_back(port ? host_and_port(address, port["port"]) : std::string(address));
      ++count;
    }
  };
  for (const Node slice : slices) {
    if (slice["ports"].empty()) add(slice, Node());
    for (const Node port : slice["ports"].items()) {
      if (port["name"].str() == port_name) add(slice, port);
    }
  }
  std::string text = join(shown, ",");
  if (more && count > shown.size()) text += fmt::format(" + {} more...", count - shown.size());
  return text;
}

std::span<const Describer> endpoints_describers() { return kEndpoints; }

}  // namespace kpp::describe
