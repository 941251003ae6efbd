// Every family of describers.
#include "describe/describer.h"

namespace kpp::describe {

const Describer* find_describer(std::string_view group, std::string_view kind) {
  for (const auto family : {deployment_describers, job_describers, namespace_describers, node_describers, pod_describers, workload_describers}) {
    for (const Describer& describer : family()) {
      if (describer.group == group && describer.kind == kind) return &describer;
    }
  }
  return nullptr;
}

}  // namespace kpp::describe
