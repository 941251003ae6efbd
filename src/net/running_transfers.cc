// See running_transfers.h. The network thread's loop (curl_engine.cc) waits for sockets and calls turn(); a turn lets
// libcurl do what it can, then ends what has ended, in four ways: libcurl says so; the answer is whole though the body
// was not all sent; a TLS handshake took too long; the connection is silent and does not answer a PING.
//
// How long may be waited between two turns is the hard question, as libcurl's timers cannot be relied on. Example: two
// watches and a list share one HTTP/2 connection. The socket stirs; the list's transfer reads it, and takes in bytes
// for both watches as well. libcurl notes that the watches are to run, and may lose that note (see turn()). No socket
// will stir for those bytes again. So a turn says whether it found anything to do, and the loop waits only after a turn
// that found nothing:
//   turn 1   reads the list, bytes for the watches come along     -> something was done: again, without waiting
//   turn 2   runs every transfer; the watches hand out their events -> again
//   turn 3   nothing sent, nothing came, nothing ended             -> wait: for a socket, or patience() at the longest
// A turn too many costs microseconds; one too few costs 30 seconds.
//
// Rejected:
// - Waiting as long as libcurl says (curl_multi_poll's way): watches stand still until some other timer goes off.
// - Waking up every few milliseconds: a `get -w` that runs for days would never let the machine sleep. Only while a
//   request has no connection yet it is kConnecting, for the timer of one that waits for another's may get lost too.
// - A thread for each transfer: libcurl shares connections within one multi handle, which one thread at a time may use.
#include "net/running_transfers.h"

#include <algorithm>

namespace kpp::net {
namespace {

constexpr std::chrono::milliseconds kIdle{60000};
constexpr std::chrono::milliseconds kConnecting{20};

}  // namespace

RunningTransfers::RunningTransfers(const CurlLibrary& lib, CURLM* multi, const Clock& clock,
                                   const TransportLimits& limits)
    : context_{.lib = lib, .clock = clock, .openssl = openssl_of(lib.handle)}, multi_(multi), limits_(limits) {
  lib.multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, limits.connections);
  if (context_.openssl) health_ = std::make_unique<ConnectionHealth>(*context_.openssl, limits.idle, limits.pong);
}

RunningTransfers::Transfers::const_iterator RunningTransfers::find(const CurlTransfer* transfer) const {
  return std::find_if(running_.begin(), running_.end(),
                      [transfer](const auto& known) { return known.get() == transfer; });
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

// A transfer that reads a shared connection takes what has come for the others' streams too, and libcurl 7.88 then
// notes, by a timer, that they are to run at once. The timer gets lost: at a turn's end all that are due are thrown
// away as done, and with one of a transfer that is due (it had such a note in the turn before) also what is due within
// the next millisecond, that is, the new note; and a request that begins moves "now" itself on. No socket will stir for
// those bytes again, and the stream stands still until some other timer, of 30 seconds. So nothing is waited for until
// a turn has found nothing to do: each runs every transfer, and so gives out what lies there.
bool RunningTransfers::turn() {
  const bool started = std::exchange(started_, false);
  const long progress = context_.progress;
  const std::uint64_t read = bytes_read();
  int active = 0;
  context_.lib.multi_perform(multi_, &active);
  const bool idle = !started && context_.progress == progress && bytes_read() == read;
  const bool ended = take_ended();
  end_answered();
  give_up_handshakes();
  give_up_connections();
  return idle && !ended;
}

std::uint64_t RunningTransfers::bytes_read() const {
  std::uint64_t out = 0;
  if (!context_.openssl) return out;
  for (const auto& transfer : running_) {
    if (void* tls = transfer->tls_connection()) out += context_.openssl->bytes_read(tls);
  }
  return out;
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
  // One that waits for another's connection may lose its timer too, and a handshake has its own limit.
  const bool connecting =
      std::any_of(running_.begin(), running_.end(), [](const auto& transfer) { return !transfer->sent(); });
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
