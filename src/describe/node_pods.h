// What the pods on a node ask for, and how much of the node that is.
#pragma once

#include <vector>

#include "describe/writer.h"
#include "kpp/node.h"

namespace kpp::describe {

/// The table of pods and the sums of their requests and limits.
void write_node_pods(Writer& writer, Node node, const std::vector<Node>& pods);

}  // namespace kpp::describe
