#include "base/reader_watch.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <cerrno>

namespace kpp {
namespace {

void watch(int fd, int stop, int exit_code) {
  // Of the output only errors are told, which need not be asked for.
  pollfd polled[] = {{.fd = fd, .events = 0, .revents = 0}, {.fd = stop, .events = POLLIN, .revents = 0}};
  while (::poll(polled, std::size(polled), -1) < 0 && errno == EINTR) {
  }
  if (polled[1].revents == 0 && (polled[0].revents & (POLLERR | POLLHUP)) != 0) ::_exit(exit_code);
}

}  // namespace

// Without a descriptor left to stop it by there is no watch: then the next write finds out.
ReaderWatch::ReaderWatch(int fd, int exit_code) : stop_(::eventfd(0, EFD_CLOEXEC)) {
  if (stop_) thread_ = std::thread(watch, fd, stop_.get(), exit_code);
}

ReaderWatch::~ReaderWatch() {
  if (!stop_) return;
  ::eventfd_write(stop_.get(), 1);
  thread_.join();
}

}  // namespace kpp
