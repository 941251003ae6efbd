// Redirects: where they lead, how far, and what does not go along.
#include "net/redirect.h"

#include "net/status_text.h"
#include "net/support.h"

namespace kpp::net {

using test::Connection;
using test::response;
using test::SocketServer;

TEST_CASE("locations are resolved as RFC 3986 says") {
  const std::string base = "http://h:1/a/b/c?q";
  CHECK(resolve_location(base, "https://x/y") == "https://x/y");
  CHECK(resolve_location(base, "//x/y") == "http://x/y");
  CHECK(resolve_location(base, "/y?z#f") == "http://h:1/y?z");
  CHECK(resolve_location(base, "y") == "http://h:1/a/b/y");
  CHECK(resolve_location(base, "../y") == "http://h:1/a/y");
  CHECK(resolve_location(base, "../../../y") == "http://h:1/y");
  CHECK(resolve_location(base, "./") == "http://h:1/a/b/");
  CHECK(resolve_location(base, "?n") == "http://h:1/a/b/c?n");
  CHECK(resolve_location("http://h", "y") == "http://h/y");
  CHECK(resolve_location(base, "y?u=http://z") == "http://h:1/a/b/y?u=http://z");
}

TEST_CASE("credentials stay with their server") {
  const HttpRequest from{.url = "https://u:p@h/a",
                         .headers = {{"Authorization", "Bearer s"}, {"Impersonate-User", "x"}, {"Accept", "*/*"}},
                         .connection = std::make_shared<ConnectionOptions>(
                             ConnectionOptions{.client_cert_pem = "c", .client_key_pem = "k"})};
  const HttpRequest same = redirected(from, 302, "/b");
  CHECK(same.headers.size() == 3);
  CHECK(same.connection->client_key_pem == "k");
  for (const std::string to : {"https://other/b", "http://h/b", "https://h:444/b"}) {
    const HttpRequest away = redirected(from, 307, to);
    CHECK(away.headers == std::vector<Header>{{"Accept", "*/*"}});
    CHECK(away.connection->client_cert_pem.empty());
    CHECK(away.connection->client_key_pem.empty());
    CHECK(away.url == to);
  }
}

TEST_CASE("redirects are followed when asked, at most ten times") {
  const SocketServer server([](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      const bool end = head.starts_with("GET /end ");
      const bool loop = head.starts_with("GET /loop ");
      c.send(end ? response("there") : response("", loop ? "Location: /loop\r\n" : "Location: end\r\n", "302 Found"));
    }
  });
  const Network net;
  CHECK(net.fetch({.url = server.url("/start"), .follow_redirects = true}) == "there");
  CHECK(net.get(server.url("/start"))->status() == 302);
  CHECK(error_text(TransportError::Kind::other, [&] {
          net.fetch({.url = server.url("/loop"), .follow_redirects = true});
        }) == "stopped after 10 redirects");
}

TEST_CASE("what is asked again is a GET without a body, but for 307 and 308") {
  const HttpRequest post{
      .method = "POST", .url = "https://h/a", .headers = {{"Content-Type", "x"}, {"Authorization", "s"}}, .body = "b"};
  for (const int code : {301, 302, 303}) {
    const HttpRequest next = redirected(post, code, "/b");
    CHECK(next.method == "GET");
    CHECK(next.body.empty());
    CHECK(next.headers == std::vector<Header>{{"Authorization", "s"}});
    CHECK(redirected({.method = "HEAD", .url = "https://h/a"}, code, "/b").method == "HEAD");
  }
  for (const int code : {307, 308}) {
    CHECK(redirected(post, code, "/b").method == "POST");
    CHECK(redirected(post, code, "/b").body == "b");
    CHECK(redirected(post, code, "https://other/").headers == std::vector<Header>{{"Content-Type", "x"}});
  }
}

TEST_CASE("ten requests, and no more") {
  const SocketServer server([](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      const int left = std::stoi(head.substr(head.find('/') + 1));
      c.send(left == 0 ? response("there")
                       : response("", fmt::format("Location: /{}\r\n", left - 1), "307 Temporary Redirect"));
    }
  });
  const Network net;
  CHECK(net.fetch({.url = server.url("/9"), .follow_redirects = true}) == "there");
  CHECK(error_text(TransportError::Kind::other, [&] {
          net.fetch({.url = server.url("/10"), .follow_redirects = true});
        }) == "stopped after 10 redirects");
}

TEST_CASE("where a location leads nowhere, Go's words") {
  const SocketServer server([](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      const std::string coded = head.substr(5, head.find(" HTTP/") - 5);
      const std::string to = coded == "bad-escape" ? "/%zz" : coded;
      c.send(response("as it is", to.empty() ? "" : "Location: " + to + "\r\n", "302 Found"));
    }
  });
  const Network net;
  const auto words = [&](const std::string& to) {
    return error_text(TransportError::Kind::other,
                      [&] { net.fetch({.url = server.url("/" + to), .follow_redirects = true}); });
  };
  CHECK(words("http://[::1") ==
        "failed to parse Location header \"http://[::1\": parse \"http://[::1\": missing ']' in host");
  CHECK(words("bad-escape") == "failed to parse Location header \"/%zz\": parse \"/%zz\": invalid URL escape \"%zz\"");
  CHECK(words("ftp://x/y") == "unsupported protocol scheme \"ftp\"");
  CHECK(words("mailto:x@y") == "unsupported protocol scheme \"mailto\"");
  CHECK(net.fetch({.url = server.url("/"), .follow_redirects = true}) == "as it is");
}

TEST_CASE("the status line is the server's") {
  const SocketServer server([](Connection& c) {
    for (std::string head; !(head = c.receive_head()).empty();) {
      c.send(response("", "", head.starts_with("GET /bare ") ? "404" : "404 Nothing Here"));
    }
  });
  const Network net;
  const auto line = [&](const std::string& path) {
    return status_line(*net.transport->send({.url = server.url(path), .follow_redirects = true}));
  };
  CHECK(line("/x") == "404 Nothing Here");
  CHECK(line("/bare") == "404");
}

}  // namespace kpp::net
