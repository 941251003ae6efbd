// Signals that end the program: for commands that go on until they are stopped.
#pragma once

namespace kpp {

/// From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT end the process at once with `exit_code`. What is to be kept must
/// have been written before: nothing is flushed.
void end_on_signals(int exit_code);

}  // namespace kpp
