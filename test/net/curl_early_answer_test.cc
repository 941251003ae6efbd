// A server that answers before it has read the body: its answer counts, whatever becomes of the rest of the body.
#include <sys/socket.h>
#include <unistd.h>

#include "net/support.h"

namespace kpp::net {
namespace {

using namespace std::chrono_literals;
using test::Connection;
using test::SocketServer;

const std::string kText = R"({"kind":"Status","message":"no"})";
const std::string kLarge(900 * 1024, 'x');

std::string sized(std::string_view status, std::string_view extra) { return test::response(kText, extra, status); }

std::string chunked(std::string_view status) {
  return fmt::format("HTTP/1.1 {}\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n", status, kText.size(),
                     kText);
}

// Does the server close the connection without a word of it in its answer? Then the next request would be a gamble for
// any client: each is made by a transport of its own.
enum class Closing { announced, silent };

// The status and text that each of `times` requests with this body gets.
void check_answers(SocketServer::Script script, const std::string& method, const std::string& body, int status,
                   int times, Closing closing = Closing::announced) {
  const test::TestCertificate cert = test::make_certificate("x", "IP:127.0.0.1");
  const SocketServer plain(script);
  const SocketServer tls(script, cert.cert_pem, cert.key_pem, "h2");
  std::optional<Network> net(std::in_place);
  const auto options = std::make_shared<ConnectionOptions>(ConnectionOptions{.ca_pem = cert.cert_pem});
  for (int i = 0; i < times; ++i) {
    for (const std::string& url : {plain.url(), tls.https_url()}) {
      INFO(url << " " << i);
      if (closing == Closing::silent) net.emplace();
      const auto exchange =
          net->transport->send({.method = method, .url = url, .body = body, .connection = options, .timeout = 20s});
      int code = 0;
      std::string text;
      CHECK_NOTHROW(code = exchange->status());
      CHECK_NOTHROW(text = exchange->read_all());
      CHECK(code == status);
      CHECK(text == kText);
    }
  }
}

}  // namespace

TEST_CASE("refused before the body is read, and the connection used again") {
  check_answers(
      [](Connection& c) {
        while (!c.receive_head().empty()) {
          c.send(sized("403 Forbidden", ""));
          c.receive_exactly(2);
        }
      },
      "POST", "{}", 403, 20);
}

TEST_CASE("refused before the body is read, and the rest of it thrown away") {
  check_answers(
      [](Connection& c) {
        while (!c.receive_head().empty()) {
          c.send(sized("403 Forbidden", ""));
          c.receive_exactly(kLarge.size());
        }
      },
      "POST", kLarge, 403, 20);
}

TEST_CASE("answered before the body is read, which then nobody takes") {
  check_answers(
      [](Connection& c) {
        c.receive_head();
        c.send(sized("200 OK", ""));
        ::usleep(2000000);
      },
      "POST", std::string(std::size_t{16} << 20, 'x'), 200, 1);
}

TEST_CASE("answered before the body is read, and the connection closed") {
  // As Go's server: it stops sending, and after a while, in which the answer can be read, takes nothing any more
  // either.
  const auto closing = [](const std::string& answer) {
    return [answer](Connection& c) {
      c.receive_head();
      c.send(answer);
      ::shutdown(c.fd(), SHUT_WR);
      ::usleep(300000);
      c.reset_on_close();
    };
  };
  check_answers(closing(sized("413 Request Entity Too Large", "Connection: close\r\n")), "PUT", kLarge, 413, 20);
  check_answers(closing(sized("400 Bad Request", "")), "PATCH", kLarge, 400, 20, Closing::silent);
  check_answers(closing(chunked("400 Bad Request")), "DELETE", kLarge, 400, 5, Closing::silent);
  check_answers(closing(sized("200 OK", "Connection: close\r\n")), "POST", kLarge, 200, 5);
  check_answers(closing(sized("201 Created", "")), "POST", kLarge, 201, 5, Closing::silent);
  check_answers(closing(chunked("200 OK")), "POST", kLarge, 200, 3, Closing::silent);
}

TEST_CASE("many requests with bodies at once share a few connections") {
  const test::TestCertificate cert = test::make_certificate("x", "IP:127.0.0.1");
  const SocketServer server(
      [](Connection& c) {
        while (!c.receive_head().empty()) {
          c.receive_exactly(2);
          ::usleep(5000);
          c.send(sized("201 Created", ""));
        }
      },
      cert.cert_pem, cert.key_pem, "h2");
  const Network net;
  const auto options = std::make_shared<ConnectionOptions>(ConnectionOptions{.ca_pem = cert.cert_pem});
  std::vector<std::unique_ptr<HttpExchange>> all;
  for (int i = 0; i < 100; ++i) {
    all.push_back(net.transport->send(
        {.method = "POST", .url = server.https_url(), .body = "{}", .connection = options, .timeout = 20s}));
  }
  for (const auto& one : all) CHECK(one->status() == 201);
  CHECK(server.accepted() <= 8);
}

TEST_CASE("a server that answers nothing before it closes is an error still") {
  const SocketServer server([](Connection& c) {
    c.receive_head();
    c.reset_on_close();
  });
  const Network net;
  CHECK_THROWS_AS(
      net.transport->send({.method = "POST", .url = server.url(), .body = kLarge, .timeout = 20s})->status(),
      TransportError);
}

}  // namespace kpp::net
