#include "base/signals.h"

#include <unistd.h>

#include <csignal>
#include <initializer_list>

namespace kpp {
namespace {

volatile std::sig_atomic_t code_on_signal = 1;

extern "C" void end_now(int) { ::_exit(code_on_signal); }

}  // namespace

void end_on_signals(int exit_code) {
  code_on_signal = exit_code;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) std::signal(signal, end_now);
}

}  // namespace kpp
