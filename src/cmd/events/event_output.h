// EventOutput: events as lines of a table, or in the format of -o.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/flags/flag_groups.h"
#include "kpp/node.h"
#include "print/tabwriter.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

class EventOutput {
 public:
  struct Look {
    bool headers = true;
    bool with_namespace = false;
  };
  /// Throws for a format that cannot be used.
  EventOutput(app::Context& context, const app::PrintFlags& print, Look look);

  /// The events of a list, in this order; as an EventList where there is a format.
  void list(const std::vector<Node>& events);
  /// One more, as they come. Widths are remembered.
  void event(Node event);

 private:
  void row(Node event);
  void headers();
  void print(Node object);
  void flush();

  app::Context& context_;
  Look look_;
  std::unique_ptr<print::Printer> printer_ = {};  ///< none: the table
  bool names_ = false;
  bool values_ = false;  ///< JSON, YAML or KYAML
  print::TabWriter tabs_ = {};
};

}  // namespace kpp::cmd
