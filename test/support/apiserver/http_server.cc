// See http_server.h.
#include "support/apiserver/http_server.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>

#include "base/files.h"
#include "kpp/error.h"
#include "support/apiserver/http_answer.h"
#include "support/apiserver/http_read.h"

namespace kpp::apiserver {

HttpServer::HttpServer(int port, const Identity& server, const Identity& client_authority, Handler handler,
                       Faults& faults)
    : tls_(server, client_authority),
      handler_(std::move(handler)),
      faults_(faults),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int yes = 1;
  ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_.get(), 128) != 0 ||
      ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw Error(fmt::format("listen tcp 127.0.0.1:{}: {}", port, errno_text(errno)));
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpServer::~HttpServer() {
  ::shutdown(listener_.get(), SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const Connection& connection : connections_) ::shutdown(connection.fd.get(), SHUT_RDWR);
  }
  for (Connection& connection : connections_) connection.thread.join();
}

void HttpServer::accept_all() {
  for (;;) {
    const int fd = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ++accepted_;
    forget_finished();
    const std::lock_guard lock(mutex_);
    Connection& connection = connections_.emplace_back();
    connection.fd.reset(fd);
    connection.thread = std::thread([this, fd, &connection] {
      serve(fd);
      ::shutdown(fd, SHUT_RDWR);
      connection.done = true;
    });
  }
}

void HttpServer::forget_finished() {
  const std::lock_guard lock(mutex_);
  connections_.remove_if([](Connection& connection) {
    if (!connection.done) return false;
    connection.thread.join();
    return true;
  });
}

void HttpServer::serve(int fd) {
  // A peer that goes away in the middle of a write must not end the program.
  sigset_t pipe_only;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe_only, nullptr);
  TlsSocket socket(tls_, fd);
  if (!socket.accept()) return;
  const std::optional<User> peer = socket.peer();
  RequestReader reader(socket);
  while (std::optional<Request> request = reader.next()) {
    request->certificate_user = peer.value_or(User());
    request->certificate_refused = !peer;
    HttpAnswer answer(socket, faults_.take(*request));
    try {
      if (!answer.taken_over()) handler_(*request, answer);
    } catch (const CutConnection&) {
      return;
    }
    if (!answer.finished() || request->header("connection") == "close") break;
  }
  socket.close();
}

}  // namespace kpp::apiserver
