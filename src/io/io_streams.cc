// See io_streams.h.
#include "io/io_streams.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.h"
#include "base/reader_watch.h"
#include "kpp/error.h"

namespace kpp::io {
namespace {

/// As a program that dies of SIGPIPE ends in a shell.
constexpr int kPipeClosed = 141;

class FdSink final : public ByteSink {
 public:
  FdSink(int fd, const char* name) : fd_(fd), name_(name) {}

  void write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
        continue;
      }
      if (errno == EINTR) continue;
      if (errno == EAGAIN) {
        pollfd wait{fd_, POLLOUT, 0};
        ::poll(&wait, 1, -1);
        continue;
      }
      if (errno == EPIPE) throw ExitStatus(kPipeClosed);
      throw Error(fmt::format("write {}: {}", name_, errno_text(errno)));
    }
  }

  void end_when_unread() override {
    if (!readers_) readers_.emplace(fd_, kPipeClosed);
  }

 private:
  int fd_;
  const char* name_;
  std::optional<ReaderWatch> readers_;
};

class FdSource final : public ByteSource {
 public:
  std::size_t read(char* buffer, std::size_t size) override {
    for (;;) {
      const ssize_t count = ::read(STDIN_FILENO, buffer, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) throw Error(fmt::format("read /dev/stdin: {}", errno_text(errno)));
    }
  }

  void show_typing(bool show) override {
    termios settings{};
    if (::tcgetattr(STDIN_FILENO, &settings) != 0) return;
    if (show) settings.c_lflag |= static_cast<tcflag_t>(ECHO);
    else settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &settings);
  }
};

int columns(int fd) {
  winsize size{};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

struct StandardStreams::Impl {
  FdSource in;
  FdSink out{STDOUT_FILENO, "/dev/stdout"};
  FdSink err{STDERR_FILENO, "/dev/stderr"};
};

StandardStreams::StandardStreams() : impl_(std::make_unique<Impl>()) {
  // A standard stream that the caller has closed goes nowhere; else the next file or socket would take its number.
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) == -1 && errno == EBADF && ::open("/dev/null", O_RDWR) != fd) {
      throw Error("open /dev/null: " + errno_text(errno));
    }
  }
}
StandardStreams::~StandardStreams() = default;

IoStreams StandardStreams::streams() const {
  IoStreams out;
  out.in = &impl_->in;
  out.out = &impl_->out;
  out.err = &impl_->err;
  out.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  out.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  out.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  if (out.out_is_terminal) out.width = columns(STDOUT_FILENO);
  return out;
}

}  // namespace kpp::io
