#include "net/running_transfers.h"

namespace kpp::net {
namespace {

constexpr std::chrono::milliseconds kIdle{60000};
constexpr std::chrono::milliseconds kConnecting{20};

}  // namespace

RunningTransfers::RunningTransfers(const CurlLibrary& lib, CURLM* multi, const Clock& clock, const TransportLimits& limits)
    : context_{.lib = lib, .clock = clock, .openssl = openssl_of(lib.handle)}, multi_(multi), limits_(limits) {
  if (context_.openssl) health_ = std::make_unique<ConnectionHealth>(*context_.openssl, limits.idle, limits.pong);
}

RunningTransfers::Transfers::const_iterator RunningTransfers::find(const CurlTransfer* transfer) const {
  return std::find_if(running_.begin(), running_.end(), [transfer](const auto& known) { return known.get() == transfer; });
}

void RunningTransfers::start(const std::shared_ptr<CurlTransfer>& transfer) {
  try {
    context_.lib.multi_add_handle(multi_, transfer->prepare(context_));
    running_.push_back(transfer);
    started_ = true;
  } catch (const TransportError& error) {
    transfer->state()->finish(error);
  }
}

void RunningTransfers::resume(const CurlTransfer* transfer) {
  if (find(transfer) != running_.end()) context_.lib.easy_pause(transfer->handle(), CURLPAUSE_CONT);
}

void RunningTransfers::drop(const CurlTransfer* transfer) {
  const auto found = find(transfer);
  if (found == running_.end()) return;
  context_.lib.multi_remove_handle(multi_, transfer->handle());
  running_.erase(found);
}

// When a transfer has taken bytes of another one's stream off a shared connection, libcurl 7.88 notes that the other is to
// run at once, by a timer. In the same turn a transfer that begins moves libcurl's "now" on, and at the turn's end all timers
// up to "now" are thrown away as done: the other's with them, though it ran before its bytes came. No socket will stir for
// them again. A further turn runs every transfer, and so that one; it is needed after each in which one began or was sent.
bool RunningTransfers::turn() {
  const bool started = std::exchange(started_, false);
  const long sendings = context_.sendings;
  int active = 0;
  context_.lib.multi_perform(multi_, &active);
  const bool ended = take_ended();
  end_answered();
  give_up_handshakes();
  give_up_connections();
  // One that ended may have made place for one that waits for its connection.
  return !started && sendings == context_.sendings && !(ended && active > 0);
}

bool RunningTransfers::take_ended() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = context_.lib.multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* opaque = nullptr;
    context_.lib.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &opaque);
    auto* transfer = static_cast<CurlTransfer*>(static_cast<void*>(opaque));
    transfer->finish(message->data.result);
    drop(transfer);
    any = true;
  }
  return any;
}

// Answered before the body was sent: nobody waits for the rest of it to go.
void RunningTransfers::end_answered() {
  const Transfers all = running_;
  for (const auto& transfer : all) {
    if (!transfer->has_body() || !transfer->answer_is_whole().value_or(false)) continue;
    transfer->forbid_reuse();
    transfer->finish(CURLE_OK);
    drop(transfer.get());
  }
}

void RunningTransfers::give_up_handshakes() {
  const auto now = context_.clock.monotonic();
  const Transfers all = running_;
  for (const auto& transfer : all) {
    if (!transfer->handshake_since() || now - *transfer->handshake_since() < limits_.handshake) continue;
    transfer->finish(CURLE_OPERATION_TIMEDOUT);
    drop(transfer.get());
  }
}

void RunningTransfers::give_up_connections() {
  if (!health_) return;
  for (const auto& transfer : health_->lost(running_, context_.clock.monotonic())) {
    transfer->forbid_reuse();
    transfer->state()->finish(TransportError(TransportError::Kind::cut, "http2: client connection lost"));
    drop(transfer.get());
  }
}

std::chrono::milliseconds RunningTransfers::patience() const {
  // One that waits for a connection of another may lose its timer in the same way, and a handshake has its own limit.
  const bool connecting = std::any_of(running_.begin(), running_.end(), [](const auto& transfer) { return !transfer->sent(); });
  if (connecting) return kConnecting;
  return health_ ? std::min(kIdle, health_->next_look(context_.clock.monotonic())) : kIdle;
}

void RunningTransfers::end_all(const TransportError& error) {
  for (const auto& transfer : running_) {
    context_.lib.multi_remove_handle(multi_, transfer->handle());
    transfer->state()->finish(error);
  }
  running_.clear();
}

}  // namespace kpp::net
