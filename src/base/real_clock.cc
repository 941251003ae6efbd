// The machine's clocks.
#include <ctime>

#include "base/seams_real.h"

namespace kpp {
namespace {

class RealClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return std::chrono::system_clock::now(); }
  std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::now(); }
  void sleep_for(std::chrono::nanoseconds duration) override {
    if (duration.count() <= 0) return;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(duration);
    const timespec wait{.tv_sec = static_cast<std::time_t>(seconds.count()),
                        .tv_nsec = static_cast<long>((duration - seconds).count())};
    // A handled signal ends it early: that is how a caller is told to stop.
    ::nanosleep(&wait, nullptr);
  }
};

}  // namespace

std::unique_ptr<Clock> real_clock() { return std::make_unique<RealClock>(); }

}  // namespace kpp
