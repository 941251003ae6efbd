// Runs other programs: fork, exec, pipes, and a time after which they are killed.
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <map>

#include "base/files.h"
#include "base/quote.h"
#include "base/seams_real.h"
#include "base/strings.h"
#include "base/terminal_guard.h"
#include "base/time.h"
#include "base/unique_fd.h"
#include "kpp/error.h"

namespace kpp {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Pipe {
  UniqueFd read, write;
};

Pipe make_pipe() {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) throw Error("pipe: " + errno_text(errno));
  return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

// 0 when `path` is a file this user may execute, else why not.
int executable_problem(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return errno;
  if (S_ISDIR(info.st_mode)) return EISDIR;
  return ::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

// argv and envp as exec wants them; made before fork, because after it nothing may be allocated.
struct ExecArguments {
  std::vector<std::string> words, variables;
  std::vector<char*> argv, envp;

  ExecArguments(const ProcessSpec& spec, const std::map<std::string, std::string>& env) {
    words.push_back(spec.program);
    words.insert(words.end(), spec.args.begin(), spec.args.end());
    for (const auto& [name, value] : env) variables.push_back(name + "=" + value);
    for (std::string& word : words) argv.push_back(word.data());
    for (std::string& variable : variables) envp.push_back(variable.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
  }
};

// Takes `bytes` off the front as the pipe accepts them. A reader that has gone is no error: as in Go, the rest is
// dropped.
bool feed(int fd, std::string_view& bytes) {
  // SIGPIPE is held back for the one write, so that it does not matter how the program has it set.
  sigset_t pipe_only, before;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
  const ssize_t count = ::write(fd, bytes.data(), bytes.size());
  const int code = errno;
  if (count < 0 && code == EPIPE && !sigismember(&before, SIGPIPE)) {
    const timespec at_once{};
    ::sigtimedwait(&pipe_only, nullptr, &at_once);
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (count >= 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  else if (code != EAGAIN && code != EINTR) return false;
  return !bytes.empty();
}

// Reads what is there; false at the end.
bool drain(int fd, std::string& into) {
  char buffer[64 * 1024];
  const ssize_t count = ::read(fd, buffer, sizeof buffer);
  if (count > 0) into.append(buffer, static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

// The child of one run(): kills and reaps it when its owner is left by an exception.
class Child {
 public:
  Child(pid_t pid, bool leads_group)
      : pid_(pid), leads_group_(leads_group), handle_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (reaped_) return;
    ::kill(leads_group_ ? -pid_ : pid_, SIGKILL);
    wait(0);
  }
  bool done() { return reaped_ || wait(WNOHANG); }
  void wait_until_done() {
    if (!reaped_) wait(0);
  }
  int exit_code() const { return WIFSIGNALED(status_) ? -1 : WEXITSTATUS(status_); }
  int handle() const { return handle_.get(); }  ///< readable when it has ended; -1 on old kernels

 private:
  bool wait(int flags) {
    pid_t got;
    do got = ::waitpid(pid_, &status_, flags);
    while (got < 0 && errno == EINTR);
    return reaped_ = got != 0;
  }
  pid_t pid_;
  bool leads_group_;  ///< then the programs it started go with it
  UniqueFd handle_;
  int status_ = 0;
  bool reaped_ = false;
};

class RealProcessRunner final : public ProcessRunner {
 public:
  explicit RealProcessRunner(const Environment& env) : env_(env) {}

  std::optional<std::string> find(const std::string& name) const override {
    if (name.find('/') != std::string::npos) return executable_problem(name) == 0 ? std::optional(name) : std::nullopt;
    const std::string folders = env_.get("PATH").value_or("");
    if (folders.empty()) return std::nullopt;
    for (const std::string& folder : split(folders, ':')) {
      std::string path = path_join(folder.empty() ? "." : folder, name);
      if (executable_problem(path) == 0) return path;
    }
    return std::nullopt;
  }

  ProcessResult run(const ProcessSpec& spec) override {
    const std::string path = resolve(spec.program);
    const SteadyTime deadline = spec.timeout ? std::chrono::steady_clock::now() + *spec.timeout : SteadyTime::max();
    std::optional<TerminalGuard> terminal;
    if (spec.inherit_stdin) terminal.emplace();
    Pipe in, out, err;
    if (!spec.inherit_stdin) in = make_pipe();
    if (!spec.inherit_stdout) out = make_pipe();
    if (!spec.inherit_stderr) err = make_pipe();
    Child child(start(spec, path, in.read.get(), out.write.get(), err.write.get()), spec.without_terminal);
    in.read.reset();
    out.write.reset();
    err.write.reset();
    return follow(spec, child, in.write, out.read, err.read, deadline);
  }

  void replace(const ProcessSpec& spec) override {
    const ExecArguments arguments(spec, spec.env ? *spec.env : env_.all());
    if (!spec.working_directory.empty() && ::chdir(spec.working_directory.c_str()) != 0) {
      throw Error(fmt::format("chdir {}: {}", spec.working_directory, errno_text(errno)));
    }
    ::execve(spec.program.c_str(), arguments.argv.data(), arguments.envp.data());
    throw Error(fmt::format("fork/exec {}: {}", spec.program, errno_text(errno)));
  }

 private:
  std::string resolve(const std::string& name) const {
    const std::optional<std::string> path = find(name);
    const std::string quoted = go_quote(name);
    const bool is_path = name.find('/') != std::string::npos;
    // What stands in the folder we happen to be in is not run, under whatever name.
    if (path && !is_path && !path->starts_with('/')) {
      throw Error(fmt::format("exec: {}: cannot run executable found relative to current directory", quoted));
    }
    if (path) return *path;
    if (is_path) {
      const int code = executable_problem(name);
      throw Error(code == EACCES ? fmt::format("exec: {}: {}", quoted, errno_text(code))
                                 : fmt::format("exec: {}: stat {}: {}", quoted, name, errno_text(code)));
    }
    throw Error(fmt::format("exec: {}: executable file not found in $PATH", quoted));
  }

  // Forks and execs; returns when the program runs, throws when it could not be started.
  pid_t start(const ProcessSpec& spec, const std::string& path, int in, int out, int err) const {
    const ExecArguments arguments(spec, spec.env ? *spec.env : env_.all());
    Pipe failure = make_pipe();  // closed by a successful exec; carries errno otherwise
    const pid_t pid = ::fork();
    if (pid < 0) throw Error(fmt::format("fork/exec {}: {}", path, errno_text(errno)));
    if (pid == 0) become(spec, path, arguments, in, out, err, failure.write.get());
    failure.write.reset();
    int code = 0;
    ssize_t count;
    do count = ::read(failure.read.get(), &code, sizeof code);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return pid;
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    throw Error(fmt::format("fork/exec {}: {}", path, errno_text(code)));
  }

  // In the child, where only async-signal-safe functions may be called.
  [[noreturn]] static void become(const ProcessSpec& spec, const std::string& path, const ExecArguments& arguments,
                                  int in, int out, int err, int failure) {
    const bool ready = (in < 0 || ::dup2(in, 0) >= 0) && (out < 0 || ::dup2(out, 1) >= 0) &&
                       (err < 0 || ::dup2(err, 2) >= 0) &&
                       (spec.working_directory.empty() || ::chdir(spec.working_directory.c_str()) == 0);
    if (ready) {
      if (spec.without_terminal) ::setsid();
      ::signal(SIGPIPE, SIG_DFL);
      sigset_t none;
      sigemptyset(&none);
      ::sigprocmask(SIG_SETMASK, &none, nullptr);
      ::execve(path.c_str(), arguments.argv.data(), arguments.envp.data());
    }
    const int code = errno;
    [[maybe_unused]] const ssize_t written = ::write(failure, &code, sizeof code);
    ::_exit(127);
  }

  // Feeds and reads the child until it has ended and its pipes are closed.
  static ProcessResult follow(const ProcessSpec& spec, Child& child, UniqueFd& in, UniqueFd& out, UniqueFd& err,
                              SteadyTime deadline) {
    ProcessResult result;
    std::string_view input = spec.stdin_text;
    if (input.empty()) in.reset();
    if (in) ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
    while (in || out || err || !child.done()) {
      int wait = -1;
      if (deadline != SteadyTime::max()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) throw Error(fmt::format("{} did not end within {}", spec.program, go_duration(*spec.timeout)));
        wait = static_cast<int>(std::min<std::int64_t>(left, 1 << 30));
      }
      if (child.handle() < 0) wait = wait < 0 ? 10 : std::min(wait, 10);
      if (child.done()) in.reset();  // nobody is left to read it
      const bool only_child = !in && !out && !err;
      pollfd polled[] = {{.fd = in.get(), .events = POLLOUT, .revents = 0},
                         {.fd = out.get(), .events = POLLIN, .revents = 0},
                         {.fd = err.get(), .events = POLLIN, .revents = 0},
                         {.fd = only_child || in ? child.handle() : -1, .events = POLLIN, .revents = 0}};
      if (only_child && child.done()) break;
      if (::poll(polled, std::size(polled), wait) < 0 && errno != EINTR) throw Error("poll: " + errno_text(errno));
      if (polled[0].revents && !feed(in.get(), input)) in.reset();
      if (polled[1].revents && !drain(out.get(), result.out)) out.reset();
      if (polled[2].revents && !drain(err.get(), result.err)) err.reset();
      if (result.out.size() + result.err.size() > spec.output_limit) {
        throw Error(fmt::format("{} wrote more than {} bytes", spec.program, spec.output_limit));
      }
    }
    child.wait_until_done();
    result.exit_code = child.exit_code();
    return result;
  }

  const Environment& env_;
};

}  // namespace

std::unique_ptr<ProcessRunner> real_process_runner(const Environment& env) {
  return std::make_unique<RealProcessRunner>(env);
}

}  // namespace kpp
