// Ingresses and their classes.
#include <fmt/core.h>

#include <map>
#include <set>
#include <span>

#include "base/strings.h"
#include "describe/describer.h"
#include "describe/endpoints_text.h"
#include "describe/events.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

/// What stands behind an ingress: its services and their endpoints, each asked for once.
class Backends {
 public:
  Backends(Source& source, Node object) {
    const Node spec = object["spec"];
    ask(source, object, spec["defaultBackend"]);
    for (const Node rule : spec["rules"].items()) {
      for (const Node path : rule["http"]["paths"].items()) ask(source, object, path["backend"]);
    }
  }

  std::string text(Node backend) const {
    if (const Node service = backend["service"]) return service_text(service);
    const Node resource = backend["resource"];
    if (!resource) return "";
    return fmt::format("APIGroup: {}, Kind: {}, Name: {}", resource["apiGroup"].str("<none>"), resource["kind"].str(),
                       resource["name"].str());
  }

 private:
  struct Answers {
    std::shared_ptr<Answer> slices = {};
    std::shared_ptr<Answer> service = {};
  };

  void ask(Source& source, Node object, Node backend) {
    const Node service = backend["service"];
    const std::string name(service["name"].str());
    if (!service || answers_.count(name) != 0) return;
    const std::string_view space = object["metadata"]["namespace"].str();
    answers_[name] = {endpoint_slices(source, space, name), source.get({"", "v1", "services"}, space, name)};
  }

  std::string service_text(Node service) const {
    const Node port = service["port"];
    const std::int64_t number = port["number"].as_int();
    const std::string_view name = port["name"].str();
    const std::string title =
        fmt::format("{}:{}", service["name"].str(), number != 0 ? std::to_string(number) : std::string(name));
    const Answers& answers = answers_.at(std::string(service["name"].str()));
    for (Answer* answer : {answers.slices.get(), answers.service.get()}) {
      if (const std::string failure = answer->failure_text(); !failure.empty()) {
        return fmt::format("{} (<error: {}>)", title, failure);
      }
    }
    std::string_view port_name;
    for (const Node candidate : answers.service->object()["spec"]["ports"].items()) {
      const bool by_number = number != 0 && number == candidate["port"].as_int();
      if (by_number || (!name.empty() && name == candidate["name"].str())) port_name = candidate["name"].str();
    }
    return fmt::format("{} ({})", title, endpoints_text(answers.slices->objects(), port_name));
  }

  std::map<std::string, Answers> answers_;
};

// Each address once, in order.
std::string balancer_addresses(Node ingress) {
  std::set<std::string> addresses;
  for (const Node entry : ingress.items()) {
    const std::string_view address = text_or(entry["ip"], entry["hostname"].str());
    if (!address.empty()) addresses.emplace(address);
  }
  return join({addresses.begin(), addresses.end()}, ",");
}

void write_tls(Writer& writer, Node tls) {
  if (!tls.empty()) writer.write(0, "TLS:\n");
  for (const Node entry : tls.items()) {
    const std::string hosts = join(texts(entry["hosts"]), ",");
    const std::string_view secret = entry["secretName"].str();
    if (secret.empty()) writer.write(1, "SNI routes {}\n", hosts);
    else writer.write(1, "{} terminates {}\n", secret, hosts);
  }
}

void write_rules(Writer& writer, Node rules, const Backends& backends, std::string_view fallback) {
  writer.write(0, "Rules:\n  Host\tPath\tBackends\n");
  writer.write(1, "----\t----\t--------\n");
  bool any = false;
  for (const Node rule : rules.items()) {
    if (!rule["http"]) continue;
    any = true;
    writer.write(1, "{}\t\n", text_or(rule["host"], "*"));
    for (const Node path : rule["http"]["paths"].items()) {
      writer.write(2, "\t{} \t{}\n", path["path"].str(), backends.text(path["backend"]));
    }
  }
  if (!any) writer.write(1, "*\t*\t{}\n", fallback);
}

Description prepare_ingress(Node object, Source& source) {
  return [object, backends = Backends(source, object), events = Events(source, object, "Ingress")](Writer& writer) {
    const Node metadata = object["metadata"];
    const Node spec = object["spec"];
    const Node standard = spec["defaultBackend"];
    const std::string fallback = standard ? backends.text(standard) : "<default>";
    write_name(writer, object, false);
    write_labels(writer, "Labels", metadata["labels"]);
    writer.field(0, "Namespace", metadata["namespace"].str());
    writer.field(0, "Address", balancer_addresses(object["status"]["loadBalancer"]["ingress"]));
    writer.field(0, "Ingress Class", spec["ingressClassName"].str("<none>"));
    writer.field(0, "Default backend", fallback);
    write_tls(writer, spec["tls"]);
    write_rules(writer, spec["rules"], backends, fallback);
    write_annotations(writer, "Annotations", metadata["annotations"]);
    events.write(writer);
  };
}

void write_ingress_class(Writer& writer, Node object) {
  const Node spec = object["spec"];
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.field(0, "Controller", spec["controller"].str());
  const Node parameters = spec["parameters"];
  if (!parameters) return;
  writer.write(0, "Parameters:\n");
  if (const Node group = parameters["apiGroup"]) writer.field(1, "APIGroup", group.str());
  writer.field(1, "Kind", parameters["kind"].str());
  writer.field(1, "Name", parameters["name"].str());
}

constexpr Describer kIngresses[] = {
    {"networking.k8s.io", "Ingress", "v1", "ingresses", prepare_ingress},
    {"networking.k8s.io", "IngressClass", "v1", "ingressclasses",
     [](Node object, Source& source) { return with_events(object, source, "IngressClass", write_ingress_class); }},
};

}  // namespace

std::span<const Describer> ingress_describers() { return kIngresses; }

}  // namespace kpp::describe
