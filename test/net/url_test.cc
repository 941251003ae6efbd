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
  const std::pair<const char*, const char*> cases[] = {{"/version?a=b://c", "/version?a=b%3A%2F%2Fc"},
                                                       {"https://example.com/version?x", "/version?x="},
                                                       {"//version", "/"},
                                                       {"https://example.com", "/"},
                                                       {"/x?b=1&a=2&b=0&c", "/x?a=2&b=1&b=0&c="},
                                                       {"/x?a;b=1", "/x"},
                                                       {"/x?a=%zz&b=+%20", "/x?b=++"},
                                                       {"/x%2Fy", "/x/y"},
                                                       {"/x%3Fy", "/x%3Fy"},
                                                       {"/x(y)*!'z,;:@$&=+", "/x%28y%29%2A%21%27z,;:@$&=+"},
                                                       {"/x#frag?y", "/x"},
                                                       {"/x/?q#f", "/x/?q="},
                                                       {"/\xc3\xa9 a", "/%C3%A9%20a"},
                                                       {"/x?", "/x"},
                                                       {"/api/../version", "/version"},
                                                       {"/api/%2e%2e/version", "/version"},
                                                       {"/../x", "/x"},
                                                       {"/x/..", "/"},
                                                       {"/a/./b//c/", "/a/b/c/"},
                                                       {"/a%2e/b", "/a./b"},
                                                       {"https://e.com/../a/", "/a/"},
                                                       {"/", "/"},
                                                       {"/.", "/"}};
  for (const auto& [uri, path] : cases) CHECK(kpp::net::request_path(uri) == path);
}
