// cutting_proxy PORT FILE: a way to a server that can be cut.
//
// It listens on a free port of the loopback address, writes its number to FILE, and hands on all that comes to PORT,
// and back.
//   SIGHUP   breaks every connection, and takes new ones, as when a server was quick to come back
//   SIGUSR1  breaks every connection and listens no more, as when a server has gone
//   SIGUSR2  listens again, on the same port
//   SIGTERM  ends it
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <list>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

int new_socket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) fail("socket");
  return fd;
}

/// One direction of a connection, with what was read and is not yet written.
class Way {
 public:
  Way(int from, int to) : from_(from), to_(to) {}

  short wanted_of(int fd) const {
    if (fd == from_ && pending_.empty()) return POLLIN;
    return fd == to_ && !pending_.empty() ? POLLOUT : short{0};
  }
  /// Moves what can be moved without waiting; false when the way has come to its end. It never ends with something
  /// pending.
  bool move() {
    if (pending_.empty()) {
      std::array<char, 16384> buffer{};
      const ssize_t got = ::recv(from_, buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (got < 0) return may_go_on();
      pending_.assign(buffer.data(), static_cast<std::size_t>(got));
      return got != 0;
    }
    const ssize_t sent = ::send(to_, pending_.data(), pending_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return may_go_on();
    pending_.erase(0, static_cast<std::size_t>(sent));
    return true;
  }

 private:
  static bool may_go_on() { return errno == EAGAIN || errno == EINTR; }

  int from_;
  int to_;
  std::string pending_{};
};

/// Ends as soon as one side has ended: neither side of a TLS connection goes on when the other is silent for good.
class Connection {
 public:
  Connection(int client, int server) : client_(client), server_(server), up_(client, server), down_(server, client) {}
  ~Connection() {
    ::close(client_);
    ::close(server_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Lets both sides see a reset, not an orderly end, when it is closed.
  void break_off() const {
    const linger at_once{1, 0};
    for (const int fd : {client_, server_}) ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  void ask(std::vector<pollfd>& out) const {
    for (const int fd : {client_, server_}) {
      out.push_back({fd, static_cast<short>(up_.wanted_of(fd) | down_.wanted_of(fd)), 0});
    }
  }
  bool goes_on() { return up_.move() && down_.move(); }

 private:
  int client_;
  int server_;
  Way up_;
  Way down_;
};

class Proxy {
 public:
  explicit Proxy(std::uint16_t server) : server_(server) { listen(); }
  std::uint16_t port() const { return port_; }

  /// Until a signal ends it; `signals` is a signalfd.
  void serve(int signals) {
    for (;;) {
      std::vector<pollfd> asked = {{signals, POLLIN, 0}, {listener_, POLLIN, 0}};  // poll passes over a listener of -1
      for (const Connection& one : connections_) one.ask(asked);
      if (::poll(asked.data(), asked.size(), -1) < 0) continue;
      if (asked[0].revents != 0 && !obey(signals)) return;
      if (asked[1].revents != 0 && listener_ >= 0) accept();
      connections_.remove_if([](Connection& one) { return !one.goes_on(); });
    }
  }

 private:
  void listen() {
    listener_ = new_socket();
    const int yes = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address = loopback(port_);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0) fail("bind");
    if (::listen(listener_, SOMAXCONN) != 0) fail("listen");
    if (::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) fail("getsockname");
    port_ = ntohs(address.sin_port);
  }

  void accept() {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;  // it has gone again
    const int server = new_socket();
    const Connection& made = connections_.emplace_back(client, server);
    const sockaddr_in address = loopback(server_);
    if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    made.break_off();
    connections_.pop_back();
  }

  bool obey(int signals) {
    signalfd_siginfo info{};
    if (::read(signals, &info, sizeof info) != sizeof info) return true;
    if (info.ssi_signo == SIGUSR1 && listener_ >= 0) {
      ::close(listener_);
      listener_ = -1;
    }
    if (info.ssi_signo == SIGUSR2 && listener_ < 0) listen();
    if (info.ssi_signo == SIGUSR1 || info.ssi_signo == SIGHUP) {
      for (const Connection& one : connections_) one.break_off();
      connections_.clear();
    }
    return info.ssi_signo != SIGTERM;
  }

  std::uint16_t server_;
  std::uint16_t port_ = 0;  ///< the system's choice at first, and kept
  int listener_ = -1;
  std::list<Connection> connections_{};
};

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  const std::string_view typed = words[1];
  std::uint16_t server = 0;
  if (std::from_chars(typed.data(), typed.data() + typed.size(), server).ec != std::errc()) return 2;
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGHUP, SIGUSR1, SIGUSR2, SIGTERM}) ::sigaddset(&set, signal);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  Proxy proxy(server);
  std::ofstream(words[2]) << proxy.port() << '\n';
  proxy.serve(::signalfd(-1, &set, SFD_CLOEXEC));
  return 0;
}
