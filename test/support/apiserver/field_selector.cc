// See field_selector.h. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/
#include "support/apiserver/field_selector.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "base/strings.h"

namespace kpp::apiserver {
namespace {

// Beside metadata.name and metadata.namespace.
std::vector<std::string> fields_of(const Kind& kind) {
  if (kind.made) return {};
  if (kind.resource == "pods") {
    return {"spec.nodeName",    "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
            "spec.hostNetwork", "status.phase",       "status.podIP",       "status.nominatedNodeName"};
  }
  if (kind.resource == "events") {
    return {"involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type"};
  }
  if (kind.resource == "namespaces") return {"status.phase"};
  if (kind.resource == "nodes") return {"spec.unschedulable"};
  if (kind.resource == "secrets") return {"type"};
  if (kind.resource == "services") return {"spec.clusterIP", "spec.type"};
  if (kind.resource == "replicasets") return {"status.replicas"};
  if (kind.resource == "jobs") return {"status.successful"};
  return {};
}

std::string value_at(Node object, const std::string& field) {
  Node at = field == "source" ? object["source"]["component"] : object;
  if (field != "source") {
    for (const std::string& part : split(field, '.')) at = at[part];
  }
  if (at.is_integer()) return fmt::format("{}", at.as_int());
  if (at.is_boolean()) return at.as_bool() ? "true" : "false";
  if (!at && (field == "spec.unschedulable" || field == "spec.hostNetwork")) return "false";
  return std::string(at.str());
}

}  // namespace

FieldSelector::FieldSelector(const Kind& kind, std::string_view text) {
  if (text.empty()) return;
  const std::vector<std::string> offered = fields_of(kind);
  for (const std::string& term : split(text, ',')) {
    if (term.empty()) continue;
    const std::size_t at = term.find('=');
    if (at == std::string::npos || at == 0) {
      throw bad_request(fmt::format("invalid selector: '{}'; can't understand '{}'", text, term));
    }
    const bool equal = term[at - 1] != '!';
    const std::string field = term.substr(0, equal ? at : at - 1);
    const std::size_t value = at + (term.compare(at, 2, "==") == 0 ? 2 : 1);
    const bool known = field == "metadata.name" || (kind.namespaced && field == "metadata.namespace") ||
                       std::find(offered.begin(), offered.end(), field) != offered.end();
    if (!known) {
      throw bad_request(
          offered.empty() && !kind.custom
              ? fmt::format("{} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
                            go_quote(field))
              : fmt::format("field label not supported: {}", field));
    }
    terms_.push_back({field, term.substr(value), equal});
  }
}

bool FieldSelector::matches(Node object) const {
  return std::all_of(terms_.begin(), terms_.end(),
                     [&](const Term& term) { return (value_at(object, term.field) == term.value) == term.equal; });
}

}  // namespace kpp::apiserver
