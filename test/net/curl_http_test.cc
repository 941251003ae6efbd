// HTTP/1.1 over the real transport against a scripted server: heads, bodies, failures, concurrency, cancellation.
#include <zlib.h>

#include <thread>

#include "net/support.h"

namespace kpp::net {
namespace {

using namespace std::chrono_literals;
using test::Connection;
using test::response;
using test::SocketServer;
using Kind = TransportError::Kind;

// Answers every request on every connection with the same bytes.
SocketServer::Script always(std::string answer) {
  return [answer](Connection& c) {
    while (!c.receive_head().empty() && c.send(answer)) {
    }
  };
}

SocketServer::Script once(std::string answer) {
  return [answer](Connection& c) {
    c.receive_head();
    c.send(answer);
  };
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(text.size() / 2 + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("an answer's status, headers and body; one connection for several requests") {
  const SocketServer server(always(response("hello", "X-One: 1\r\nx-two:  2 \r\n", "404 Not Found")));
  const Network net;
  for (int i = 0; i < 3; ++i) {
    const auto exchange = net.get(server.url("/a"));
    CHECK(exchange->status() == 404);
    CHECK(exchange->header("X-ONE") == "1");
    CHECK(exchange->header("X-Two") == "2");
    CHECK(exchange->read_all() == "hello");
    CHECK(exchange->read().empty());
  }
  CHECK(server.accepted() == 1);
}

TEST_CASE("what is sent: the request's own headers and nothing that curl would add") {
  Noted head, body;
  const SocketServer server([&](Connection& c) {
    head.set(c.receive_head());
    body.set(c.receive_exactly(4));
    c.send(response(""));
  });
  const Network net;
  net.fetch({.method = "PATCH",
             .url = server.url("/a/../b%2Fc?x=1"),
             .headers = {{"Content-Type", "t/x"}, {"X-Empty", ""}},
             .body = std::string("a\0b\n", 4)});
  CHECK(head.get() == fmt::format("PATCH /a/../b%2Fc?x=1 HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: "
                                  "t/x\r\nX-Empty:\r\nContent-Length: 4\r\n\r\n",
                                  server.port()));
  CHECK(body.get() == std::string("a\0b\n", 4));
}

TEST_CASE("methods without a body") {
  Noted lines;
  const SocketServer server([&](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      lines.set(lines.get() + head.substr(0, head.find(" HTTP")) +
                (head.find("Content-Length: 0") != std::string::npos ? " empty\n" : "\n"));
      c.send(head.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : response("x"));
    }
  });
  const Network net;
  for (const std::string method : {"GET", "DELETE", "POST", "PUT", "OPTIONS", "HEAD"}) {
    net.fetch({.method = method, .url = server.url()});
  }
  CHECK(lines.get() == "GET /\nDELETE /\nPOST / empty\nPUT / empty\nOPTIONS /\nHEAD /\n");
}

TEST_CASE("interim answers are passed over, chunked bodies joined, trailers dropped") {
  const SocketServer server(
      once("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: "
           "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n"));
  const Network net;
  const auto exchange = net.get(server.url());
  CHECK(exchange->status() == 200);
  CHECK(exchange->header("Link").empty());
  CHECK(exchange->read_all() == "abcde");
}

TEST_CASE("gzip is asked for and decoded only when wanted") {
  const std::string text(300000, 'z');
  Noted noted;
  const SocketServer server([&](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      noted.set(head);
      c.send(response(gzip(text), "Content-Encoding: gzip\r\n"));
    }
  });
  const Network net;
  const auto exchange = net.transport->send({.url = server.url(), .accept_gzip = true});
  CHECK(exchange->header("Content-Encoding").empty());
  CHECK(exchange->read_all() == text);
  CHECK(noted.get().find("Accept-Encoding: gzip\r\n") != std::string::npos);
  CHECK(net.text(server.url()) == gzip(text));
  CHECK(noted.get().find("Accept-Encoding") == std::string::npos);
}

TEST_CASE("a gzip bomb is the reader's to stop, and stays bounded meanwhile") {
  const std::string bomb = gzip(std::string(std::size_t{100} << 20, '\0'));
  const SocketServer server(always(response(bomb, "Content-Encoding: gzip\r\n")));
  const Network net;
  const auto exchange = net.transport->send({.url = server.url(), .accept_gzip = true});
  CHECK_THROWS_AS(exchange->read_all(1 << 20), TransportError);
}

TEST_CASE("a slow reader holds the server back") {
  std::atomic<std::size_t> sent{0};
  const SocketServer server([&](Connection& c) {
    c.receive_head();
    const std::string piece(1 << 20, 'x');
    c.send("HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n");
    while (sent < (std::size_t{64} << 20) && c.send(piece)) sent += piece.size();
  });
  const Network net;
  const auto exchange = net.get(server.url());
  CHECK(exchange->status() == 200);
  std::this_thread::sleep_for(300ms);
  CHECK(sent < (std::size_t{32} << 20));
  std::size_t got = 0;
  for (std::string_view piece = exchange->read(); !piece.empty(); piece = exchange->read()) got += piece.size();
  CHECK(got == std::size_t{64} << 20);
}

TEST_CASE("errors in Go's words") {
  const Network net;
  const auto failed = [&](Kind kind, SocketServer::Script script) {
    const SocketServer server(std::move(script));
    return error_text(kind, [&] { net.get(server.url())->status(); });
  };
  CHECK(failed(Kind::cut, once("")) == "EOF");
  CHECK_THAT(failed(Kind::other, once("garbage here\r\n\r\n")), ContainsSubstring("malformed HTTP"));
  CHECK_THAT(failed(Kind::cut,
                    [](Connection& c) {
                      c.receive_head();
                      c.reset_on_close();
                    }),
             ContainsSubstring(": read: connection reset by peer"));
  CHECK_THAT(failed(Kind::other,
                    once("HTTP/1.1 200 OK\r\nX: " + std::string(90000, 'x') + "\r\n" + std::string(2000000, 'y'))),
             !ContainsSubstring("no error"));
  CHECK(error_text(Kind::unknown_host, [&] { net.get("http://nope.invalid/")->status(); }) ==
        "dial tcp: lookup nope.invalid: no such host");
}

TEST_CASE("a refused connection names the address") {
  int port = 0;
  {
    const SocketServer server(once(""));
    port = server.port();
  }
  const Network net;
  try {
    net.get(fmt::format("http://127.0.0.1:{}/", port))->status();
    FAIL("no error");
  } catch (const TransportError& error) {
    CHECK(error.kind() == Kind::refused);
    CHECK(error.what() == fmt::format("dial tcp 127.0.0.1:{}: connect: connection refused", port));
    CHECK(error.host() == fmt::format("127.0.0.1:{}", port));
  }
}

TEST_CASE("what can be known to be wrong is refused before anything is sent") {
  const Network net;
  CHECK(error_text(Kind::other, [&] { net.get("ftp://h/"); }) == "unsupported protocol scheme \"ftp\"");
  CHECK(error_text(Kind::other, [&] { net.get("http://h:99999/"); }) == "dial tcp: address 99999: invalid port");
  CHECK(error_text(Kind::refused, [&] { net.get("http://h:0/"); }) == "dial tcp h:0: connect: connection refused");
  CHECK(error_text(Kind::other, [&] {
          net.transport->send({.url = "http://h/", .headers = {{"Authorization", "Bearer secret\r\nX: y"}}});
        }) == "net/http: invalid header field value for \"Authorization\"");
  CHECK(error_text(Kind::other, [&] {
          net.transport->send({.method = "GET / HTTP/1.1\r\n", .url = "http://h/"});
        }).starts_with("net/http: invalid method"));
}

TEST_CASE("a body cut short gives what came, then the error") {
  const Network net;
  for (const std::string answer : {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"}) {
    const SocketServer server(once(answer));
    const auto exchange = net.get(server.url());
    CHECK(exchange->read() == "abc");
    CHECK(error_text(Kind::cut, [&] { exchange->read(); }) == "unexpected EOF");
    CHECK(error_text(Kind::cut, [&] { exchange->read(); }) == "unexpected EOF");
  }
}

TEST_CASE("timeouts before the head and inside the body") {
  const Network net;
  const SocketServer silent([](Connection& c) { c.receive_head(), c.receive(); });
  CHECK(error_text(Kind::timeout, [&] { net.transport->send({.url = silent.url(), .timeout = 60ms})->status(); }) ==
        "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
  const SocketServer half([](Connection& c) {
    c.receive_head();
    c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    c.receive();
  });
  const auto exchange = net.transport->send({.url = half.url(), .timeout = 60ms});
  CHECK(exchange->read() == "abc");
  CHECK(error_text(Kind::timeout, [&] { exchange->read(); }) ==
        "context deadline exceeded (Client.Timeout or context cancellation while reading body)");
}

TEST_CASE("read_for gives up and can go on; slow bytes arrive as they come") {
  const SocketServer server([](Connection& c) {
    c.receive_head();
    c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
    c.receive_exactly(0);
    std::this_thread::sleep_for(150ms);
    c.send("1\r\nb\r\n0\r\n\r\n");
  });
  const Network net;
  const auto exchange = net.get(server.url());
  CHECK(exchange->read() == "a");
  CHECK_FALSE(exchange->read_for(20ms));
  CHECK(exchange->read_for(5s) == "b");
  CHECK(exchange->read_for(5s) == "");
}

TEST_CASE("cancelling wakes a waiting reader, and ends the connection") {
  std::atomic<bool> gone{false};
  const SocketServer server([&](Connection& c) {
    c.receive_head();
    gone = c.receive().empty();
  });
  const Network net;
  const auto exchange = net.get(server.url());
  std::thread other([&] {
    std::this_thread::sleep_for(50ms);
    exchange->cancel();
  });
  CHECK(error_text(Kind::cancelled, [&] { exchange->status(); }) == "context canceled");
  other.join();
  for (int i = 0; i < 200 && !gone; ++i) std::this_thread::sleep_for(10ms);
  CHECK(gone);
}

TEST_CASE("many exchanges at once, some dropped halfway") {
  const SocketServer server([](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      const std::string name = head.substr(5, head.find(" HTTP") - 5);
      if (!c.send(response(name + std::string(100000, 'x')))) return;
    }
  });
  const Network net;
  std::vector<std::unique_ptr<HttpExchange>> all;
  for (int i = 0; i < 60; ++i) all.push_back(net.get(server.url("/" + std::to_string(i))));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 3 == 0) all[i].reset();
    else CHECK(all[i]->read_all().starts_with(std::to_string(i) + "x"));
  }
}

TEST_CASE("exchanges may outlive their transport") {
  const SocketServer server([](Connection& c) { c.receive_head(), c.receive(); });
  auto net = std::make_unique<Network>();
  const auto exchange = net->get(server.url());
  net.reset();
  CHECK(error_text(Kind::cancelled, [&] { exchange->status(); }) == "context canceled");
}

TEST_CASE("what changes something is not sent again when its connection ends; what asks is") {
  std::atomic<int> heads = 0;
  const SocketServer server([&](Connection& c) {
    if (c.receive_head().empty()) return;
    ++heads;
    c.send(response("first"));
    if (!c.receive_head().empty()) ++heads;
  });
  for (const std::string method : {"POST", "PUT", "PATCH", "DELETE"}) {
    const Network net;
    heads = 0;
    CHECK(net.text(server.url()) == "first");
    CHECK(error_text(Kind::cut, [&] { net.fetch({.method = method, .url = server.url(), .body = "{}"}); }) == "EOF");
    CHECK(heads == 2);
  }
  const Network net;
  heads = 0;
  CHECK(net.text(server.url()) == "first");
  CHECK(net.text(server.url()) == "first");
  CHECK(heads == 3);
}

TEST_CASE("a connection that went stale is replaced without a word") {
  const SocketServer server(once(response("ok")));
  const Network net;
  for (int i = 0; i < 3; ++i) {
    CHECK(net.text(server.url()) == "ok");
    std::this_thread::sleep_for(20ms);
  }
  CHECK(server.accepted() == 3);
}

}  // namespace kpp::net
