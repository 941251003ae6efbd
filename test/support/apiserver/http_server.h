// HTTP/1.1 over TLS on the loopback address: a thread per connection, kept alive between requests.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "base/unique_fd.h"
#include "support/apiserver/faults.h"
#include "support/apiserver/http_types.h"
#include "support/apiserver/tls.h"

namespace kpp::apiserver {

class HttpServer {
 public:
  /// Listens at once; port 0 takes any that is free. Throws Error when it cannot. `faults` must outlive the server.
  HttpServer(int port, const Identity& server, const Identity& client_authority, Handler handler, Faults& faults);
  /// Cuts what is open and waits for its threads.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  int port() const { return port_; }
  /// How many connections were accepted so far.
  int accepted() const { return accepted_; }

 private:
  struct Connection {
    UniqueFd fd{};
    std::thread thread{};
    std::atomic<bool> done{false};
  };
  void accept_all();
  void serve(int fd);
  void forget_finished();

  TlsContext tls_;
  Handler handler_;
  Faults& faults_;
  UniqueFd listener_;
  int port_ = 0;
  std::atomic<int> accepted_{0};
  std::mutex mutex_;
  std::list<Connection> connections_;
  std::thread acceptor_;
};

}  // namespace kpp::apiserver
