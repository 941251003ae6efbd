// Help shown while a command runs, and errors that lead to it.
#pragma once

#include <string>

#include "kpp/error.h"

namespace kpp::app {

class Context;

/// The running command's help.
std::string help_text(const Context& context);
/// Writes it to standard output.
void show_help(Context& context);
/// show_help(), then throws a UsageError with this message.
[[noreturn]] void refuse_with_help(Context& context, const std::string& message);

}  // namespace kpp::app
