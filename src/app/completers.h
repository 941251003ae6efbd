// What completes resource types, names, namespaces and the entries of the kubeconfig.
#pragma once

#include <string>

#include "cli/command.h"
#include "cli/complete.h"

namespace kpp::app {

/// For flags: "namespace", "context", "cluster", "user".
const cli::ValueCompleters& value_completers();
/// The name of one object of this type.
cli::Completer complete_names_of(std::string type);
/// As complete_types_and_names, for commands that only these types make sense for: they alone are offered as types, in
/// this order. With `single`, no more than one object.
cli::Completer complete_names_of_types(std::vector<std::string> types, bool single = false);
/// TYPE NAME…, TYPE/NAME…, several types with commas: for commands that work on any objects.
cli::Completion complete_types_and_names(Context& context, const cli::Args& before, const std::string& typed);

}  // namespace kpp::app
