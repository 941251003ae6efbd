// See defaults.h. Only what tables, templates and tests can see is filled in.
// Source: https://kubernetes.io/docs/reference/kubernetes-api/
#include "support/apiserver/defaults.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "data/selector.h"
#include "support/apiserver/names.h"

namespace kpp::apiserver {
namespace {

void set_default(Json& object, const char* name, const Json& value) {
  if (!object.contains(name) || object[name].is_null()) object[name] = value;
}

void add_pod_defaults(Json& spec) {
  set_default(spec, "containers", Json::array());
  for (const char* list : {"initContainers", "containers"}) {
    if (!spec.contains(list)) continue;
    for (Json& container : spec[list]) {
      const std::string image = container.value("image", "");
      const std::size_t colon = image.rfind(':');
      const bool newest =
          colon == std::string::npos || image.substr(colon) == ":latest" || image.find('/', colon) != std::string::npos;
      set_default(container, "resources", Json::object());
      set_default(container, "terminationMessagePath", "/dev/termination-log");
      set_default(container, "terminationMessagePolicy", "File");
      set_default(container, "imagePullPolicy", newest ? "Always" : "IfNotPresent");
      if (!container.contains("ports")) continue;
      for (Json& port : container["ports"]) set_default(port, "protocol", "TCP");
    }
  }
  set_default(spec, "restartPolicy", "Always");
  set_default(spec, "terminationGracePeriodSeconds", 30);
  set_default(spec, "dnsPolicy", "ClusterFirst");
  set_default(spec, "securityContext", Json::object());
  set_default(spec, "schedulerName", "default-scheduler");
}

void add_template_defaults(Json& spec) {
  set_default(spec, "template", Json::object());
  set_default(spec["template"], "spec", Json::object());
  add_pod_defaults(spec["template"]["spec"]);
}

void add_service_defaults(Json& object, std::uint64_t number) {
  Json& spec = object["spec"];
  set_default(spec, "type", "ClusterIP");
  set_default(spec, "sessionAffinity", "None");
  if (spec["type"] == "ExternalName") return;
  const bool node_ports = spec["type"] != "ClusterIP";
  std::uint64_t port_number = number;
  if (spec.contains("ports")) {
    for (Json& port : spec["ports"]) {
      set_default(port, "protocol", "TCP");
      if (port.contains("port")) set_default(port, "targetPort", port["port"]);
      if (node_ports) set_default(port, "nodePort", 30000 + port_number++ % 2768);
    }
  }
  set_default(spec, "clusterIP", fmt::format("10.96.{}.{}", number / 250 % 256, number % 250 + 2));
  set_default(spec, "clusterIPs", Json::array({spec["clusterIP"]}));
  set_default(spec, "ipFamilies", Json::array({"IPv4"}));
  set_default(spec, "ipFamilyPolicy", "SingleStack");
  set_default(spec, "internalTrafficPolicy", "Cluster");
  if (node_ports) set_default(spec, "externalTrafficPolicy", "Cluster");
  set_default(object, "status", {{"loadBalancer", Json::object()}});
}

void add_workload_defaults(const Kind& kind, Json& object) {
  Json& spec = object["spec"];
  add_template_defaults(spec);
  if (kind.scale) set_default(spec, "replicas", 1);
  if (kind.resource == "deployments") {
    set_default(spec, "strategy",
                {{"type", "RollingUpdate"}, {"rollingUpdate", {{"maxUnavailable", "25%"}, {"maxSurge", "25%"}}}});
    set_default(spec, "revisionHistoryLimit", 10);
    set_default(spec, "progressDeadlineSeconds", 600);
  }
  if (kind.resource == "jobs") {
    set_default(spec, "parallelism", 1);
    set_default(spec, "completions", 1);
    set_default(spec, "backoffLimit", 6);
    set_default(spec, "suspend", false);
  }
  set_default(object, "status", Json::object());
}

void move_plain_data(Json& secret) {
  set_default(secret, "type", "Opaque");
  const auto plain = secret.find("stringData");
  if (plain == secret.end()) return;
  set_default(secret, "data", Json::object());
  for (const auto& [name, value] : plain->items()) secret["data"][name] = base64_encode(value.get<std::string>());
  secret.erase("stringData");
}

}  // namespace

void add_defaults(const Kind& kind, Json& object, std::uint64_t number) {
  if (kind.resource == "namespaces") {
    object["metadata"]["labels"]["kubernetes.io/metadata.name"] = object["metadata"]["name"];
    set_default(object, "spec", {{"finalizers", Json::array({"kubernetes"})}});
    set_default(object, "status", {{"phase", "Active"}});
  } else if (kind.resource == "pods") {
    add_pod_defaults(object["spec"]);
    set_default(object, "status", {{"phase", "Pending"}, {"qosClass", "BestEffort"}});
  } else if (kind.resource == "services") {
    add_service_defaults(object, number);
  } else if (kind.resource == "secrets") {
    move_plain_data(object);
  } else if (kind.resource == "cronjobs") {
    set_default(object["spec"], "suspend", false);
    set_default(object["spec"], "concurrencyPolicy", "Allow");
    set_default(object, "status", Json::object());
  } else if (kind.group == "apps" || kind.resource == "jobs") {
    add_workload_defaults(kind, object);
  }
  if (kind.group == "apps" || kind.group == "batch" || kind.group == "networking.k8s.io" || kind.custom) {
    set_default(object["metadata"], "generation", 1);
  }
}

void validate(const Kind& kind, Node object) {
  std::vector<Failure::Cause> causes;
  const Node metadata = object["metadata"];
  const std::string name = text_of(metadata["name"]);
  if (name.empty()) {
    causes.push_back({"FieldValueRequired", "Required value: name or generateName is required", "metadata.name"});
  } else if (const std::string problem = name_problem(kind, name); !problem.empty()) {
    causes.push_back({"FieldValueInvalid", problem, "metadata.name"});
  }
  const Node spec = object["spec"];
  if (kind.resource == "pods" && spec["containers"].empty()) {
    causes.push_back({"FieldValueRequired", "Required value", "spec.containers"});
  }
  if (kind.group == "apps") {
    const Node labels = spec["template"]["metadata"]["labels"];
    for (const Member& wanted : spec["selector"]["matchLabels"].members()) {
      if (labels[wanted.key] == wanted.value) continue;
      causes.push_back(
          {"FieldValueInvalid",
           fmt::format("Invalid value: {}: `selector` does not match template `labels`", data::to_json(labels)),
           "spec.template.metadata.labels"});
      break;
    }
    if (spec["selector"].empty()) causes.push_back({"FieldValueRequired", "Required value", "spec.selector"});
    if (spec["template"]["spec"]["containers"].empty()) {
      causes.push_back({"FieldValueRequired", "Required value", "spec.template.spec.containers"});
    }
  }
  if (!causes.empty()) throw invalid(kind.group, kind.kind, name, std::move(causes));
}

}  // namespace kpp::apiserver
