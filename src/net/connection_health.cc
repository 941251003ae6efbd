#include "net/connection_health.h"

#include <algorithm>
#include <string_view>

namespace kpp::net {
namespace {

// RFC 9113 6.7: eight bytes, type 6, on the connection itself. libcurl passes over the answer.
constexpr std::string_view kPing("\0\0\x08\x06\0\0\0\0\0kpp-ping", 17);

}  // namespace

// False when the connection is lost.
bool ConnectionHealth::look(void* tls, Time now) {
  const std::uint64_t bytes = openssl_.bytes_read(tls);
  const auto [at, added] = seen_.try_emplace(tls, Seen{.bytes = bytes, .since = now});
  Seen& seen = at->second;
  if (seen.bytes != bytes) seen = {.bytes = bytes, .since = now};
  if (seen.ping) return now - *seen.ping < pong_;
  if (now - seen.since >= idle_) {
    openssl_.send_when_free(tls, kPing);
    seen.ping = now;
  }
  return true;
}

std::vector<std::shared_ptr<CurlTransfer>> ConnectionHealth::lost(
    const std::vector<std::shared_ptr<CurlTransfer>>& running, Time now) {
  std::vector<std::shared_ptr<CurlTransfer>> out;
  if (idle_.count() <= 0) return out;
  std::map<void*, bool> alive;
  for (const auto& transfer : running) {
    void* tls = transfer->sent() ? transfer->tls_connection() : nullptr;
    if (!tls || openssl_.protocol_of(tls) != "h2") continue;
    const auto [at, added] = alive.try_emplace(tls, true);
    if (added) at->second = look(tls, now);
    if (!at->second) out.push_back(transfer);
  }
  std::erase_if(seen_, [&](const auto& known) {
    const auto at = alive.find(known.first);
    return at == alive.end() || !at->second;
  });
  return out;
}

std::chrono::milliseconds ConnectionHealth::next_look(Time now) const {
  auto next = std::chrono::milliseconds::max();
  for (const auto& [tls, seen] : seen_) {
    const Time due = seen.ping ? *seen.ping + pong_ : seen.since + idle_;
    next =
        std::min(next, std::max(std::chrono::ceil<std::chrono::milliseconds>(due - now), std::chrono::milliseconds(0)));
  }
  return next;
}

}  // namespace kpp::net
