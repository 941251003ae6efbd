// What completes resource types, names, namespaces and the entries of the kubeconfig.
#pragma once

#include <string>

#include "cli/command.h"
#include "cli/complete.h"

namespace kpp::app {

/// For flags: "namespace", "context", "cluster", "user".
const cli::ValueCompleters& value_completers();
/// Names of objects of this type.
cli::Completer complete_names_of(std::string type);
/// The same for commands that only these types make sense for: they are offered, others work as well.
cli::Completer complete_names_of_types(std::vector<std::string> types);
/// TYPE NAME…, TYPE/NAME…, several types with commas: for commands that work on any objects.
cli::Completion complete_types_and_names(Context& context, const cli::Args& before, const std::string& typed);

}  // namespace kpp::app
