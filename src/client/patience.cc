// See patience.h.
#include "client/patience.h"

#include <algorithm>

namespace kpp {
namespace {

constexpr std::chrono::milliseconds kLongest{15000};
constexpr std::chrono::minutes kAway{3};  ///< longer than a control plane takes to come up again

}  // namespace

bool may_pass(const Error& error) {
  if (const auto* transport = dynamic_cast<const TransportError*>(&error)) {
    return transport->kind() != TransportError::Kind::cancelled &&
           transport->kind() != TransportError::Kind::certificate;
  }
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) {
    return api->status().code == 429 || api->status().code >= 500;
  }
  return dynamic_cast<const BrokenAnswer*>(&error) != nullptr;
}

void Pauses::sleep(Clock& clock, const End& end) {
  std::chrono::nanoseconds pause = next_;
  if (end) pause = std::clamp(std::chrono::nanoseconds(*end - clock.monotonic()), std::chrono::nanoseconds(0), pause);
  clock.sleep_for(pause);
  next_ = std::min(next_ * 2, kLongest);
}

bool Patience::outlasts(const Error& error) {
  if (!may_pass(error)) return false;
  const auto now = clock_.monotonic();
  if (!away_since_) away_since_ = now;
  return now < (end_ ? *end_ : *away_since_ + kAway);
}

}  // namespace kpp
