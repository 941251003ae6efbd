// See patience.h.
#include "client/patience.h"

#include <algorithm>

namespace kpp {
namespace {

constexpr std::chrono::milliseconds kLongest{15000};

}  // namespace

bool may_pass(const Error& error) {
  if (const auto* transport = dynamic_cast<const TransportError*>(&error)) {
    return transport->kind() != TransportError::Kind::cancelled && transport->kind() != TransportError::Kind::certificate;
  }
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) return api->status().code == 429 || api->status().code >= 500;
  return dynamic_cast<const BrokenAnswer*>(&error) != nullptr;
}

void Pauses::sleep(Clock& clock, const End& end) {
  std::chrono::nanoseconds pause = next_;
  if (end) pause = std::clamp(std::chrono::nanoseconds(*end - clock.monotonic()), std::chrono::nanoseconds(0), pause);
  clock.sleep_for(pause);
  next_ = std::min(next_ * 2, kLongest);
}

}  // namespace kpp
