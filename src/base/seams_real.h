// The real Environment, Clock and ProcessRunner. Only main.cc and client/connect.cc make them; everything else is
// passed one.
#pragma once

#include <memory>

#include "kpp/seams.h"

namespace kpp {

/// This process's environment variables, home ($HOME) and working folder, read when asked.
std::unique_ptr<Environment> real_environment();

/// The machine's clocks. A signal that is handled ends sleep_for() early.
std::unique_ptr<Clock> real_clock();

/// Starts other programs with fork and exec. Names are looked up on `env`'s PATH (which must outlive the runner), never
/// in the current folder: a program found only through a relative entry of PATH is refused, as Go's os/exec does.
/// Errors: `exec: "x": executable file not found in $PATH`, `fork/exec /x: permission denied`.
std::unique_ptr<ProcessRunner> real_process_runner(const Environment& env);

}  // namespace kpp
