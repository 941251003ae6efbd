// Arguments of the form TYPE NAME… KEY=VALUE… KEY-…, as label, annotate and set image take them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kpp::app {

struct PairArgs {
  std::vector<std::string> resources = {};  ///< what stands before the first pair
  std::vector<std::string> pairs = {};
};

/// Throws UsageError for a resource behind a pair. `what` names the pairs: "label".
PairArgs split_pair_args(const std::vector<std::string>& args, std::string_view what);

struct Pairs {
  std::map<std::string, std::string> set = {};  ///< the last value of a key counts
  std::vector<std::string> removed = {};
};

/// Values may hold any text. `with_removal`: "KEY-" is one. Throws UsageError that names all that are neither.
Pairs parse_pairs(const std::vector<std::string>& pairs, std::string_view what, bool with_removal);

}  // namespace kpp::app
