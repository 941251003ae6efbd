// HTTP as kpp needs it: a request is a value, an answer is a stream of bytes.
//
// Transport is the fifth seam. The real one, which a Connection (connect.h) has, does its work on a thread of its own;
// an exchange is read by one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kpp {

/// How to reach a server: TLS material and proxy. Shared by all requests of one client.
struct ConnectionOptions {
  std::string ca_pem{};           ///< trusted certificates; empty: the system's
  std::string client_cert_pem{};  ///< with client_key_pem, or both empty
  std::string client_key_pem{};
  bool insecure_skip_tls_verify = false;
  std::string tls_server_name{};                     ///< name to verify and send as SNI; empty: the URL's host
  std::string proxy_url{};                           ///< http, https, socks5; empty: what the environment says
  std::chrono::milliseconds connect_timeout{30000};  ///< TCP and TLS together
};

using Header = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method = "GET";
  std::string url{};
  std::vector<Header> headers{};
  std::string body{};
  std::shared_ptr<const ConnectionOptions> connection{};  ///< null: defaults
  std::optional<std::chrono::nanoseconds> timeout{};      ///< whole exchange; nullopt: none
  bool accept_gzip = false;                               ///< ask for gzip; the body arrives decoded
  bool follow_redirects = false;  ///< only for GET of files; credentials never go to another host
};

/// One request under way. Destroying it cancels it.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  /// Waits for the head of the answer: its status code. Throws TransportError.
  virtual int status() = 0;
  /// Headers of the answer in order, names as sent; waits for the head.
  virtual const std::vector<Header>& headers() = 0;
  /// The next piece of the body, valid until the next call; empty at its end. Blocks. Throws
  /// TransportError (Kind::cut when the body ended early).
  virtual std::string_view read() = 0;
  /// Like read(), but gives up after `wait`: nullopt when nothing came.
  virtual std::optional<std::string_view> read_for(std::chrono::milliseconds wait) = 0;
  /// Ends the exchange from another thread or a signal watcher; readers get TransportError(cancelled).
  virtual void cancel() = 0;

  /// First header of this name, case ignored; "" when absent.
  std::string header(std::string_view name);
  /// Reads the rest of the body; throws TransportError when it passes `limit` bytes.
  std::string read_all(std::size_t limit = std::size_t{1} << 30);
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// Starts the request and returns at once. Throws TransportError only for what is wrong before
  /// anything is sent (a bad URL, unusable TLS material).
  virtual std::unique_ptr<HttpExchange> send(HttpRequest request) = 0;
};

}  // namespace kpp
