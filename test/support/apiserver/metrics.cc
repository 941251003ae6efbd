// See metrics.h. Source: https://kubernetes.io/docs/reference/external-api/metrics.v1beta1/
#include "support/apiserver/metrics.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "data/quantity.h"
#include "support/apiserver/auth.h"
#include "support/apiserver/lists.h"
#include "support/apiserver/table.h"

namespace kpp::apiserver {
namespace {

constexpr const char* kWindow = "15s";

struct Usage {
  std::int64_t cpu = 0;     ///< nanocores
  std::int64_t memory = 0;  ///< KiB
};

// 0 to 99, by a name.
std::int64_t percent_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash % 100;
}

Quantity quantity_or(Node text, const char* otherwise) {
  return Quantity::try_parse(text.str()).value_or(Quantity::parse(otherwise));
}

// Of the CPU that it requests a container uses between a fifth and one and a fifth, of the memory between a half and
// all.
Usage usage_of(Node container, const std::string& pod) {
  const Node requests = container["resources"]["requests"];
  const std::int64_t percent = percent_of(fmt::format("{}/{}", pod, container["name"].str()));
  return {.cpu = quantity_or(requests["cpu"], "50m").milli_value() * 10'000 * (20 + percent),
          .memory = quantity_or(requests["memory"], "64Mi").value() / 1024 * (50 + percent / 2) / 100};
}

bool is_running(Node pod) { return pod["status"]["phase"].str() == "Running"; }

Json usage_json(Usage usage) {
  return {{"cpu", fmt::format("{}n", usage.cpu)}, {"memory", fmt::format("{}Ki", usage.memory)}};
}

std::string full_name(Node object) {
  return fmt::format("{}/{}", object["metadata"]["namespace"].str(), object["metadata"]["name"].str());
}

std::int64_t sum_of_pods(const Store& store, Node node, std::int64_t Usage::*part) {
  std::int64_t sum = 0;
  for (const Object& pod : store.list(*find_kind("", "v1", "pods"), "").objects) {
    if (!is_running(pod->root) || pod->root["spec"]["nodeName"].str() != node["metadata"]["name"].str()) continue;
    for (const Node container : pod->root["spec"]["containers"].items()) {
      sum += usage_of(container, full_name(pod->root)).*part;
    }
  }
  return sum;
}

// Its pods, and a part of the whole for the system.
Usage usage_of_node(const Store& store, Node node) {
  const Node whole = node["status"]["capacity"];
  const std::int64_t percent = 3 + percent_of(node["metadata"]["name"].str()) % 8;
  return {
      .cpu = sum_of_pods(store, node, &Usage::cpu) + quantity_or(whole["cpu"], "1").milli_value() * 10'000 * percent,
      .memory = sum_of_pods(store, node, &Usage::memory) +
                quantity_or(whole["memory"], "1Gi").value() / 1024 * percent / 100};
}

Object metrics_of(const Store& store, const Kind& kind, Node object) {
  const std::string now = format_rfc3339(store.now());
  Json metadata = {{"name", object["metadata"]["name"].str()}};
  if (kind.namespaced) metadata["namespace"] = object["metadata"]["namespace"].str();
  metadata["creationTimestamp"] = now;
  if (const Node labels = object["metadata"]["labels"]) metadata["labels"] = data::to_json_value(labels);
  Json out = {{"kind", kind.kind},
              {"apiVersion", kind.api_version()},
              {"metadata", std::move(metadata)},
              {"timestamp", now},
              {"window", kWindow}};
  if (!kind.namespaced) {
    out["usage"] = usage_json(usage_of_node(store, object));
    return to_object(out);
  }
  out["containers"] = Json::array();
  for (const Node container : object["spec"]["containers"].items()) {
    out["containers"].push_back(
        {{"name", container["name"].str()}, {"usage", usage_json(usage_of(container, full_name(object)))}});
  }
  return to_object(out);
}

}  // namespace

void answer_metrics(const Store& store, const Target& target, const Request& request, Answer& answer) {
  const std::string verb = verb_of(request, target);
  const Kind& kind = *target.kind;
  const Kind& source = *find_kind("", "v1", kind.resource);
  const Renderer renderer(request, store.now());
  if (verb == "get") {
    const Object object = store.find(source, target.ns, target.name);
    if (!object || (kind.namespaced && !is_running(object->root))) throw not_found(kind.named(), target.name);
    answer.send(200, renderer.content_type(), renderer.one(kind, metrics_of(store, kind, object->root)->root));
    return;
  }
  if (verb != "list") throw method_not_allowed();
  const Selection selection(kind, request);
  std::vector<Object> all;
  const Snapshot snapshot = store.list(source, target.ns);
  for (const Object& object : snapshot.objects) {
    if ((kind.namespaced && !is_running(object->root)) || !selection.matches(object->root)) continue;
    all.push_back(metrics_of(store, kind, object->root));
  }
  answer.send(200, renderer.content_type(), renderer.list(kind, all, {.version = snapshot.version}));
}

TableOf metrics_table() {
  return {{name_column(), {"cpu"}, {"memory"}, {"Window", "string", 0, "duration"}},
          [](Node object, TimePoint) -> Cells {
            Quantity cpu = quantity_or(object["usage"]["cpu"], "0");
            Quantity memory = quantity_or(object["usage"]["memory"], "0");
            for (const Node container : object["containers"].items()) {
              cpu += quantity_or(container["usage"]["cpu"], "0");
              memory += quantity_or(container["usage"]["memory"], "0");
            }
            return {name_of(object), cpu.str(), memory.str(), text_of(object["window"])};
          }};
}

}  // namespace kpp::apiserver
