// CurlTransfer: one request as an easy handle of libcurl. Made by the sender, then used by the network thread alone.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kpp/seams.h"
#include "net/curl_library.h"
#include "net/exchange_state.h"
#include "net/openssl.h"
#include "net/proxy.h"
#include "net/url.h"

namespace kpp::net {

/// How long this and that may take; Go's defaults, and client-go's for HTTP/2 connections.
struct TransportLimits {
  std::chrono::milliseconds handshake{10000};  ///< of TLS, once TCP is there
  std::chrono::milliseconds idle{30000};  ///< of a connection under use until it is asked whether it lives; 0: never
  std::chrono::milliseconds pong{15000};  ///< until it has to answer that
  long connections = 0;                   ///< to one server at once, the rest waits; 0: as many as there are requests
};

/// What the transfers of one network thread share.
struct TransferContext {
  const CurlLibrary& lib;
  const Clock& clock;
  std::unique_ptr<OpenSsl> openssl;                    ///< null where libcurl uses another TLS library
  std::vector<std::unique_ptr<ServerCheck>> checks{};  ///< what TLS contexts point to
  long progress = 0;                                   ///< grows with each request sent and each piece that came
};

class CurlTransfer {
 public:
  /// Checks what can be checked before anything is sent. Throws TransportError.
  CurlTransfer(HttpRequest request, const Environment& env);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  const std::shared_ptr<ExchangeState>& state() const { return state_; }

  // The network thread's part.
  /// Makes the easy handle; `context` must outlive its use. Throws TransportError.
  CURL* prepare(TransferContext& context);
  CURL* handle() const { return easy_; }
  /// Whether it was put on a connection.
  bool sent() const { return sent_; }
  /// Whether all of the answer has come; nullopt where it does not say how long it is.
  std::optional<bool> answer_is_whole() const;
  bool has_body() const { return !request_.body.empty(); }
  /// When the TLS handshake began that is under way for it.
  std::optional<std::chrono::steady_clock::time_point> handshake_since() const {
    return sent_ ? std::nullopt : handshake_since_;
  }
  /// The SSL of the connection it uses, if any.
  void* tls_connection() const;
  /// Its connection is closed when nobody uses it any more.
  void forbid_reuse();
  /// Tells the reader how the transfer ended.
  void finish(CURLcode code);

 private:
  template <class Value>
  void set(CURLoption option, Value value);
  void set_address();
  void set_method_and_body();
  void set_headers();
  void set_tls();
  void set_proxy();
  /// The trusted certificates; "" for libcurl's own.
  const std::string& roots() const { return connection_->ca_pem.empty() ? roots_pem_ : connection_->ca_pem; }
  ExchangeTiming timing() const;
  std::string endpoint(CURLINFO ip, CURLINFO port) const;
  bool take_header_line(std::string_view line);

  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* opaque);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* opaque);
  static int on_send(void* opaque, char* remote_ip, char* local_ip, int remote_port, int local_port);
  static CURLcode on_tls_context(CURL* easy, void* ssl_ctx, void* opaque);

  HttpRequest request_;
  Url url_;
  std::optional<Proxy> proxy_;
  std::string roots_pem_;  // that the environment names
  bool http2_ = false;     // where the server offers it
  std::shared_ptr<const ConnectionOptions> connection_;
  std::shared_ptr<ExchangeState> state_ = std::make_shared<ExchangeState>();

  const CurlLibrary* lib_ = nullptr;
  TransferContext* context_ = nullptr;
  CURL* easy_ = nullptr;
  curl_slist* header_list_ = nullptr;
  curl_slist* connect_to_ = nullptr;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  std::vector<ServerCheck*> own_checks_;  // the proxy's, where it speaks TLS, before the server's
  int status_ = 0;
  std::string status_line_;
  std::vector<Header> headers_;
  std::size_t head_size_ = 0;
  bool head_done_ = false;
  bool sent_ = false;  // on a connection, once at least
  std::optional<std::chrono::steady_clock::time_point> handshake_since_;
  bool cut_off_ = false;  // was to be sent a second time, which may not be
};

}  // namespace kpp::net
