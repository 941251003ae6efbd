// Whether the HTTP/2 connections under way are alive: after a while of silence a PING is sent, and where nothing comes
// back the connection is lost, as in Go's client.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "net/curl_transfer.h"
#include "net/openssl.h"

namespace kpp::net {

class ConnectionHealth {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// `openssl` must outlive it. An `idle` of zero: nothing is looked at.
  ConnectionHealth(const OpenSsl& openssl, std::chrono::milliseconds idle, std::chrono::milliseconds pong)
      : openssl_(openssl), idle_(idle), pong_(pong) {}
  /// Looks at the connections of all these; sends what PINGs are due. The transfers whose connection is lost.
  std::vector<std::shared_ptr<CurlTransfer>> lost(const std::vector<std::shared_ptr<CurlTransfer>>& running, Time now);
  /// How long from now until it is worth to look again.
  std::chrono::milliseconds next_look(Time now) const;

 private:
  struct Seen {
    std::uint64_t bytes = 0;     ///< read so far
    Time since{};                ///< when that number was first seen
    std::optional<Time> ping{};  ///< sent since then
  };
  bool look(void* tls, Time now);

  const OpenSsl& openssl_;
  std::chrono::milliseconds idle_, pong_;
  std::map<void*, Seen> seen_;  // by the TLS connection
};

}  // namespace kpp::net
