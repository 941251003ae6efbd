// RunningTransfers: what the network thread has under way, and the turns it gives libcurl.
#pragma once

#include <memory>
#include <vector>

#include "net/connection_health.h"
#include "net/curl_transfer.h"

namespace kpp::net {

class RunningTransfers {
 public:
  /// `clock` must outlive it, and so must `multi`.
  RunningTransfers(const CurlLibrary& lib, CURLM* multi, const Clock& clock, const TransportLimits& limits);

  void start(const std::shared_ptr<CurlTransfer>& transfer);
  /// The reader has room again.
  void resume(const CurlTransfer* transfer);
  void drop(const CurlTransfer* transfer);
  /// Gives libcurl a turn, and ends what it has ended. False when it must have another before anything is waited for.
  bool turn();
  /// How long may be waited, when no socket stirs, before the next turn.
  std::chrono::milliseconds patience() const;
  /// Ends all.
  void end_all(const TransportError& error);

 private:
  using Transfers = std::vector<std::shared_ptr<CurlTransfer>>;
  Transfers::const_iterator find(const CurlTransfer* transfer) const;
  std::uint64_t bytes_read() const;
  bool take_ended();
  void end_answered();
  void give_up_handshakes();
  void give_up_connections();

  TransferContext context_;
  CURLM* multi_;
  TransportLimits limits_;
  Transfers running_;
  std::unique_ptr<ConnectionHealth> health_;  // null without OpenSSL
  bool started_ = false;                      // since the last turn
};

}  // namespace kpp::net
