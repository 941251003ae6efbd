// The log that -v turns on: klog's levels, to standard error, credentials redacted before they get here.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace kpp {

/// Passed to whoever logs; cheap to copy. A default one logs nothing.
class Log {
 public:
  Log() = default;
  /// `write` takes a whole line with klog's header and a newline.
  Log(int verbosity, std::function<void(std::string_view)> write) : verbosity_(verbosity), write_(std::move(write)) {}
  bool enabled(int level) const { return write_ && level <= verbosity_; }
  /// Writes one line at `level`: 'I' header (I0102 15:04:05.000000 PID file.go:1] shape) and text.
  void info(int level, std::string_view text) const;
  /// Always written when there is a writer: 'W' and 'E' lines.
  void warning(std::string_view text) const;
  void error(std::string_view text) const;

 private:
  int verbosity_ = 0;
  std::function<void(std::string_view)> write_;
};

}  // namespace kpp
