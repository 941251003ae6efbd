// A terminal that another program had changed, after it and after a signal.
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/seams_real.h"
#include "base/unique_fd.h"
#include "support/catch.h"

namespace kpp {
namespace {

// Runs `script` with a terminal of its own as standard input; returns how the process that ran it ended.
int run_with_terminal(const std::string& terminal, const std::string& script) {
  const std::unique_ptr<Environment> env = real_environment();
  const std::unique_ptr<ProcessRunner> runner = real_process_runner(*env);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::signal(SIGTERM, SIG_DFL);  // of the test program before
    ::setsid();
    const int slave = ::open(terminal.c_str(), O_RDWR);
    ::ioctl(slave, TIOCSCTTY, 0);
    ::dup2(slave, STDIN_FILENO);
    runner->run({.program = "sh", .args = {"-c", script}, .inherit_stdin = true});
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a terminal is as before when a program that changed it has ended, or a signal has ended us") {
  const UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  REQUIRE(::grantpt(master.get()) == 0);
  REQUIRE(::unlockpt(master.get()) == 0);
  const std::string terminal = ::ptsname(master.get());
  const UniqueFd kept_open(::open(terminal.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  const auto echoes = [&] {
    termios modes{};
    REQUIRE(::tcgetattr(kept_open.get(), &modes) == 0);
    return (modes.c_lflag & ECHO) != 0;
  };
  REQUIRE(echoes());
  const int ended = run_with_terminal(terminal, "stty -echo; stty -a | grep -q -- -echo");
  CHECK((WIFEXITED(ended) && WEXITSTATUS(ended) == 0));
  CHECK(echoes());
  const int killed =
      run_with_terminal(terminal, "stty -echo; kill -TERM $PPID; while kill -0 $PPID; do sleep 0.01; done");
  CHECK((WIFSIGNALED(killed) && WTERMSIG(killed) == SIGTERM));
  CHECK(echoes());
}

}  // namespace kpp
