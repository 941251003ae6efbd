// TerminalGuard: gives the terminal back as it was, after another program had it.
#pragma once

#include <memory>

namespace kpp {

/// Keeps the modes of the terminal on standard input, or of the controlling one, and sets them again when it goes, also
/// when SIGINT, SIGTERM, SIGHUP or SIGQUIT end the process meanwhile. Does nothing without a terminal. One at a time.
class TerminalGuard {
 public:
  TerminalGuard();
  ~TerminalGuard();
  TerminalGuard(const TerminalGuard&) = delete;
  TerminalGuard& operator=(const TerminalGuard&) = delete;

 private:
  struct Before;
  std::unique_ptr<Before> before_;
};

}  // namespace kpp
