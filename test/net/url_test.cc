// URLs taken apart, and Go's words for bad ones.
#include "net/url.h"

#include "kpp/error.h"
#include "net/status_text.h"
#include "support/catch.h"

namespace kpp::net {

TEST_CASE("a URL's parts") {
  const Url url = parse_url("HTTPS://us%40er:pw@example.com:6443/a%20b?x=1#frag");
  CHECK(url.scheme == "https");
  CHECK(url.user_info == "us%40er:pw");
  CHECK(url.host == "example.com");
  CHECK(url.port == "6443");
  CHECK(url.target == "/a%20b?x=1");
  CHECK(url.authority() == "example.com:6443");
}

TEST_CASE("defaults and IPv6") {
  const Url url = parse_url("https://[::1]");
  CHECK(url.host == "::1");
  CHECK(url.address() == "[::1]:443");
  CHECK(url.authority() == "[::1]");
  CHECK(url.target == "/");
  CHECK(url.host_is_ip());
  CHECK(parse_url("http://h?q").target == "/?q");
}

TEST_CASE("bad URLs, without their passwords") {
  CHECK_THROWS_WITH(parse_url("example.com/x"), "parse \"example.com/x\": missing protocol scheme");
  CHECK_THROWS_WITH(parse_url("http://h:x"), "parse \"http://h:x\": invalid port \":x\" after host");
  CHECK_THROWS_WITH(parse_url("http://a b"), "parse \"http://a b\": invalid character \" \" in host name");
  CHECK_THROWS_WITH(parse_url("http://u:secret@h:x"), "parse \"http://xxxxx@h:x\": invalid port \":x\" after host");
  CHECK_THROWS_WITH(parse_url("http://[::1"), "parse \"http://[::1\": missing ']' in host");
  CHECK_THROWS_AS(parse_url("http://h/\r\nX: y"), TransportError);
}

TEST_CASE("status texts") {
  CHECK(status_text(200) == "OK");
  CHECK(status_text(503) == "Service Unavailable");
  CHECK(status_text(299) == "");
}

}  // namespace kpp::net

TEST_CASE("a percent sign in a path wants two hex digits") {
  CHECK(kpp::net::bad_escape("/a%20b") == "");
  CHECK(kpp::net::bad_escape("/%zz/x") == "%zz");
  CHECK(kpp::net::bad_escape("/a%2") == "%2");
  CHECK(kpp::net::bad_escape("/a?b=%") == "");
}

TEST_CASE("only path and query of a request URI are asked for") {
  CHECK(kpp::net::request_path("/version?a=b://c") == "/version?a=b://c");
  CHECK(kpp::net::request_path("https://example.com/version?x") == "/version?x");
  CHECK(kpp::net::request_path("//version") == "/");
  CHECK(kpp::net::request_path("https://example.com") == "/");
}
