// Every family of describers.
#include "describe/describer.h"

namespace kpp::describe {
namespace {

constexpr Family kFamilies[] = {
    access_describers, autoscaler_describers, config_describers, deployment_describers, disruption_describers,
    endpoint_describers, ingress_describers, job_describers, namespace_describers, network_describers, node_describers,
    pod_describers, service_describers, signing_request_describers, storage_describers, workload_describers};

}  // namespace

std::span<const Family> describer_families() { return kFamilies; }

const Describer* find_describer(std::string_view group, std::string_view kind) {
  for (const Family family : kFamilies) {
    for (const Describer& describer : family()) {
      if (describer.group == group && describer.kind == kind) return &describer;
    }
  }
  return nullptr;
}

}  // namespace kpp::describe
