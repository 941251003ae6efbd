// Redirects: where they lead, how far, and what does not go along.
#include "net/redirect.h"

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
                         .connection = std::make_shared<ConnectionOptions>(ConnectionOptions{.client_cert_pem = "c", .client_key_pem = "k"})};
  const HttpRequest same = redirected(from, "/b");
  CHECK(same.headers.size() == 3);
  CHECK(same.connection->client_key_pem == "k");
  for (const std::string to : {"https://other/b", "http://h/b", "https://h:444/b"}) {
    const HttpRequest away = redirected(from, to);
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
  CHECK(error_text(TransportError::Kind::other, [&] { net.fetch({.url = server.url("/loop"), .follow_redirects = true}); }) == "stopped after 10 redirects");
}

}  // namespace kpp::net
