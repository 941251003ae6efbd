// The real Transport: HTTP/1.1 and HTTP/2 over libcurl, which is loaded at the first request.
//
// All requests of one transport share connections. An exchange holds at most kBufferLimit (net/exchange_state.h) bytes
// that nobody has read yet: a slow reader slows its server down. Errors carry the words of Go's net/http.
#pragma once

#include <memory>

#include "kpp/http.h"
#include "kpp/seams.h"
#include "net/exchange_state.h"

namespace kpp::net {

/// `env` (proxies, SSL_CERT_FILE, SSL_CERT_DIR, and client-go's DISABLE_HTTP2, HTTP2_READ_IDLE_TIMEOUT_SECONDS and
/// HTTP2_PING_TIMEOUT_SECONDS) and `clock` must outlive the transport. Thread-safe. Destroying the transport cancels
/// what is under way; exchanges may outlive it. `handshake` is the time a TLS handshake may take.
std::unique_ptr<Transport> curl_transport(const Environment& env, const Clock& clock,
                                          std::chrono::milliseconds handshake = std::chrono::seconds(10));

/// Exchanges of a curl_transport are also this.
class TimedExchange {
 public:
  virtual ~TimedExchange() = default;
  /// Where the time went until the head came; waits for it.
  virtual const ExchangeTiming& timing() = 0;
};

}  // namespace kpp::net
