#include "base/terminal_guard.h"

#include <fcntl.h>
#include <termios.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "base/unique_fd.h"

namespace kpp {
namespace {

constexpr std::array kEnding = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

// Of the one guard there is; set before its handlers are, and read by them.
struct Kept {
  int terminal = -1;
  termios modes{};
  std::array<struct sigaction, kEnding.size()> actions{};
} kept;

// A process in the background may do this too: SIGTTOU would stop it, so it is held back. Only async-signal-safe calls
// here.
void restore() {
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  ::pthread_sigmask(SIG_BLOCK, &stop, &before);
  while (::tcsetattr(kept.terminal, TCSANOW, &kept.modes) != 0 && errno == EINTR) {
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// What the signal would have done without a guard happens once this returns.
extern "C" void restore_and_end(int signal) {
  restore();
  for (std::size_t i = 0; i < kEnding.size(); ++i) ::sigaction(kEnding[i], &kept.actions[i], nullptr);
  ::raise(signal);
}

}  // namespace

struct TerminalGuard::Before {
  UniqueFd opened;
};

TerminalGuard::TerminalGuard() {
  UniqueFd opened;
  int terminal = STDIN_FILENO;
  termios modes{};
  if (::tcgetattr(terminal, &modes) != 0) {
    opened.reset(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
    terminal = opened.get();
    if (!opened || ::tcgetattr(terminal, &modes) != 0) return;
  }
  before_ = std::make_unique<Before>(Before{std::move(opened)});
  kept.terminal = terminal;
  kept.modes = modes;
  struct sigaction ending {};
  ending.sa_handler = restore_and_end;
  sigemptyset(&ending.sa_mask);
  for (std::size_t i = 0; i < kEnding.size(); ++i) {
    ::sigaction(kEnding[i], nullptr, &kept.actions[i]);
    if (kept.actions[i].sa_handler != SIG_IGN) ::sigaction(kEnding[i], &ending, nullptr);
  }
}

TerminalGuard::~TerminalGuard() {
  if (!before_) return;
  for (std::size_t i = 0; i < kEnding.size(); ++i) ::sigaction(kEnding[i], &kept.actions[i], nullptr);
  restore();
}

}  // namespace kpp
