// --overrides and --override-type: changes of an object that a command has made from its flags.
#pragma once

#include <string>

#include "data/json.h"

namespace kpp::cli {
class FlagSet;
}

namespace kpp::app {

struct OverrideFlags {
  std::string overrides;
  std::string type = "merge";
  void bind(cli::FlagSet& flags);
  /// The object with the overrides, as its type has it; unchanged without any. Throws Error in kubectl's words.
  Json apply(Json object) const;
};

}  // namespace kpp::app
