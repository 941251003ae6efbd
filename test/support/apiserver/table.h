// Tables: the columns of each kind and the cells of one object, as the real server shows them.
// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"
#include "kpp/node.h"
#include "support/apiserver/kinds.h"

namespace kpp::apiserver {

struct Column {
  const char* name = "";
  const char* type = "string";
  int priority = 0;
  const char* format = "";
  const char* description = "";
};

using Cell = std::variant<std::string, std::int64_t, bool>;
using Cells = std::vector<Cell>;

struct TableOf {
  std::vector<Column> columns{};
  Cells (*cells)(Node object, TimePoint now) = nullptr;
};

const TableOf& table_of(const Kind& kind);

/// The parts, by what they show.
TableOf pod_table();
TableOf node_table();
TableOf service_table();
TableOf event_table();
TableOf deployment_table();
TableOf replica_set_table();
TableOf stateful_set_table();
TableOf daemon_set_table();
TableOf job_table();
TableOf cron_job_table();
TableOf metrics_table();

/// Shared by the parts.
Column name_column();
Column age_column();
std::string name_of(Node object);
std::string age_of(Node object, TimePoint now);
std::string text_or(Node node, const char* otherwise);
/// "a=b,c=d", or "<none>".
std::string labels_text(Node labels);
/// Names and images of a pod template's containers, each joined with commas.
std::string container_names(Node pod_spec);
std::string container_images(Node pod_spec);
/// "1.2.3.4,5.6.7.8" of a load balancer, in order.
std::string ingress_addresses(Node status);

}  // namespace kpp::apiserver
