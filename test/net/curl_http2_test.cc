// HTTP/2 over the real transport: streams that share a connection, and connections that die without a word.
#include <unistd.h>

#include <atomic>
#include <thread>

#include "net/support.h"
#include "support/h2_session.h"

namespace kpp::net {
namespace {

using namespace std::chrono_literals;
using test::Connection;
using test::H2Frame;
using test::H2Session;
using test::SocketServer;
using Kind = TransportError::Kind;

const test::TestCertificate& certificate() {
  static const test::TestCertificate made = test::make_certificate("x", "IP:127.0.0.1");
  return made;
}

SocketServer h2_server(SocketServer::Script script) {
  return SocketServer(std::move(script), certificate().cert_pem, certificate().key_pem, "h2");
}

HttpRequest request(const std::string& url, std::optional<std::chrono::nanoseconds> timeout = 10s) {
  return {.url = url,
          .connection = std::make_shared<ConnectionOptions>(ConnectionOptions{.ca_pem = certificate().cert_pem}),
          .timeout = timeout};
}

// A transport that asks a silent connection after a second, and gives it another.
struct Impatient {
  test::FakeEnvironment env{{{"HTTP2_READ_IDLE_TIMEOUT_SECONDS", "1"}, {"HTTP2_PING_TIMEOUT_SECONDS", "1"}}};
  std::unique_ptr<Clock> clock = real_clock();
  std::unique_ptr<Transport> transport = curl_transport(env, *clock);
};

}  // namespace

TEST_CASE("requests share one HTTP/2 connection; with a body HTTP/1.1 is spoken, whatever the server offers") {
  const SocketServer server = h2_server([](Connection& c) {
    const std::string first = c.receive_exactly(4);
    if (first != "PRI ") {  // not HTTP/2
      const std::string head = first + c.receive_head();
      c.send(test::response(head.substr(0, head.find(' ')) + " " + c.receive_exactly(4)));
      return;
    }
    c.give_back(first);
    H2Session session(c);
    while (std::optional<H2Frame> frame = session.next()) {
      if (frame->ends_stream()) {
        session.send(test::h2_head(frame->stream, 200) + test::h2_data(frame->stream, "two", true));
      }
    }
  });
  const Network net;
  std::vector<std::unique_ptr<HttpExchange>> all;
  for (int i = 0; i < 5; ++i) all.push_back(net.transport->send(request(server.https_url())));
  for (const auto& one : all) CHECK(one->read_all() == "two");
  CHECK(server.accepted() == 1);
  HttpRequest post = request(server.https_url());
  post.method = "POST";
  post.body = "body";
  CHECK(net.fetch(post) == "POST body");
  CHECK(net.fetch(request(server.https_url())) == "two");
  CHECK(server.accepted() == 2);
}

TEST_CASE("DISABLE_HTTP2 does what it says") {
  const SocketServer server = h2_server([](Connection& c) {
    if (c.receive_head().starts_with("GET / HTTP/1.1")) c.send(test::response("one"));
  });
  test::FakeEnvironment env;
  env.values["DISABLE_HTTP2"] = "1";
  const std::unique_ptr<Clock> clock = real_clock();
  CHECK(curl_transport(env, *clock)->send(request(server.https_url()))->read_all() == "one");
}

TEST_CASE("an answer that nobody reads yet does not keep back the next one on its connection") {
  const std::string large(std::size_t{4} << 20, 'x');
  const SocketServer server = h2_server([&](Connection& c) {
    H2Session session(c);
    std::vector<std::uint32_t> streams;
    while (std::optional<H2Frame> frame = session.next()) {
      if (frame->ends_stream()) streams.push_back(frame->stream);
      if (streams.size() < 2) continue;
      session.send(test::h2_head(streams[0], 200));
      for (std::size_t at = 0; at < large.size(); at += 16384) {
        session.send(test::h2_data(streams[0], large.substr(at, 16384), false));
      }
      session.send(test::h2_data(streams[0], "", true) + test::h2_head(streams[1], 200) +
                   test::h2_data(streams[1], "small", true));
      streams.clear();
    }
  });
  const Network net;
  const auto first = net.transport->send(request(server.https_url()));
  const auto second = net.transport->send(request(server.https_url()));
  CHECK(second->read_all() == "small");
  CHECK(first->read_all() == large);
}

TEST_CASE("a silent connection is asked whether it lives; one that answers is waited for") {
  std::atomic<int> pings{0};
  const SocketServer server = h2_server([&](Connection& c) {
    H2Session session(c);
    const std::uint32_t stream = session.next().value().stream;
    session.send(test::h2_head(stream, 200));
    std::thread later([&] {
      std::this_thread::sleep_for(3500ms);
      session.send(test::h2_data(stream, "late", true));
    });
    while (session.next()) continue;
    later.join();
    pings = session.pings();
  });
  {
    const Impatient net;
    CHECK(net.transport->send(request(server.https_url(), std::nullopt))->read_all() == "late");
  }
  for (int i = 0; i < 100 && pings == 0; ++i) std::this_thread::sleep_for(20ms);
  CHECK(pings >= 2);
}

TEST_CASE("a connection that no longer answers is lost, for all that use it, and not used again") {
  const SocketServer server = h2_server([&](Connection& c) {
    H2Session session(c);
    const std::uint32_t first = session.next().value().stream;
    session.next();
    session.send(test::h2_head(first, 200));
    ::usleep(4000000);  // reads nothing
  });
  const Impatient net;
  const auto began = std::chrono::steady_clock::now();
  const auto first = net.transport->send(request(server.https_url(), std::nullopt));
  const auto second = net.transport->send(request(server.https_url(), std::nullopt));
  CHECK(first->status() == 200);
  CHECK(error_text(Kind::cut, [&] { first->read(); }) == "http2: client connection lost");
  CHECK(error_text(Kind::cut, [&] { second->status(); }) == "http2: client connection lost");
  CHECK(std::chrono::steady_clock::now() - began < 3500ms);
  CHECK(server.accepted() == 1);
  const auto third = net.transport->send(request(server.https_url(), 100ms));
  CHECK_THROWS_AS(third->status(), TransportError);
  CHECK(server.accepted() == 2);
}

}  // namespace kpp::net
