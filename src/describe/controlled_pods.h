// The pods of a controller, counted by what they are doing.
#pragma once

#include <memory>
#include <string>

#include "describe/source.h"
#include "kpp/node.h"

namespace kpp::describe {

class ControlledPods {
 public:
  /// Asks for the pods that match; only those that `controller` owns will count.
  ControlledPods(Source& source, Node controller, std::string label_selector);
  /// "2 Running / 1 Waiting / 0 Succeeded / 0 Failed". Throws when the pods cannot be had.
  std::string text() const;

 private:
  Node controller_;
  std::shared_ptr<Answer> pods_;
};

}  // namespace kpp::describe
