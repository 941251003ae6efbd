// Containers, and the parts of pods that pods and pod templates share.
#pragma once

#include <string>
#include <string_view>

#include "describe/writer.h"
#include "kpp/node.h"

namespace kpp::describe {

/// A section of containers. `statuses` may be missing (a template's containers have none), and so may `pod`: it is
/// what variables that refer to fields are looked up in.
void write_containers(Writer& writer, std::string_view title, Node containers, Node statuses, Node pod,
                      std::string_view indent);
/// Limits and Requests, as far as there are any.
void write_resources(Writer& writer, Node resources, int level);
/// Environment Variables from, Environment.
void write_environment(Writer& writer, Node container, Node pod);
/// What a probe does and how often, in one line.
std::string probe_text(Node probe);

void write_tolerations(Writer& writer, std::string_view title, Node tolerations);
void write_spread_constraints(Writer& writer, Node constraints, std::string_view indent);
void write_scheduling_group(Writer& writer, Node spec, std::string_view indent);

/// The section "Pod Template" of a controller.
void write_pod_template(Writer& writer, Node pod_template);

}  // namespace kpp::describe
