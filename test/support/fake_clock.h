// Time that passes only when somebody sleeps.
#pragma once

#include "kpp/seams.h"

namespace kpp::test {

class FakeClock final : public Clock {
 public:
  std::chrono::system_clock::time_point time{std::chrono::seconds(1'800'000'000)};
  std::chrono::nanoseconds slept{0};

  std::chrono::system_clock::time_point now() const override { return time; }
  std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::time_point(slept);
  }
  void sleep_for(std::chrono::nanoseconds duration) override {
    slept += duration;
    time += std::chrono::duration_cast<std::chrono::system_clock::duration>(duration);
  }
};

}  // namespace kpp::test
