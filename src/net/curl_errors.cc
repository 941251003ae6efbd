#include "net/curl_errors.h"

#include <fmt/core.h>

#include <cerrno>

#include "base/files.h"
#include "net/curl_library.h"
#include "net/exchange_state.h"
#include "net/status_text.h"

namespace kpp::net {
namespace {

using Kind = TransportError::Kind;

struct Words {
  Kind kind;
  std::string text;
};

bool has(const TransferFailure& f, std::string_view part) { return f.text.find(part) != std::string::npos; }

// What Go calls the TLS alerts that servers send, by OpenSSL's names of them.
Words alert(const TransferFailure& f) {
  constexpr std::pair<std::string_view, std::string_view> kAlerts[] = {
      {"alert protocol version", "protocol version not supported"},
      {"alert certificate required", "certificate required"},
      {"alert bad certificate", "bad certificate"},
      {"alert unknown ca", "unknown certificate authority"},
      {"alert certificate expired", "expired certificate"},
      {"alert certificate revoked", "revoked certificate"},
      {"alert certificate unknown", "unknown certificate"},
      {"alert unsupported certificate", "unsupported certificate"},
      {"alert handshake failure", "handshake failure"},
      {"alert access denied", "access denied"},
      {"alert decrypt error", "error decrypting message"},
      {"alert internal error", "internal error"},
      {"alert unrecognized name", "unrecognized name"},
      {"alert insufficient security", "insufficient security level"},
      {"unrecognized name", "unrecognized name"},
      {"alert illegal parameter", "illegal parameter"},
      {"alert decode error", "error decoding message"},
      {"alert no application protocol", "no application protocol"}};
  for (const auto& [name, words] : kAlerts) {
    if (has(f, name)) return {Kind::tls, "remote error: tls: " + std::string(words)};
  }
  return {Kind::tls, "remote error: tls: handshake failure"};
}

Words ended(const TransferFailure& f) { return {Kind::cut, f.head_came ? "unexpected EOF" : "EOF"}; }

// A connection that broke, in whatever phase.
Words broken(const TransferFailure& f, std::string_view doing) {
  if (has(f, "alert ")) return alert(f);
  const int code = has(f, "Connection reset") ? ECONNRESET : has(f, "Broken pipe") ? EPIPE : f.system_error;
  if (has(f, "unexpected eof") || code == 0) return ended(f);
  return {Kind::cut, fmt::format("{} tcp {}->{}: {}: {}", doing, f.local, f.remote, doing, errno_text(code))};
}

Words tls_failed(const TransferFailure& f) {
  // A TLS record begins otherwise: what came was plain text, nearly always HTTP.
  if (has(f, "wrong version number") || has(f, "packet length too long")) {
    return {Kind::tls, "http: server gave HTTP response to HTTPS client"};
  }
  if (has(f, "alert ")) return alert(f);
  if (has(f, "SSL_ERROR_SYSCALL") || has(f, "unexpected eof") || has(f, "Connection reset")) return broken(f, "read");
  const std::size_t routines = f.text.rfind("::");
  return {Kind::tls, "tls: " + (routines == std::string::npos ? f.text : f.text.substr(routines + 2))};
}

Words not_connected(const TransferFailure& f) {
  const std::string at = !f.remote.empty() ? f.remote
                         : f.proxy         ? join_host_port(f.proxy->host, f.proxy->port)
                                           : f.url.address();
  const bool refused = f.system_error == ECONNREFUSED || has(f, "Connection refused");
  if (f.system_error == ETIMEDOUT) {
    return {Kind::timeout, fmt::format("dial tcp {}: connect: connection timed out", at)};
  }
  const int code = refused ? ECONNREFUSED : f.system_error;
  const std::string why = code ? errno_text(code) : "connection failed";
  return {refused ? Kind::refused : Kind::other, fmt::format("dial tcp {}: connect: {}", at, why)};
}

Words timed_out(const TransferFailure& f) {
  if (f.past_timeout && !f.sent) return {Kind::timeout, "context deadline exceeded"};
  if (f.past_timeout) {
    return {Kind::timeout, f.head_came
                               ? "context deadline exceeded (Client.Timeout or context cancellation while reading body)"
                               : "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"};
  }
  if (f.connected) return {Kind::timeout, "net/http: TLS handshake timeout"};
  if (has(f, "Resolving")) return {Kind::timeout, fmt::format("dial tcp: lookup {}: i/o timeout", f.url.host)};
  return {Kind::timeout, fmt::format("dial tcp {}: i/o timeout", f.remote.empty() ? f.url.address() : f.remote)};
}

Words proxy_refused(const TransferFailure& f) {
  const std::string_view words = status_text(f.proxy_status);
  return {Kind::other,
          words.empty() ? fmt::format("proxy answered CONNECT with status {}", f.proxy_status) : std::string(words)};
}

// Is the failure one of reaching the proxy, rather than what lies behind it?
bool while_reaching_proxy(const TransferFailure& f) {
  if (!f.proxy || f.proxy_status != 0) return false;
  if (f.code == CURLE_COULDNT_RESOLVE_PROXY || f.code == CURLE_COULDNT_CONNECT || f.code == CURLE_PROXY) return true;
  return f.proxy->scheme == "https" && f.code == CURLE_SSL_CONNECT_ERROR;
}

Words words_of(const TransferFailure& f) {
  if (!f.certificate_problem.empty()) {
    return {Kind::certificate, "tls: failed to verify certificate: " + f.certificate_problem};
  }
  // libcurl has a limit of its own for one line, and calls what passes it a lack of memory.
  const bool line_too_long = f.code == CURLE_OUT_OF_MEMORY && f.connected && !f.head_came;
  if (f.head_too_long || line_too_long) {
    return {Kind::other, fmt::format("net/http: server response headers exceeded {} bytes; aborted", kHeadLimit)};
  }
  if (f.proxy_status != 0 && f.proxy_status / 100 != 2) return proxy_refused(f);
  switch (f.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Kind::unknown_host, fmt::format("dial tcp: lookup {}: no such host", f.url.host)};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {Kind::unknown_host,
              fmt::format("dial tcp: lookup {}: no such host", f.proxy ? f.proxy->host : f.url.host)};
    case CURLE_COULDNT_CONNECT: return not_connected(f);
    case CURLE_OPERATION_TIMEDOUT: return timed_out(f);
    case CURLE_GOT_NOTHING: return ended(f);
    case CURLE_PARTIAL_FILE: return {Kind::cut, "unexpected EOF"};
    case CURLE_RECV_ERROR: return broken(f, "read");
    case CURLE_SEND_ERROR: return broken(f, "write");
    case CURLE_SSL_CONNECT_ERROR: return tls_failed(f);
    case CURLE_PEER_FAILED_VERIFICATION:
      return {Kind::certificate, "tls: failed to verify certificate: x509: " + f.text};
    case CURLE_SSL_CACERT_BADFILE:
      return {Kind::certificate, "unable to load root certificates: unable to parse bytes as PEM block"};
    case CURLE_SSL_CERTPROBLEM:
      return {Kind::tls,
              f.key_problem.empty() ? "tls: the client certificate or its key cannot be used" : f.key_problem};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return {Kind::other, "net/http: HTTP/1.x transport connection broken: malformed HTTP response"};
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return {f.head_came ? Kind::cut : Kind::other, "http2: " + f.text};
    case CURLE_BAD_CONTENT_ENCODING: return {Kind::cut, "gzip: invalid data"};
    default: return {f.head_came ? Kind::cut : Kind::other, f.text};
  }
}

}  // namespace

TransportError transfer_error(const TransferFailure& failure) {
  Words words = words_of(failure);
  if (while_reaching_proxy(failure)) {
    const std::string proxy = join_host_port(failure.proxy->host, failure.proxy->port);
    words.text = failure.proxy->scheme == "socks5"
                     ? fmt::format("socks connect tcp {}->{}: {}", proxy, failure.url.address(), words.text)
                     : "proxyconnect tcp: " + words.text;
  }
  return TransportError(words.kind, words.text, failure.url.authority());
}

}  // namespace kpp::net
