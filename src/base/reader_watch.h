// ReaderWatch: notices that nobody reads a pipe any more, without writing to it.
#pragma once

#include <thread>

#include "base/unique_fd.h"

namespace kpp {

/// While it lives, the process ends at once with `exit_code` when the other end of the pipe `fd` is closed. Nothing is
/// flushed: there is nobody to read it. Files and the like never end.
class ReaderWatch {
 public:
  ReaderWatch(int fd, int exit_code);
  ~ReaderWatch();
  ReaderWatch(const ReaderWatch&) = delete;
  ReaderWatch& operator=(const ReaderWatch&) = delete;

 private:
  UniqueFd stop_;
  std::thread thread_;
};

}  // namespace kpp
