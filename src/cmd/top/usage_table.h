// UsageTable: what nodes and pods use of CPU, memory and swap, as a table.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/quantity.h"
#include "kpp/node.h"

namespace kpp::io {
class Output;
}
namespace kpp::app {
class Context;
}

namespace kpp::cmd {

/// Amounts by the resource's name.
using Amounts = std::map<std::string, Quantity, std::less<>>;

Amounts to_amounts(Node resources);
/// Does a row with `a` stand before one with `b`? `sort_by` is cpu or memory: whoever uses more comes first.
bool uses_more(const Amounts& a, const Amounts& b, std::string_view sort_by);
Quantity amount(const Amounts& amounts, std::string_view resource);

class UsageTable {
 public:
  explicit UsageTable(bool with_swap);

  const std::vector<std::string_view>& resources() const { return resources_; }
  /// The columns of `titles` for each resource: with CPU(cores), or with CPU(cores) and CPU(%).
  void header(const std::vector<std::string_view>& before, bool with_shares);
  /// One cell.
  void cell(std::string_view text);
  /// The cells of one resource: what is used, and which part that is of what there is, where it is known.
  void usage(std::string_view resource, const Quantity& used, const Amounts& available = {});
  /// The cells of each resource that nothing is known of.
  void unknown();
  void end_row() { text_ += '\n'; }
  void write(io::Output& out) const;

 private:
  std::vector<std::string_view> resources_;
  std::string text_ = {};
};

/// The version of the metrics API to ask: of those that are known, the first in the order of the server. Throws
/// Error("Metrics API not available") where it offers none.
std::string metrics_version(app::Context& context);
/// Throws UsageError for what is neither "", cpu nor memory.
void check_sort_by(std::string_view sort_by);

}  // namespace kpp::cmd
