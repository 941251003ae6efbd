// Namespaces, and what limits them: resource quotas and limit ranges, which are described on their own too.
#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <span>

#include "base/strings.h"
#include "describe/describer.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "kpp/error.h"

namespace kpp::describe {
namespace {

std::string_view meaning_of_scope(std::string_view scope) {
  if (scope == "Terminating") {
    return "Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being "
           "actively terminated by "
           "the system.";
  }
  if (scope == "NotTerminating") {
    return "Matches all pods that do not have an active deadline. These pods usually include long running pods whose "
           "container command is "
           "not expected to terminate.";
  }
  if (scope == "BestEffort") {
    return "Matches all pods that do not have resource requirements set. These pods have a best effort quality of "
           "service.";
  }
  if (scope == "NotBestEffort") {
    return "Matches all pods that have at least one resource requirement set. These pods have a burstable or "
           "guaranteed quality of service.";
  }
  return "";
}

void write_scopes(Writer& writer, int level, Node scopes, std::string_view bullet) {
  std::vector<std::string> sorted = texts(scopes);
  if (sorted.empty()) return;
  std::sort(sorted.begin(), sorted.end());
  writer.field(level, "Scopes", join(sorted, ", "));
  for (const std::string& scope : sorted) {
    if (const std::string_view meaning = meaning_of_scope(scope); !meaning.empty()) {
      writer.write(level, "{} {}\n", bullet, meaning);
    }
  }
}

void write_quota(Writer& writer, Node object) {
  const Node status = object["status"];
  write_name(writer, object);
  write_scopes(writer, 0, object["spec"]["scopes"], " *");
  writer.write(0, "Resource\tUsed\tHard\n");
  writer.write(0, "--------\t----\t----\n");
  for (const auto& [name, node] : sorted_members(status["hard"])) {
    const Quantity hard = to_quantity(node);
    Quantity used = to_quantity(status["used"][name]);
    // Both in one style: 1Gi of 2Gi, not 1073741824 of 2Gi.
    if (used.format() != hard.format()) used = Quantity::from_int(used.value(), hard.format());
    writer.write(0, "{}\t{}\t{}\n", name, used.str(), hard.str());
  }
}

void write_quotas(Writer& writer, std::vector<Node> quotas) {
  if (quotas.empty()) return writer.write(0, "No resource quota.\n");
  std::stable_sort(quotas.begin(), quotas.end(),
                   [](Node a, Node b) { return a["metadata"]["name"].str() < b["metadata"]["name"].str(); });
  writer.write(0, "Resource Quotas\n");
  for (const Node quota : quotas) {
    writer.field(1, "Name", quota["metadata"]["name"].str());
    write_scopes(writer, 1, quota["spec"]["scopes"], "*");
    writer.write(1, "Resource\tUsed\tHard\n");
    writer.write(1, "--------\t---\t---\n");
    for (const auto& [name, hard] : sorted_members(quota["status"]["hard"])) {
      writer.write(1, "{}\t{}\t{}\n", name, quantity_text(quota["status"]["used"][name]), quantity_text(hard));
    }
  }
}

// One line for each resource that any of a limit's lists names.
void write_limits(Writer& writer, Node spec, std::string_view indent) {
  constexpr std::string_view kLists[] = {"min", "max", "defaultRequest", "default", "maxLimitRequestRatio"};
  for (const Node limit : spec["limits"].items()) {
    std::set<std::string_view> names;
    for (const std::string_view list : kLists) {
      for (const Member& member : limit[list].members()) names.insert(member.key);
    }
    for (const std::string_view name : names) {
      std::string line = fmt::format("{}{}\t{}", indent, limit["type"].str(), name);
      for (const std::string_view list : kLists) {
        const Node value = limit[list][name];
        line += "\t" + (value.exists() ? quantity_text(value) : "-");
      }
      writer.write(0, "{}\n", line);
    }
  }
}

void write_limit_range(Writer& writer, Node object) {
  write_name(writer, object);
  writer.write(0, "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n");
  writer.write(0, "----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n");
  write_limits(writer, object["spec"], "");
}

void write_limit_ranges(Writer& writer, const std::vector<Node>& ranges) {
  if (ranges.empty()) return writer.write(0, "No LimitRange resource.\n");
  writer.write(0,
               "Resource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n");
  writer.write(0, " ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n");
  for (const Node range : ranges) write_limits(writer, range["spec"], " ");
}

// A server may do without quotas and limits: then nothing is said of them.
std::optional<std::vector<Node>> if_supported(Answer& answer) {
  try {
    return answer.objects();
  } catch (const ApiError& error) {
    if (error.is("NotFound")) return std::nullopt;
    throw;
  }
}

void write_namespace(Writer& writer, Node object) {
  const Node status = object["status"];
  write_name(writer, object, false);
  write_labels_and_annotations(writer, object);
  writer.field(0, "Status", status["phase"].str());
  if (status["conditions"].empty()) return;
  writer.write(0, "Conditions:\n");
  writer.write(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage\n");
  writer.write(1, "----\t------\t------------------\t------\t-------\n");
  for (const Node condition : status["conditions"].items()) {
    writer.write(1, "{}\t{}\t{}\t{}\t{}\n", condition["type"].str(), condition["status"].str(),
                 time_text(condition["lastTransitionTime"]), condition["reason"].str(), condition["message"].str());
  }
}

Description prepare_namespace(Node object, Source& source) {
  const std::string name(object["metadata"]["name"].str());
  const auto list = [&](std::string resource) {
    return source.list(
        {.type = {"", "v1", std::move(resource)}, .namespace_name = name, .label_selector = {}, .field_selector = {}});
  };
  return [object, quotas = list("resourcequotas"), limits = list("limitranges")](Writer& writer) {
    const auto all_quotas = if_supported(*quotas);
    const auto all_limits = if_supported(*limits);
    write_namespace(writer, object);
    if (all_quotas) {
      writer.line("");
      write_quotas(writer, *all_quotas);
    }
    if (all_limits) {
      writer.line("");
      write_limit_ranges(writer, *all_limits);
    }
  };
}

Description prepare_quota(Node object, Source&) {
  return [object](Writer& writer) { write_quota(writer, object); };
}

Description prepare_limit_range(Node object, Source&) {
  return [object](Writer& writer) { write_limit_range(writer, object); };
}

constexpr Describer kNamespaces[] = {
    {"", "LimitRange", "v1", "limitranges", prepare_limit_range},
    {"", "Namespace", "v1", "namespaces", prepare_namespace},
    {"", "ResourceQuota", "v1", "resourcequotas", prepare_quota},
};

}  // namespace

std::span<const Describer> namespace_describers() { return kNamespaces; }

}  // namespace kpp::describe
