// TLS over the real transport: who is trusted, for which name, and Go's words when not.
#include <unistd.h>

#include <thread>

#include "net/support.h"

namespace kpp::net {
namespace {

using namespace std::chrono_literals;
using test::Connection;
using test::make_certificate;
using test::response;
using test::SocketServer;
using test::TestCertificate;
using Kind = TransportError::Kind;

void answer(Connection& c) {
  for (std::string head; !(head = c.receive_head()).empty();) {
    const std::size_t host = head.find("Host: ") + 6;
    c.send(response(head.substr(host, head.find("\r\n", host) - host)));
  }
}

HttpRequest request(const std::string& url, ConnectionOptions options) {
  return {.url = url, .connection = std::make_shared<ConnectionOptions>(std::move(options)), .timeout = 20s};
}

// Asks a server with this certificate; the words of the refusal.
std::string refusal(const TestCertificate& cert, ConnectionOptions options) {
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  const Network net;
  return error_text(Kind::certificate, [&] { net.fetch(request(server.https_url(), std::move(options))); });
}

const std::string kFailed = "tls: failed to verify certificate: x509: ";

}  // namespace

TEST_CASE("a trusted server is asked; one connection serves several requests") {
  const TestCertificate cert = make_certificate("x", "DNS:good.test,IP:127.0.0.1");
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  const Network net;
  const ConnectionOptions options{.ca_pem = cert.cert_pem};
  for (int i = 0; i < 3; ++i) {
    CHECK(net.fetch(request(server.https_url(), options)) == fmt::format("127.0.0.1:{}", server.port()));
  }
  CHECK(server.accepted() == 1);
}

TEST_CASE("tls_server_name is what the certificate must be for, and Host stays") {
  const TestCertificate cert = make_certificate("x", "DNS:good.test,DNS:*.wild.test");
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  const Network net;
  for (const std::string name : {"good.test", "GOOD.test", "a.wild.test"}) {
    CHECK(net.fetch(request(server.https_url(), {.ca_pem = cert.cert_pem, .tls_server_name = name})) ==
          fmt::format("127.0.0.1:{}", server.port()));
  }
  for (const std::string name : {"wild.test", "a.b.wild.test"}) {
    CHECK(error_text(Kind::certificate, [&] {
            net.fetch(request(server.https_url(), {.ca_pem = cert.cert_pem, .tls_server_name = name}));
          }) == kFailed + "certificate is valid for good.test, *.wild.test, not " + name);
  }
}

TEST_CASE("wrong authority, wrong name, no name, wrong time") {
  const TestCertificate other = make_certificate("other", "");
  const TestCertificate good = make_certificate("x", "IP:127.0.0.1");
  CHECK(refusal(good, {}) == kFailed + "certificate signed by unknown authority");
  CHECK(refusal(good, {.ca_pem = other.cert_pem}) == kFailed + "certificate signed by unknown authority");
  const TestCertificate names = make_certificate("127.0.0.1", "DNS:a.test,DNS:b.test");
  CHECK(refusal(names, {.ca_pem = names.cert_pem}) ==
        kFailed + "cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs");
  CHECK(refusal(names, {.ca_pem = names.cert_pem, .tls_server_name = "c.test"}) ==
        kFailed + "certificate is valid for a.test, b.test, not c.test");
  const TestCertificate ip = make_certificate("c.test", "IP:10.0.0.1,IP:fd00::1");
  CHECK(refusal(ip, {.ca_pem = ip.cert_pem}) == kFailed + "certificate is valid for 10.0.0.1, fd00::1, not 127.0.0.1");
  CHECK(refusal(ip, {.ca_pem = ip.cert_pem, .tls_server_name = "c.test"}) ==
        kFailed + "certificate is not valid for any names, but wanted to match c.test");
  const TestCertificate old = make_certificate("x", "IP:127.0.0.1", nullptr, -10, -5);
  CHECK_THAT(refusal(old, {.ca_pem = old.cert_pem}),
             ContainsSubstring(kFailed + "certificate has expired or is not yet valid: current time 2"));
  CHECK_THAT(refusal(old, {.ca_pem = old.cert_pem}), ContainsSubstring("Z is after 2"));
  const TestCertificate early = make_certificate("x", "IP:127.0.0.1", nullptr, 5, 10);
  CHECK_THAT(refusal(early, {.ca_pem = early.cert_pem}), ContainsSubstring("Z is before 2"));
}

TEST_CASE("a chain to a trusted authority") {
  const TestCertificate ca = make_certificate("ca", "");
  const TestCertificate leaf = make_certificate("leaf", "IP:127.0.0.1", &ca);
  const SocketServer server(answer, leaf.cert_pem, leaf.key_pem);
  Network net;
  CHECK_FALSE(net.fetch(request(server.https_url(), {.ca_pem = ca.cert_pem})).empty());
}

TEST_CASE("a common name is no name, and told so where it would have done") {
  const std::string legacy = kFailed + "certificate relies on legacy Common Name field, use SANs instead";
  const TestCertificate address = make_certificate("127.0.0.1", ""), name = make_certificate("c.test", ""),
                        wild = make_certificate("*.test", "");
  CHECK(refusal(address, {.ca_pem = address.cert_pem}) == legacy);
  CHECK(refusal(name, {.ca_pem = name.cert_pem, .tls_server_name = "C.test"}) == legacy);
  CHECK(refusal(wild, {.ca_pem = wild.cert_pem, .tls_server_name = "c.test"}) == legacy);
  CHECK(refusal(name, {.ca_pem = name.cert_pem}) ==
        kFailed + "cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs");
  CHECK(refusal(name, {.ca_pem = name.cert_pem, .tls_server_name = "d.test"}) ==
        kFailed + "certificate is not valid for any names, but wanted to match d.test");
  const TestCertificate mail = make_certificate("c.test", "email:a@b.c");
  CHECK(refusal(mail, {.ca_pem = mail.cert_pem, .tls_server_name = "c.test"}) ==
        kFailed + "certificate is not valid for any names, but wanted to match c.test");
}

TEST_CASE("an authority of the right name and with another key is told of") {
  const TestCertificate real = make_certificate("ca", ""), fake = make_certificate("ca", "");
  const TestCertificate rsa = make_certificate("ca", "", nullptr, -1, 30, 1024);
  const TestCertificate leaf = make_certificate("leaf", "IP:127.0.0.1", &real);
  const auto hint = [](const std::string& why) {
    return kFailed + "certificate signed by unknown authority (possibly because of \"" + why +
           "\" while trying to verify candidate authority certificate \"ca\")";
  };
  CHECK(refusal(leaf, {.ca_pem = fake.cert_pem}) == hint("x509: ECDSA verification failure"));
  CHECK(refusal(leaf, {.ca_pem = rsa.cert_pem}) == hint("crypto/rsa: verification error"));
}

TEST_CASE("keys of 1,024 bits are taken: the server's, its authority's, the client's") {
  const TestCertificate ca = make_certificate("ca", "", nullptr, -1, 30, 1024);
  const TestCertificate leaf = make_certificate("leaf", "IP:127.0.0.1", &ca, -1, 30, 1024);
  const TestCertificate client = make_certificate("me", "", nullptr, -1, 30, 1024);
  const SocketServer server(
      [](Connection& c) {
        while (!c.receive_head().empty()) c.send(response(c.client_name()));
      },
      leaf.cert_pem, leaf.key_pem);
  const Network net;
  const ConnectionOptions known{
      .ca_pem = ca.cert_pem, .client_cert_pem = client.cert_pem, .client_key_pem = client.key_pem};
  CHECK(net.fetch(request(server.https_url(), known)) == "me");
  CHECK(net.fetch(request(server.https_url(), {.client_cert_pem = client.cert_pem,
                                               .client_key_pem = client.key_pem,
                                               .insecure_skip_tls_verify = true})) == "me");
  // Nobody else's connection is used, though one is open.
  CHECK(net.fetch(request(server.https_url(), {.ca_pem = ca.cert_pem})).empty());
  CHECK(net.fetch(request(server.https_url(), known)) == "me");
  CHECK(error_text(Kind::certificate, [&] { net.fetch(request(server.https_url(), {.ca_pem = client.cert_pem})); }) ==
        kFailed + "certificate signed by unknown authority");
}

TEST_CASE("in a bundle what can be read counts") {
  const TestCertificate cert = make_certificate("x", "IP:127.0.0.1");
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  const Network net;
  const std::string begin = "-----BEGIN CERTIFICATE-----\n", end = "-----END CERTIFICATE-----\n";
  // No certificate at all, one that only looks like one, none in base64, one that does not end.
  for (const std::string& bad : {begin + "AAAA\n" + end, begin + "MAA=\n" + end, begin + "!\n" + end, begin}) {
    CHECK_FALSE(net.fetch(request(server.https_url(), {.ca_pem = bad + cert.cert_pem})).empty());
    CHECK_FALSE(net.fetch(request(server.https_url(), {.ca_pem = cert.cert_pem + bad})).empty());
  }
  CHECK(error_text(Kind::certificate, [&] { net.fetch(request(server.https_url(), {.ca_pem = "\n"})); }) ==
        kFailed + "certificate signed by unknown authority");
}

TEST_CASE("insecure trusts anybody, and only where it was asked for") {
  const TestCertificate cert = make_certificate("x", "", nullptr, -10, -5);
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  const Network net;
  CHECK_FALSE(net.fetch(request(server.https_url(), {.insecure_skip_tls_verify = true})).empty());
  CHECK_FALSE(error_text(Kind::certificate, [&] {
                net.fetch(request(server.https_url(), {.ca_pem = cert.cert_pem}));
              }).empty());
}

TEST_CASE("plain HTTP behind an https URL") {
  const SocketServer server([](Connection& c) {
    c.receive();
    c.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  });
  const Network net;
  CHECK(error_text(Kind::tls, [&] { net.text(server.https_url()); }) ==
        "http: server gave HTTP response to HTTPS client");
}

TEST_CASE("a server that ends the handshake, or never does") {
  const SocketServer closing([](Connection& c) { c.receive(); });
  const Network net;
  CHECK(error_text(Kind::cut, [&] { net.text(closing.https_url()); }) == "EOF");
  const SocketServer stalling([](Connection& c) { c.receive(), c.receive(); });
  for (const bool insecure : {false, true}) {
    const ConnectionOptions options{.insecure_skip_tls_verify = insecure, .connect_timeout = 80ms};
    CHECK(error_text(Kind::timeout, [&] { net.fetch(request(stalling.https_url(), options)); }) ==
          "net/http: TLS handshake timeout");
    // The handshake has its own limit, and the request's may come first.
    const auto strict = curl_transport(net.env, *net.clock, 80ms);
    for (const std::string body : {"", "body"}) {
      HttpRequest one{
          .method = body.empty() ? "GET" : "POST",
          .url = stalling.https_url(),
          .body = body,
          .connection = std::make_shared<ConnectionOptions>(ConnectionOptions{.insecure_skip_tls_verify = insecure})};
      CHECK(error_text(Kind::timeout, [&] { strict->send(one)->status(); }) == "net/http: TLS handshake timeout");
      one.timeout = 30ms;
      CHECK(error_text(Kind::timeout, [&] { strict->send(one)->status(); }) == "context deadline exceeded");
    }
  }
  CHECK(error_text(Kind::timeout, [&] { net.fetch({.url = stalling.https_url(), .timeout = 80ms}); }) ==
        "context deadline exceeded");
}

TEST_CASE("bytes that are no certificates") {
  const TestCertificate cert = make_certificate("x", "IP:127.0.0.1");
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  const Network net;
  CHECK(error_text(Kind::certificate, [&] { net.fetch(request(server.https_url(), {.ca_pem = "nothing"})); }) ==
        "unable to load root certificates: unable to parse bytes as PEM block");
  CHECK_FALSE(error_text(Kind::tls, [&] {
                net.fetch(request(server.https_url(),
                                  {.ca_pem = cert.cert_pem, .client_cert_pem = "x", .client_key_pem = "y"}));
              }).empty());
}

TEST_CASE("SSL_CERT_FILE names whom to trust") {
  const TestCertificate cert = make_certificate("x", "IP:127.0.0.1");
  const SocketServer server(answer, cert.cert_pem, cert.key_pem);
  Network net;
  std::string path = "/tmp/kpp-test-XXXXXX";
  const int fd = ::mkstemp(path.data());
  REQUIRE(::write(fd, cert.cert_pem.data(), cert.cert_pem.size()) > 0);
  ::close(fd);
  net.env.values["SSL_CERT_FILE"] = path;
  CHECK_FALSE(net.text(server.https_url()).empty());
  CHECK(::unlink(path.c_str()) == 0);
}

}  // namespace kpp::net
