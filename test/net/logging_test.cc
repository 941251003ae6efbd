// The log of -v: klog's lines at each level, and no credential in any of them.
#include "net/logging_transport.h"

#include "base/quote.h"
#include "base/strings.h"
#include "net/redact.h"
#include "net/support.h"
#include "support/fake_clock.h"
#include "support/fake_transport.h"

namespace kpp::net {
namespace {

// What is logged for one request at a level, without klog's time and thread.
std::string logged(int level, const HttpRequest& request, const std::string& answer = R"({"kind":"Pod"})",
                   const std::vector<Header>& more = {}) {
  std::string out;
  const test::FakeClock clock;
  const Log log(level, [&](std::string_view line) {
    const std::size_t header = line.find("] ");
    out += line.substr(header + 2);
  });
  std::vector<Header> headers{{"Set-Cookie", "s3cret"}, {"Content-Type", "application/json"}};
  headers.insert(headers.end(), more.begin(), more.end());
  auto server = std::make_unique<test::FakeTransport>();
  server->on(request.method + " " + request.url, {.headers = headers, .body = {answer}});
  const auto transport = logging_transport(std::move(server), log, clock);
  CHECK(transport->send(request)->read_all() == answer);
  return out;
}

const HttpRequest kGet{.url = "https://h/api/v1/pods",
                       .headers = {{"User-Agent", "kubectl"}, {"Authorization", "Bearer s3cret"}, {"Accept", "*/*"}}};

}  // namespace

TEST_CASE("level 6 is one line an answer; below it nothing") {
  CHECK(logged(5, kGet).empty());
  CHECK(logged(6, kGet) ==
        "\"Response\" verb=\"GET\" url=\"https://h/api/v1/pods\" status=\"200 OK\" milliseconds=0\n");
}

TEST_CASE("level 7 has the request's headers") {
  CHECK(logged(7, kGet) ==
        "\"Request\" verb=\"GET\" url=\"https://h/api/v1/pods\" headers=<\n\tAccept: */*\n\tAuthorization: Bearer "
        "<masked>\n\tUser-Agent: kubectl\n >\n"
        "\"Response\" status=\"200 OK\" milliseconds=0\n");
}

TEST_CASE("level 8 has the answer's headers and the bodies, cut") {
  const std::string text = logged(8, kGet, "{\"kind\":\"Pod\",\"x\":\"" + std::string(2000, 'x') + "\"}");
  CHECK(text.starts_with("\"Request Body\" body=\"\"\n"));
  CHECK_THAT(text, ContainsSubstring(
                       "headers=<\n\tContent-Type: application/json\n\tSet-Cookie: <masked>\n > milliseconds=0\n"));
  CHECK_THAT(text, ContainsSubstring("\"Response Body\" body=\"{\\\"kind\\\":\\\"Pod\\\""));
  CHECK_THAT(text, ContainsSubstring("x [truncated 997 chars]\"\n"));
}

TEST_CASE("level 9 has a curl line") {
  CHECK_THAT(logged(9, kGet), ContainsSubstring("\"Request\" curlCommand=<\n\tcurl -v -XGET  -H \"User-Agent: "
                                                "kubectl\" -H \"Authorization: Bearer <masked>\" -H "
                                                "\"Accept: */*\" 'https://h/api/v1/pods'\n >\n"));
}

TEST_CASE("no secret at any level") {
  const std::string s = "s3cret";
  const std::vector<std::pair<HttpRequest, std::string>> cases = {
      {{.method = "POST",
        .url = "https://u:s3cret@h/api/v1/namespaces/a/secrets?access_token=s3cret",
        .headers = {{"authorization", "s3cret"},
                    {"Cookie", s},
                    {"Proxy-Authorization", "Basic s3cret"},
                    {"Impersonate-Extra-Key", s},
                    {"Sec-WebSocket-Protocol", "v5.channel.k8s.io, base64url.bearer.authorization.k8s.io.s3cret"}},
        .body = "{\"data\":{\"a\":\"s3cret\"}}"},
       "{\"data\":{\"a\":\"s3cret\"}}"},
      {{.method = "POST", .url = "https://h/api/v1/namespaces/a/serviceaccounts/b/token"},
       "{\"status\":{\"token\":\"s3cret\"}}"},
      {{.method = "POST",
        .url = "https://h/x",
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
        .body = "refresh_token=s3cret"},
       "{ \"id_token\" : \"s3cret\", \"accessToken\":\"a\\\"s3cret\"}"},
      {{.method = "POST",
        .url = "https://h/x",
        .body = "{\"apiVersion\":\"v1\",\"kind\": \"Secret\",\"stringData\":{\"a\":\"s3cret\"}}"},
       "{\"kind\":\"SecretList\",\"items\":[{\"data\":{\"a\":\"s3cret\"}}]}"},
      {{.method = "POST",
        .url = "https://h/apis/authentication.k8s.io/v1/tokenreviews",
        .body = "{\"spec\":{\"token\":\"s3cret\"}}"},
       "{}"},
  };
  for (int level = 0; level <= 10; ++level) {
    for (const auto& [request, answer] : cases) {
      CAPTURE(level, request.url);
      CHECK(logged(level, request, answer).find("s3cret") == std::string::npos);
    }
  }
}

TEST_CASE("what a request authenticates with is masked wherever it turns up again") {
  const std::vector<std::pair<std::string, std::string>> cases = {{"Bearer tok.en-1/+x", "tok.en-1/+x"},
                                                                  {"Basic dTpwYSJzcw==", "dTpwYSJzcw=="},
                                                                  {"Basic dTpwYSJzcw==", "pa\"ss"},
                                                                  {"Bearer tok.en-1/+x", "tok.en-1%2F%2Bx"}};
  for (const auto& [authorization, secret] : cases) {
    const HttpRequest request{.method = "POST",
                              .url = "https://h/a/" + secret + "?b=" + secret,
                              .headers = {{"Authorization", authorization}, {"X-Again", "<" + secret + ">"}},
                              .body = "{\"a\":\"" + secret + "\"}"};
    for (int level = 0; level <= 10; ++level) {
      CAPTURE(level, secret);
      const std::string text =
          logged(level, request, "you are " + secret, {{"X-Echo", "got " + authorization + " and " + secret}});
      CHECK(text.find(secret) == std::string::npos);
      CHECK(text.find(go_quote(secret).substr(1, secret.size())) == std::string::npos);
      CHECK((level < 8 || text.find("X-Echo: got ") != std::string::npos));
      CHECK((level < 8 || text.find("you are <masked>") != std::string::npos));
    }
  }
}

TEST_CASE("a secret that the log's limit cuts is not begun, and one of another request is known") {
  Secrets secrets;
  secrets.learn({.headers = {{"Authorization", "Bearer abcdefgh"}}});
  CHECK(secrets.mask("x abcdef", true) == "x <masked>");
  CHECK(secrets.mask("x abcdef") == "x abcdef");
  CHECK(secrets.mask("abcdefghabcdefgh") == "<masked><masked>");
  secrets.learn({.headers = {{"Authorization", "Bearer ab"}}});
  CHECK(secrets.mask("table") == "table");
}

TEST_CASE("masking leaves the rest as it is") {
  CHECK(redact_body("https://h/x", "", R"({"a":"token","token":5,"password" : "p","b":["x"]})") ==
        R"({"a":"token","token":5,"password" : "<masked>","b":["x"]})");
  CHECK(redact_body("https://h/x", "", R"({"token":"cut of)") == R"({"token":"<masked>")");
  CHECK(redact_query("https://h/x?a=b&token=t") == "https://h/x?a=b&token=<masked>");
  CHECK(redact_header("Accept", "Bearer x") == "Bearer x");
}

TEST_CASE("a failed request is logged, and its error passed on") {
  std::string out;
  const test::FakeClock clock;
  Network net;
  const auto transport =
      logging_transport(std::move(net.transport), Log(8, [&](std::string_view line) { out += line; }), clock);
  CHECK_THROWS_AS(transport->send({.url = "http://nope.invalid/"})->status(), TransportError);
  CHECK_THAT(out, ContainsSubstring("\"Response\" status=\"\" headers=\"\" milliseconds=0\n"));
}

}  // namespace kpp::net
