// See node_pods.h.
#include "describe/node_pods.h"

#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "describe/pod_resources.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

const Quantity& amount_of(const Resources& resources, std::string_view name) {
  static const Quantity none;
  const auto at = resources.find(name);
  return at == resources.end() ? none : at->second;
}

// A float64 as an integer, as an x86 processor converts what does not fit.
std::int64_t whole(double value) {
  constexpr double kLimit = 9223372036854775808.0;
  return value > -kLimit && value < kLimit ? static_cast<std::int64_t>(value)
                                           : std::numeric_limits<std::int64_t>::min();
}

// CPUs are compared in thousandths, everything else in whole units.
double size_of(const Quantity& quantity, std::string_view name) {
  return static_cast<double>(name == "cpu" ? quantity.milli_value() : quantity.value());
}

/// "500m (12%)"; of nothing it is 0%.
std::string share(const Resources& amounts, std::string_view name, Node available) {
  const Quantity& amount = amount_of(amounts, name);
  const double total = size_of(to_quantity(available[name]), name);
  const double percent = total == 0 ? 0 : size_of(amount, name) / total * 100;
  return fmt::format("{} ({}%)", amount.str(), whole(percent));
}

bool is_standard(std::string_view name) { return name == "cpu" || name == "memory" || name == "ephemeral-storage"; }

void write_pod_row(Writer& writer, Node pod, Node available) {
  const Resources requests = pod_resources(pod, Amount::requests, true);
  const Resources limits = pod_resources(pod, Amount::limits, true);
  const auto of = [&](const Resources& amounts, std::string_view name) { return share(amounts, name, available); };
  const Node metadata = pod["metadata"];
  writer.write(1, "{}\t{}\t\t{}\t{}\t{}\t{}\t{}\n", metadata["namespace"].str(), metadata["name"].str(),
               of(requests, "cpu"), of(limits, "cpu"), of(requests, "memory"), of(limits, "memory"),
               writer.since(metadata["creationTimestamp"]));
}

}  // namespace

void write_node_pods(Writer& writer, Node node, const std::vector<Node>& pods) {
  const Node status = node["status"];
  const Node available = status["allocatable"].empty() ? status["capacity"] : status["allocatable"];
  writer.write(0, "Non-terminated Pods:\t({} in total)\n", pods.size());
  writer.write(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n");
  writer.write(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n");
  Resources requests;
  Resources limits;
  for (const Node pod : pods) {
    write_pod_row(writer, pod, available);
    add_resources(requests, pod_resources(pod, Amount::requests, true));
    add_resources(limits, pod_resources(pod, Amount::limits, true));
  }
  writer.write(0, "Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n");
  writer.write(1, "Resource\tRequests\tLimits\n");
  writer.write(1, "--------\t--------\t------\n");
  const auto write_share = [&](std::string_view name) {
    writer.write(1, "{}\t{}\t{}\n", name, share(requests, name, available), share(limits, name, available));
  };
  for (const std::string_view name : {"cpu", "memory", "ephemeral-storage"}) write_share(name);
  const std::vector<Member> all = sorted_members(available);
  for (const Member& resource : all) {
    if (resource.key.starts_with("hugepages-")) write_share(resource.key);
  }
  for (const Member& resource : all) {
    if (resource.key.starts_with("hugepages-") || is_standard(resource.key) || resource.key == "pods") continue;
    writer.write(1, "{}\t{}\t{}\n", resource.key, amount_of(requests, resource.key).str(),
                 amount_of(limits, resource.key).str());
  }
}

}  // namespace kpp::describe
