// The back end of FlagSet: CLI11 takes the canonical items of a line and fills the fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/flag_set.h"

namespace kpp::cli {

/// One flag as it stood on the line, whatever the way it was written: `-nx`, `-n=x`, `--namespace x`.
struct FlagItem {
  FlagSet* set = nullptr;  ///< the set that has it; must outlive the call
  std::string name = {};
  std::string value = {};
};

/// Sets the flags in the order of the items. Throws UsageError in pflag's words for the first value that is none.
void parse_items(const std::vector<FlagItem>& items);

}  // namespace kpp::cli
