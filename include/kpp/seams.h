// The seams: everything outside the process that kpp touches, as interfaces.
//
// They are passed in, never fetched: kpp's main.cc makes the real ones for the program, a Connection (connect.h) those
// for a program that links libkpp, and tests pass fakes. (The fifth seam, Transport, is in http.h.)
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kpp {

/// Bytes out. write() takes all of `bytes` or throws Error; it may buffer until flush().
/// A closed pipe throws ExitStatus, so that `kpp … | head` ends quietly.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void flush() {}
  /// For what goes on until it is stopped: from now on the process ends quietly as soon as nobody is left to read.
  /// Where that cannot be known, only the next write() finds out.
  virtual void end_when_unread() {}
};

/// Bytes in. read() fills at most `size` bytes, returns how many, 0 at the end; throws Error.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  /// A terminal shows what is typed, or not: for passwords. Nothing happens where there is no terminal.
  virtual void show_typing(bool) {}
};

/// The three standard streams, and what is known of the terminals behind them.
struct IoStreams {
  ByteSource* in = nullptr;
  ByteSink* out = nullptr;
  ByteSink* err = nullptr;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int width = 80;  ///< columns of the terminal; 80 where there is none
};

/// Environment variables and the few facts of the user's surroundings.
class Environment {
 public:
  virtual ~Environment() = default;
  /// The variable's value; nullopt when it is not set (set but empty is "").
  virtual std::optional<std::string> get(const std::string& name) const = 0;
  /// Every variable, for a child process.
  virtual std::map<std::string, std::string> all() const = 0;
  /// The home folder ($HOME), or "" where there is none.
  virtual std::string home() const = 0;
  virtual std::string working_directory() const = 0;
};

/// Time. now() is the wall clock, monotonic() never goes back; sleep_for() may be ended early by cancel.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::system_clock::time_point now() const = 0;
  virtual std::chrono::steady_clock::time_point monotonic() const = 0;
  virtual void sleep_for(std::chrono::nanoseconds duration) = 0;
};

/// A program to run. No shell is ever involved: argv goes to the program as it is.
struct ProcessSpec {
  std::string program{};                                    ///< a path, or a name to be looked up on PATH
  std::vector<std::string> args{};                          ///< without the program itself
  std::optional<std::map<std::string, std::string>> env{};  ///< nullopt: the parent's
  std::string stdin_text{};
  bool inherit_stdin = false;   ///< give it the terminal instead of stdin_text; its modes are set back afterwards
  bool inherit_stdout = false;  ///< let it write to our stdout instead of capturing
  bool inherit_stderr = false;
  bool without_terminal = false;         ///< in a session of its own: it cannot ask on /dev/tty either
  std::size_t output_limit = 16u << 20;  ///< bytes of captured output after which it is killed
  std::optional<std::chrono::nanoseconds> timeout{};
  std::string working_directory{};  ///< empty: the parent's
};

struct ProcessResult {
  int exit_code = 0;  ///< -1 where a signal ended it
  std::string out{};
  std::string err{};
};

/// Other programs. Throws Error when the program cannot be started, times out or writes too much.
class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  virtual ProcessResult run(const ProcessSpec& spec) = 0;
  /// Becomes the program, which is not looked up on PATH; returns only by throwing.
  [[noreturn]] virtual void replace(const ProcessSpec& spec) = 0;
  /// The first executable of this name on PATH, below its folder as PATH has it: run() refuses relative ones.
  virtual std::optional<std::string> find(const std::string& name) const = 0;
};

}  // namespace kpp
