// Through proxies: HTTP in absolute form, CONNECT, SOCKS5; what the proxy sees and what its failures say.
#include "net/support.h"

namespace kpp::net {
namespace {

using test::Connection;
using test::make_certificate;
using test::response;
using test::SocketServer;
using test::TestCertificate;
using Kind = TransportError::Kind;

std::string proxied(const Network& net, const std::string& url, const std::string& proxy,
                    std::vector<Header> headers = {}) {
  return net.fetch({.url = url,
                    .headers = std::move(headers),
                    .connection = std::make_shared<ConnectionOptions>(ConnectionOptions{.proxy_url = proxy}),
                    .timeout = std::chrono::seconds(20)});
}

}  // namespace

TEST_CASE("http through a proxy goes in absolute form, with the proxy's credentials") {
  Noted head;
  const SocketServer proxy([&](Connection& c) {
    head.set(c.receive_head());
    c.send(response("from the proxy"));
  });
  const Network net;
  CHECK(proxied(net, "http://api.invalid/x?y", fmt::format("http://user:pass@127.0.0.1:{}", proxy.port())) ==
        "from the proxy");
  CHECK(head.get().starts_with("GET http://api.invalid/x?y HTTP/1.1\r\n"));
  CHECK(head.get().find("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n") != std::string::npos);
}

TEST_CASE("https is asked for with CONNECT, and the proxy sees no headers of the request") {
  Noted head;
  const SocketServer proxy([&](Connection& c) {
    head.set(c.receive_head());
    c.send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
  });
  const Network net;
  CHECK(error_text(Kind::other, [&] {
          proxied(net, "https://api.invalid:6443/x", fmt::format("http://127.0.0.1:{}", proxy.port()),
                  {{"Authorization", "Bearer secret"}});
        }) == "Proxy Authentication Required");
  CHECK(head.get().starts_with("CONNECT api.invalid:6443 HTTP/1.1\r\n"));
  CHECK(head.get().find("secret") == std::string::npos);
}

TEST_CASE("socks5 gets the name, not an address") {
  Noted wanted;
  const SocketServer proxy([&](Connection& c) {
    const std::string greeting = c.receive_exactly(2);
    c.receive_exactly(static_cast<std::size_t>(greeting[1]));
    c.send(std::string("\x05\x00", 2));
    const std::string head = c.receive_exactly(5);
    wanted.set(c.receive_exactly(static_cast<std::size_t>(head[4]) + 2));
    c.send(std::string("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10));
    c.receive_head();
    c.send(response("through socks"));
  });
  const Network net;
  CHECK(proxied(net, "http://api.invalid/", fmt::format("socks5://127.0.0.1:{}", proxy.port())) == "through socks");
  CHECK(wanted.get() == std::string("api.invalid\x00\x50", 13));
}

TEST_CASE("failures of the proxy itself, without its password") {
  int port = 0;
  {
    const SocketServer gone([](Connection&) {});
    port = gone.port();
  }
  const Network net;
  try {
    proxied(net, "https://api.invalid/", fmt::format("http://user:secret@127.0.0.1:{}", port));
    FAIL("no error");
  } catch (const TransportError& error) {
    CHECK(error.kind() == Kind::refused);
    CHECK(error.what() == fmt::format("proxyconnect tcp: dial tcp 127.0.0.1:{}: connect: connection refused", port));
    CHECK(error.host() == "api.invalid");
  }
  CHECK(error_text(Kind::refused,
                   [&] { proxied(net, "https://api.invalid/", fmt::format("socks5://127.0.0.1:{}", port)); }) ==
        fmt::format(
            "socks connect tcp 127.0.0.1:{0}->api.invalid:443: dial tcp 127.0.0.1:{0}: connect: connection refused",
            port));
  CHECK(error_text(Kind::unknown_host, [&] {
          proxied(net, "https://api.invalid/", "http://u:secret@proxy.invalid");
        }) == "proxyconnect tcp: dial tcp: lookup proxy.invalid: no such host");
}

TEST_CASE("the process's own proxy variables do not count, the given environment's do") {
  const SocketServer proxy([&](Connection& c) {
    c.receive_head();
    c.send(response("from the proxy"));
  });
  Network net;
  net.env.values["HTTP_PROXY"] = fmt::format("127.0.0.1:{}", proxy.port());
  CHECK(net.text("http://api.invalid/") == "from the proxy");
  const SocketServer direct([&](Connection& c) {
    c.receive_head();
    c.send(response("direct"));
  });
  CHECK(net.text(direct.url()) == "direct");
}

TEST_CASE("an https proxy is verified under its own name") {
  const TestCertificate cert = make_certificate("x", "IP:127.0.0.1");
  const TestCertificate wrong = make_certificate("x", "DNS:other.test");
  const auto script = [](Connection& c) {
    c.receive_head();
    c.send(response("from the proxy"));
  };
  const SocketServer good(script, cert.cert_pem, cert.key_pem), bad(script, wrong.cert_pem, wrong.key_pem);
  const Network net;
  const auto ask = [&](const SocketServer& proxy, const std::string& ca) {
    return net.fetch({.url = "http://api.invalid/",
                      .connection = std::make_shared<ConnectionOptions>(
                          ConnectionOptions{.ca_pem = ca, .proxy_url = proxy.https_url("")}),
                      .timeout = std::chrono::seconds(20)});
  };
  CHECK(ask(good, cert.cert_pem) == "from the proxy");
  CHECK_THAT(error_text(Kind::certificate, [&] { ask(bad, wrong.cert_pem); }),
             ContainsSubstring("cannot validate certificate for 127.0.0.1"));
}

}  // namespace kpp::net
