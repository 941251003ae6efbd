// run: one command from its words to its exit code.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace kpp::app {

class Context;

/// `words` are the arguments without the program's name. Returns the exit code; errors have been printed.
int run(Context& context, const cli::Command& root, const std::vector<std::string>& words);

}  // namespace kpp::app
