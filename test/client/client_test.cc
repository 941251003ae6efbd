// The client: what it sends, what it sends again, and what it makes of failures.
#include "client/fixture.h"
#include "kpp/error.h"
#include "support/bodies.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

namespace {

const std::string kPods = "/api/v1/namespaces/default/pods";

Status failure(ClientFixture& f, const Request& request) {
  try {
    f.client->get(request);
  } catch (const ApiError& error) {
    return error.status();
  }
  FAIL("no ApiError");
  return {};
}

FakeAnswer text_answer(int code, std::string body, std::string type = "text/plain; charset=utf-8") {
  return {.status = code, .headers = {{"Content-Type", std::move(type)}}, .body = {std::move(body)}};
}

TransportError cut() { return TransportError(TransportError::Kind::cut, "EOF"); }

}  // namespace

TEST_CASE("a request carries who asks, for what, and how") {
  ClientFixture f;
  f.config.impersonate = {.user = "jane", .uid = "7", .groups = {"a", "b"}, .extra = {{"x/y z", {"1"}}}};
  f.config.request_timeout = std::chrono::seconds(5);
  f.transport.on_json(f.get(kPods + "?timeout=5s"), R"({"kind":"PodList","items":[]})");
  Request request = pods();
  request.accept = Accept::table;
  CHECK(f.client->get(request).root["kind"].str() == "PodList");
  CHECK(f.transport.sent_header(0, "Accept") ==
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/"
        "json");
  CHECK(f.transport.sent_header(0, "Authorization") == "Bearer one");
  CHECK(f.transport.sent_header(0, "User-Agent") == "kubectl/test");
  CHECK(f.transport.sent_header(0, "Kubectl-Command") == "kubectl get");
  CHECK(f.transport.sent_header(0, "Kubectl-Session") == "a-uuid");
  CHECK(f.transport.sent_header(0, "Impersonate-User") == "jane");
  CHECK(f.transport.sent_header(0, "Impersonate-Uid") == "7");
  CHECK(f.transport.sent_header(0, "Impersonate-Group") == "a");
  CHECK(f.transport.sent_header(0, "Impersonate-Extra-x%2Fy%20z") == "1");
  CHECK(f.transport.sent[0].timeout == std::chrono::seconds(5));
  CHECK(f.transport.sent[0].accept_gzip);
}

TEST_CASE("nothing is packed on the way to this machine, nor in a stream") {
  for (const char* server : {"https://127.0.0.1:6443", "http://localhost:8080/p", "https://[::1]:1"}) {
    ClientFixture f;
    f.config.server = server;
    f.transport.on_json(f.get(kPods), "{}");
    f.client->get(pods());
    CHECK_FALSE(f.transport.sent[0].accept_gzip);
  }
  ClientFixture f;
  f.config.server = "https://127.0.0.1.example.com";
  f.transport.on_json(f.get(kPods), "{}");
  f.client->get(pods());
  CHECK(f.transport.sent[0].accept_gzip);
}

TEST_CASE("a plugin's certificate makes one connection, not one for each request") {
  ClientFixture f;
  f.credentials->certificate = "PEM";
  for (int i = 0; i < 2; ++i) f.transport.on_json(f.get(kPods), "{}");
  f.client->get(pods());
  f.client->get(pods());
  CHECK(f.transport.sent[0].connection->client_cert_pem == "PEM");
  CHECK(f.transport.sent[0].connection == f.transport.sent[1].connection);
}

TEST_CASE("a Status is the error") {
  ClientFixture f;
  f.transport.on(f.get(kPods + "/a"),
                 {.status = 404,
                  .headers = {{"Content-Type", "application/json"}},
                  .body = {R"({"kind":"Status","status":"Failure","message":"pods \"a\" not found",)",
                           R"("reason":"NotFound","details":{"name":"a","kind":"pods"},"code":404})"}});
  const Status status = failure(f, pods("a"));
  CHECK(status.reason == "NotFound");
  CHECK(status.message == "pods \"a\" not found");
  CHECK(status.kind == "pods");
}

TEST_CASE("an absent object is no error to find()") {
  ClientFixture f;
  f.transport.on(f.get(kPods + "/a"), text_answer(404, "404 page not found"));
  CHECK_FALSE(f.client->find(pods("a")).has_value());
}

TEST_CASE("failures without a Status get client-go's words") {
  struct Case {
    int code;
    const char* body;
    const char* type;
    const char* reason;
    const char* message;
  };
  const Case cases[] = {
      {404, "404 page not found", "text/plain", "NotFound",
       "the server could not find the requested resource (get pods a)"},
      {401, "no", "text/plain", "Unauthorized",
       "the server has asked for the client to provide credentials (get pods a)"},
      {403, "keep out", "text/plain", "Forbidden", "keep out (get pods a)"},
      {403, "{}", "application/json", "Forbidden", "unknown (get pods a)"},
      {409, "x", "text/plain", "Conflict", "the server reported a conflict (get pods a)"},
      {413, "x", "text/plain", "",
       "the server responded with the status code 413 but did not return more information (get pods a)"},
      {302, "x", "text/html", "",
       "the server responded with the status code 302 but did not return more information (get pods a)"},
      {500, "<html>\n\"no\"", "text/html", "InternalError",
       "an error on the server (\"<html>\\n\\\"no\\\"\") has prevented the request from succeeding (get pods a)"},
      {502, "\x1b[2J\xff", "text/plain", "InternalError",
       "an error on the server (\"\\x1b[2J\xef\xbf\xbd\") has prevented the request from succeeding (get pods a)"},
      {503, "x", "application/octet-stream", "ServiceUnavailable",
       "the server is currently unable to handle the request (get pods a)"},
  };
  for (const Case& c : cases) {
    ClientFixture f;
    f.credentials->can_refresh = false;
    f.transport.on(f.get(kPods + "/a"), text_answer(c.code, c.body, c.type));
    const Status status = failure(f, pods("a"));
    CHECK(status.code == c.code);
    CHECK(status.reason == c.reason);
    CHECK(status.message == c.message);
  }
  ClientFixture f;
  f.transport.on(f.get("/version"), text_answer(404, "x"));
  CHECK(failure(f, Request{.path = "/version"}).message == "the server could not find the requested resource");
}

TEST_CASE("of discovery, the version and the schema no Status is read: the code speaks") {
  const auto answer = [](int code, const std::string& reason) {
    return text_answer(code, test::status(code, "words", reason), "application/json");
  };
  for (const std::string path :
       {"/version", "/api", "/apis", "/api/v1", "/apis/apps/v1", "/openapi/v2", "/openapi/v3/api/v1"}) {
    ClientFixture f;
    f.credentials->can_refresh = false;
    f.transport.on(f.get(path), answer(401, "Unauthorized"));
    CHECK(failure(f, {.path = path}).message == "the server has asked for the client to provide credentials");
    f.transport.on(f.get(path), answer(403, "Forbidden"));
    CHECK(failure(f, {.path = path}).message == "unknown");
    f.transport.on(f.get(path), answer(500, "InternalError"));
    CHECK(failure(f, {.path = path}).message ==
          "an error on the server (\"unknown\") has prevented the request from succeeding");
    // As a raw path it is what it is.
    f.transport.on(f.get(path), answer(403, "Forbidden"));
    CHECK(failure(f, {.path = path, .accept = Accept::any}).message == "words");
  }
  for (const std::string path : {"/apis/apps/v1/deployments", "/api/v1/pods"}) {
    ClientFixture f;
    f.transport.on(f.get(path), answer(403, "Forbidden"));
    CHECK(failure(f, {.path = path}).message == "words");
  }
}

TEST_CASE("a redirect is followed, with what was sent") {
  ClientFixture f;
  f.transport.on("POST " + f.config.server + kPods, {.status = 307, .headers = {{"Location", "/there"}}});
  f.transport.on_json("POST " + f.config.server + "/there", R"({"kind":"Pod"})");
  Request post = pods();
  post.method = "POST";
  post.body = "{}";
  CHECK(f.client->get(post).root["kind"].str() == "Pod");
  CHECK(f.transport.sent[1].body == "{}");
  CHECK(f.transport.sent_header(1, "Authorization") == "Bearer one");
  f.transport.on("GET " + f.config.server + kPods, {.status = 302, .headers = {{"Location", "https://elsewhere/x"}}});
  f.transport.on_json("GET https://elsewhere/x", "{}");
  f.client->get(pods());
  CHECK(f.transport.sent_header(3, "Authorization").empty());
  CHECK(f.transport.sent_header(3, "Accept") == "application/json");
}

TEST_CASE("what a raw path was given is not sent twice") {
  ClientFixture f;
  const Request raw{.method = "POST", .path = "/x", .accept = Accept::any, .body = "{}"};
  f.transport.on("POST " + f.config.server + "/x", {.status = 307, .headers = {{"Location", "/there"}}});
  CHECK(failure(f, raw).message == "the server responded with the status code 307 but did not return more information");
  f.transport.on("POST " + f.config.server + "/x", {.status = 302, .headers = {{"Location", "/there"}}});
  f.transport.on_json("GET " + f.config.server + "/there", "{}");
  CHECK_NOTHROW(f.client->get(raw));
}

TEST_CASE("the body of a failure is read to a limit") {
  ClientFixture f;
  FakeAnswer endless = text_answer(500, "");
  endless.body.assign(5000, std::string(1000, 'x'));
  f.transport.on(f.get(kPods), endless);
  CHECK(failure(f, pods()).message.size() < 2300);
}

TEST_CASE("what asks to come back later is asked again, ten times at most") {
  ClientFixture f;
  for (const int code : {429, 503, 500}) {
    f.transport.on(f.get(kPods), {.status = code, .headers = {{"retry-after", "2"}}});
  }
  f.transport.on_json(f.get(kPods), "{}");
  f.client->get(pods());
  CHECK(f.clock.slept == std::chrono::seconds(6));

  ClientFixture never;
  for (int i = 0; i < 11; ++i) never.transport.on(never.get(kPods), {.status = 429, .headers = {{"Retry-After", "1"}}});
  CHECK(failure(never, pods()).reason == "TooManyRequests");

  ClientFixture once;
  once.transport.on(once.get(kPods), {.status = 503, .headers = {{"Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"}}});
  CHECK(failure(once, pods()).code == 503);

  ClientFixture far;  // nobody waits for a year
  far.transport.on(far.get(kPods), {.status = 429, .headers = {{"Retry-After", "31536000"}}});
  CHECK(failure(far, pods()).code == 429);
  CHECK(far.clock.slept == std::chrono::seconds(0));
}

TEST_CASE("a broken connection is tried again for a GET alone, and before the head alone") {
  ClientFixture f;
  f.transport.on(f.get(kPods), {.status = 0, .failure = cut()});
  f.transport.on_json(f.get(kPods), "{}");
  f.client->get(pods());
  CHECK(f.clock.slept == std::chrono::seconds(1));

  Request post = pods();
  post.method = "POST";
  post.body = "{}";
  f.transport.on("POST " + f.config.server + kPods, {.status = 0, .failure = cut()});
  CHECK_THROWS_AS(f.client->get(post), TransportError);

  f.transport.on(f.get(kPods),
                 {.body = {"{\"a\":"}, .failure = TransportError(TransportError::Kind::cut, "unexpected EOF")});
  CHECK_THROWS_WITH(f.client->get(pods()),
                    "unexpected error when reading response body. Please retry. Original error: unexpected EOF");
}

TEST_CASE("after one 401 the credentials are made anew, once") {
  ClientFixture f;
  f.transport.on(f.get(kPods), {.status = 401});
  f.transport.on_json(f.get(kPods), "{}");
  f.client->get(pods());
  CHECK(f.transport.sent_header(1, "Authorization") == "Bearer two");

  ClientFixture twice;
  for (int i = 0; i < 2; ++i) twice.transport.on(twice.get(kPods), {.status = 401});
  CHECK(failure(twice, pods()).reason == "Unauthorized");
  CHECK(twice.credentials->refreshed == 1);
}

TEST_CASE("warnings come once each") {
  ClientFixture f;
  const std::vector<Header> headers = {
      {"Content-Type", "application/json"},
      {"Warning", "299 - \"one \\\"quoted\\\"\""},
      {"warning", "199 x \"other code\", 299 agent \"two\" \"Sat, 25 Aug 2012 23:34:45 GMT\", 299 - \"three\""},
      {"Warning", "299 - no quotes"},
      {"Warning", "299 - \"open"}};
  for (int i = 0; i < 2; ++i) f.transport.on(f.get(kPods), {.headers = headers, .body = {"{}"}});
  f.client->get(pods());
  f.client->get(pods());
  CHECK(f.warnings == std::vector<std::string>{"one \"quoted\"", "two", "three"});
}

TEST_CASE("an answer that is no JSON is named") {
  ClientFixture f;
  f.transport.on(f.get(kPods), text_answer(200, "<html>", "text/html; charset=utf-8"));
  CHECK_THROWS_AS(f.client->get(pods()), ParseError);
  f.transport.on(f.get(kPods), text_answer(200, "<html>", "text/html"));
  CHECK_THROWS_WITH(f.client->get(pods()),
                    ContainsSubstring("with text/html instead of application/json: is it a Kubernetes API server?"));
  f.transport.on_json(f.get(kPods), "{\"a\":1");
  CHECK_THROWS_WITH(f.client->get(pods()), ContainsSubstring("the server's answer to GET " + kPods + " is no JSON"));
  f.transport.on(f.get("/healthz"), text_answer(200, "ok"));
  Request raw{.path = "/healthz", .accept = Accept::any};
  CHECK(f.client->send(raw)->read_all() == "ok");
}
