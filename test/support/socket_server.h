// A server for tests: a thread per connection runs a script with plain reads and writes. Loopback only.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace kpp::test {

/// One accepted connection. Closed when the script returns.
class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {}
  virtual ~Connection() = default;
  /// What has come, at most 64 KiB; "" at the end or when the server stops.
  virtual std::string receive();
  /// False when the other side has gone.
  virtual bool send(std::string_view bytes);
  /// Reads a request's head, up to and with the empty line; bytes after it stay for the next call.
  std::string receive_head();
  std::string receive_exactly(std::size_t size);
  /// Bytes that came already and were not asked for.
  std::string take_rest() { return std::exchange(rest_, {}); }
  /// Bytes taken by receive_head() or receive_exactly(), for them to take again.
  void give_back(const std::string& bytes) { rest_.insert(0, bytes); }
  /// The next close sends RST.
  void reset_on_close();
  /// The common name in the client's certificate; "" where it showed none.
  virtual std::string client_name() const { return {}; }
  int fd() const { return fd_; }

 private:
  int fd_;
  std::string rest_;
};

class SocketServer {
 public:
  using Script = std::function<void(Connection&)>;
  /// Listens on 127.0.0.1, any port.
  explicit SocketServer(Script script);
  /// The same over TLS, with this certificate and key (PEM); scripts start after the handshake. `protocol` is what the
  /// server picks of those the client offers ("h2"); "" for none.
  SocketServer(Script script, const std::string& cert_pem, const std::string& key_pem,
               const std::string& protocol = "");
  ~SocketServer();
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;

  int port() const { return port_; }
  /// "http://127.0.0.1:PORT" + path.
  std::string url(std::string_view path = "/") const;
  std::string https_url(std::string_view path = "/") const;
  /// How many connections were accepted so far.
  int accepted() const { return accepted_; }

 private:
  struct Tls;
  void listen_and_start();
  void serve(int fd);

  Script script_;
  std::shared_ptr<Tls> tls_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> accepted_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// "HTTP/1.1 200 OK" with this body and extra header lines ("A: b\r\n").
std::string response(std::string_view body, std::string_view extra = "", std::string_view status = "200 OK");

/// A certificate made for the test: self-signed, or signed by `issuer`.
struct TestCertificate {
  std::string cert_pem, key_pem;
};
/// `sans` as OpenSSL writes them: "DNS:a.test,IP:127.0.0.1"; "" for none. Valid from now+first_day to now+last_day (in
/// days). With an RSA key of `rsa_bits`, else an elliptic one.
TestCertificate make_certificate(const std::string& name, const std::string& sans,
                                 const TestCertificate* issuer = nullptr, int first_day = -1, int last_day = 30,
                                 unsigned rsa_bits = 0);

}  // namespace kpp::test
