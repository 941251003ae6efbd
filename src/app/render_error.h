// The one door out: errors become kubectl's text and exit code here and nowhere else.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "kpp/error.h"

namespace kpp::app {

struct RenderedError {
  std::string text;  ///< what goes to standard error, newline included; empty: nothing
  int exit_code = 1;
};

/// `command` is the program and command path ("kubectl get") for "See '… --help' for usage.".
RenderedError render_error(const Error& error, std::string_view command);

/// One error as it reads inside a list of errors: no "error: " prefix, no newline.
std::string message_for(const Error& error);

}  // namespace kpp::app
