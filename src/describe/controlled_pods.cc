// See controlled_pods.h.
#include "describe/controlled_pods.h"

#include <fmt/core.h>

#include <utility>

#include "describe/values.h"

namespace kpp::describe {

ControlledPods::ControlledPods(Source& source, Node controller, std::string label_selector)
    : controller_(controller),
      pods_(source.list({.type = {"", "v1", "pods"},
                         .namespace_name = std::string(controller["metadata"]["namespace"].str()),
                         .label_selector = std::move(label_selector),
                         .field_selector = {}})) {}

std::string ControlledPods::text() const {
  int running = 0;
  int waiting = 0;
  int succeeded = 0;
  int failed = 0;
  for (const Node pod : pods_->objects()) {
    const Node owner = controller_of(pod);
    if (!owner || owner["uid"].str() != controller_["metadata"]["uid"].str()) continue;
    const std::string_view phase = pod["status"]["phase"].str();
    running += phase == "Running";
    waiting += phase == "Pending";
    succeeded += phase == "Succeeded";
    failed += phase == "Failed";
  }
  return fmt::format("{} Running / {} Waiting / {} Succeeded / {} Failed", running, waiting, succeeded, failed);
}

}  // namespace kpp::describe
