// Which proxy: a table of Go's rules.
#include "net/proxy.h"

#include "kpp/error.h"
#include "support/catch.h"
#include "support/fake_environment.h"

namespace kpp::net {
namespace {

using test::FakeEnvironment;

std::string chosen(const std::string& url, std::map<std::string, std::string> env, const std::string& configured = "") {
  const std::optional<Proxy> proxy = choose_proxy(parse_url(url), configured, FakeEnvironment(std::move(env)));
  return proxy ? proxy->scheme + "://" + proxy->host + ":" + proxy->port : "direct";
}

}  // namespace

TEST_CASE("the environment's proxy, by scheme, upper case first") {
  CHECK(chosen("https://x.com", {}) == "direct");
  CHECK(chosen("https://x.com", {{"HTTP_PROXY", "p:1"}}) == "direct");
  CHECK(chosen("http://x.com", {{"HTTP_PROXY", "p:1"}}) == "http://p:1");
  CHECK(chosen("https://x.com", {{"HTTPS_PROXY", "https://p"}, {"https_proxy", "q"}}) == "https://p:443");
  CHECK(chosen("https://x.com", {{"HTTPS_PROXY", ""}, {"https_proxy", "q"}}) == "http://q:80");
  CHECK(chosen("https://x.com", {{"https_proxy", "socks5h://q"}}) == "socks5://q:1080");
  CHECK(chosen("https://x.com", {{"ALL_PROXY", "p:1"}}) == "direct");
}

TEST_CASE("loopback is never proxied by the environment, but by proxy-url") {
  for (const std::string url : {"https://localhost:1", "https://127.0.0.1", "https://127.9.9.9:6443", "https://[::1]:1",
                                "https://[::ffff:127.0.0.1]"}) {
    CHECK(chosen(url, {{"HTTPS_PROXY", "p:1"}}) == "direct");
    CHECK(chosen(url, {}, "http://c:2") == "http://c:2");
  }
  CHECK(chosen("https://x.com", {{"HTTPS_PROXY", "p:1"}, {"NO_PROXY", "*"}}, "http://c:2") == "http://c:2");
}

TEST_CASE("NO_PROXY: names, suffixes, addresses, networks, ports") {
  struct Case {
    std::string list, host, port;
    bool exempt;
  };
  const std::vector<Case> cases = {
      {"", "x.com", "443", false},
      {"*", "x.com", "443", true},
      {"x.com", "x.com", "443", true},
      {"x.com", "a.x.com", "443", true},
      {"x.com", "ax.com", "443", false},
      {".x.com", "x.com", "443", false},
      {".x.com", "a.x.com", "443", true},
      {"*.x.com", "a.b.x.com", "443", true},
      {"*.x.com", "x.com", "443", false},
      {" other , X.COM ", "x.com", "443", true},
      {"x.com:443", "x.com", "443", true},
      {"x.com:80", "x.com", "443", false},
      {"10.0.0.0/8", "10.1.2.3", "443", true},
      {"10.0.0.0/8", "11.1.2.3", "443", false},
      {"10.0.0.128/25", "10.0.0.127", "443", false},
      {"10.0.0.128/25", "10.0.0.129", "443", true},
      {"0.0.0.0/0", "8.8.8.8", "443", true},
      {"10.1.2.3", "10.1.2.3", "443", true},
      {"10.1.2.3:80", "10.1.2.3", "443", false},
      {"fd00::/8", "fd00::1", "443", true},
      {"[fd00::1]:443", "fd00::1", "443", true},
      {"fd00::1", "fd00::1", "443", true},
      {"2.3", "10.1.2.3", "443", false},
      {":443", "x.com", "443", false},
      {"10.0.0.0/8", "ten.example", "443", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.list, c.host, c.port);
    CHECK(is_exempt(c.list, c.host, c.port) == c.exempt);
  }
}

TEST_CASE("credentials are decoded, and never shown") {
  const std::optional<Proxy> proxy =
      choose_proxy(parse_url("https://x.com"), "http://us%40er:p%3Aw@p:1", FakeEnvironment());
  REQUIRE(proxy);
  CHECK(proxy->username == "us@er");
  CHECK(proxy->password == "p:w");
  CHECK_THROWS_WITH(chosen("https://x.com", {}, "ftp://u:secret@p"),
                    "invalid proxy address \"ftp://xxxxx@p\": unsupported scheme \"ftp\"");
}

TEST_CASE("a CGI program does not take HTTP_PROXY from whoever asks it") {
  CHECK_THROWS_AS(chosen("http://x.com", {{"HTTP_PROXY", "p:1"}, {"REQUEST_METHOD", "GET"}}), TransportError);
}

}  // namespace kpp::net
