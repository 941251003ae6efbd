#include "base/log.h"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

namespace kpp {
namespace {

// klog's header: level, month and day, time, thread id, file.
std::string header(char level) {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count() % 1000000;
  std::tm t{};
  localtime_r(&seconds, &t);
  return fmt::format("{}{:02}{:02} {:02}:{:02}:{:02}.{:06} {:7} kpp.go:1] ", level, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                     t.tm_min, t.tm_sec, micros, ::getpid());
}

}  // namespace

void Log::info(int level, std::string_view text) const {
  if (enabled(level)) write_(header('I') + std::string(text) + "\n");
}

void Log::warning(std::string_view text) const {
  if (write_) write_(header('W') + std::string(text) + "\n");
}

void Log::error(std::string_view text) const {
  if (write_) write_(header('E') + std::string(text) + "\n");
}

}  // namespace kpp
