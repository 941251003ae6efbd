// The typed library: lists in pages, builders, watches that go on.
#include "base/time.h"
#include "client/fixture.h"
#include "client/resuming_watch.h"
#include "kpp/error.h"
#include "kpp/resources.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

namespace {

const std::string kPods = "/api/v1/namespaces/shop/pods";

std::string pod_names(ClientFixture& f, int page_size) {
  std::string out;
  for (const api::Pod& pod : list<api::Pod>(*f.client, {.namespace_name = "shop", .page_size = page_size})) {
    out += std::string(pod.kind()) + "/" + std::string(pod.name()) + " ";
  }
  return out;
}

std::string page(const std::string& name, const std::string& token) {
  return R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9","continue":")" + token +
         R"("},"items":[{"metadata":{"name":")" + name + R"("}}]})";
}

std::string event(const std::string& type, const std::string& name, const std::string& version) {
  return "{\"type\":\"" + type + "\",\"object\":{\"metadata\":{\"name\":\"" + name + "\",\"resourceVersion\":\"" +
         version + "\"}}}\n";
}

std::string watch_url(const std::string& version) {
  return kPods + "?allowWatchBookmarks=true" + (version.empty() ? "" : "&resourceVersion=" + version) + "&watch=true";
}

}  // namespace

TEST_CASE("a pod is read through its fields") {
  const api::Pod pod(
      Object::parse(R"({"metadata":{"name":"a","labels":{"app":"x"},"creationTimestamp":"1970-01-01T00:00:07Z"},
    "spec":{"nodeName":"n1","containers":[{"name":"c","image":"i:1"},{"name":"d","image":"i:2"}]},
    "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"d",)"
                    R"("ready":true,"restartCount":3}]}})"));
  CHECK(pod.name() == "a");
  CHECK(pod.label("app") == "x");
  CHECK(pod.created() == std::chrono::system_clock::from_time_t(7));
  CHECK(pod.ready());
  CHECK(pod.node_name() == "n1");
  REQUIRE(pod.containers().size() == 2);
  CHECK(pod.containers()[1].restarts == 3);
  CHECK_FALSE(pod.containers()[0].ready);
  CHECK(api::Pod().phase().empty());
  CHECK_FALSE(Object().created());
}

TEST_CASE("builders make what the API takes") {
  CHECK(api::Builder::pod("a").in_namespace("n").label("k", "v").container("c", "i", {"x", "y"}).str() ==
        R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"n","labels":{"k":"v"}},)"
        R"("spec":{"containers":[{"name":"c","image":"i","command":["x","y"],"resources":{}}]},"status":{}})");
  const api::Deployment deployment(
      Object::parse(api::Builder::deployment("web").replicas(3).container("c", "i").str()));
  CHECK(deployment.replicas() == 3);
  CHECK(deployment.spec()["selector"]["matchLabels"]["app"].str() == "web");
  CHECK(deployment.spec()["template"]["metadata"]["labels"]["app"].str() == "web");
  CHECK(deployment.containers().front().image == "i");
  CHECK_THROWS_AS(api::Builder::of_namespace("n").container("c", "i"), Error);
  CHECK_THROWS_AS(api::Builder::pod("n").replicas(2), Error);
}

TEST_CASE("a list comes in pages, and goes on when it has grown too old") {
  ClientFixture f;
  f.transport.on_json(f.get(kPods + "?limit=1"), page("a", "t1"));
  f.transport.on_json(f.get(kPods + "?continue=t1&limit=1"), page("b", "t2"));
  f.transport.on(f.get(kPods + "?continue=t2&limit=1"),
                 {.status = 410,
                  .body = {R"({"kind":"Status","status":"Failure","code":410,"reason":"Expired",)"
                           R"("metadata":{"continue":"t3"}})"}});
  f.transport.on_json(f.get(kPods + "?continue=t3&limit=1"), page("c", ""));
  CHECK(pod_names(f, 1) == "Pod/a Pod/b Pod/c ");
}

TEST_CASE("a page token that never ends is an error") {
  ClientFixture f;
  f.transport.on_json(f.get(kPods + "?limit=1"), page("a", "t"));
  f.transport.on_json(f.get(kPods + "?continue=t&limit=1"), page("a", "t"));
  CHECK_THROWS_WITH(pod_names(f, 1), ContainsSubstring("the list has no end"));
}

TEST_CASE("one object: found, absent, made, deleted") {
  ClientFixture f;
  f.transport.on_json(f.get("/api/v1/nodes/n1"),
                      R"({"kind":"Node","status":{"conditions":[{"type":"Ready","status":"False"}]}})");
  f.transport.on(f.get("/api/v1/nodes/n2"), {.status = 404});
  f.transport.on_json("POST " + f.config.server + "/api/v1/namespaces",
                      R"({"kind":"Namespace","metadata":{"name":"n"},"status":{"phase":"Active"}})");
  f.transport.on_json("DELETE " + f.config.server + kPods + "/a", "{}");
  CHECK_FALSE(find<api::Node>(*f.client, "", "n1")->ready());
  CHECK_FALSE(find<api::Node>(*f.client, "", "n2").has_value());
  CHECK(create<api::Namespace>(*f.client, "", api::Builder::of_namespace("n")).phase() == "Active");
  CHECK(f.transport.sent.back().body ==
        R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"n"},"spec":{},"status":{}})");
  delete_object(*f.client, api::Pod::resource(), "shop", "a");
  CHECK_THROWS_AS(delete_object(*f.client, api::Pod::resource(), "shop", ""), Error);
}

TEST_CASE("a watch goes on where it was") {
  ClientFixture f;
  const auto serve = [&](const std::string& version, FakeAnswer answer) {
    f.transport.on(f.get(watch_url(version)), std::move(answer));
  };
  serve("5", {.body = {event("ADDED", "a", "6") + event("BOOKMARK", "", "8")}});
  serve("8", {.body = {event("MODIFIED", "a", "9")},
              .failure = TransportError(TransportError::Kind::cut, "unexpected EOF")});
  serve("9", {.body = {R"({"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired",)"
                       R"("message":"too old"}})"
                       "\n"}});
  ObjectWatch watch(*f.client, f.clock, api::Pod::resource(), {.namespace_name = "shop"}, "5");
  CHECK(watch.next().object.name() == "a");
  const ObjectWatch::Change change = watch.next();
  CHECK(change.type == WatchEvent::Type::modified);
  CHECK(change.object.resource_version() == "9");
  CHECK_THROWS_WITH(watch.next(), "too old");
  CHECK(f.clock.slept == std::chrono::milliseconds(500));
}

TEST_CASE("a quiet watch that its server ends now and then is no failure") {
  ClientFixture f;
  for (int i = 0; i < 12; ++i) {
    f.transport.on(f.get(watch_url("")), {.at_end = [&f] { f.clock.sleep_for(std::chrono::minutes(5)); }});
  }
  f.transport.on(f.get(watch_url("")), {.body = {event("ADDED", "a", "6")}});
  ResumingWatch watch(*f.client, f.clock, Request::resource("GET", api::Pod::resource(), "shop"), "");
  CHECK(watch.next().object()["metadata"]["name"].str() == "a");
}

TEST_CASE("a watch with an end gets over what a server says that comes up again") {
  ClientFixture f;
  constexpr std::chrono::minutes kEnd{1};
  std::vector<std::chrono::nanoseconds> ends;
  ResumingWatch watch(*f.client, f.clock, Request::resource("GET", api::Pod::resource(), "shop"), "5");
  watch.end_at(std::chrono::steady_clock::time_point(kEnd));
  const auto serve = [&](std::chrono::milliseconds after, FakeAnswer answer) {
    f.transport.on(f.get(kPods + "?allowWatchBookmarks=true&resourceVersion=5&watch=true"), std::move(answer));
    ends.push_back(kEnd - after);
  };
  const FakeAnswer forbidden{.status = 403, .body = {R"({"kind":"Status","code":403,"message":"not yet"})"}};
  serve(std::chrono::milliseconds(0), forbidden);
  CHECK_THROWS_WITH(watch.next(), "not yet");  // it was never good
  serve(std::chrono::milliseconds(0), {});
  serve(std::chrono::milliseconds(250), forbidden);
  serve(std::chrono::milliseconds(750), {.status = 0, .failure = TransportError(TransportError::Kind::tls, "EOF")});
  serve(std::chrono::milliseconds(1750), {.body = {event("ADDED", "a", "6")}});
  CHECK(watch.next().object()["metadata"]["name"].str() == "a");
  for (std::size_t i = 0; i < ends.size(); ++i) CHECK(f.transport.sent.at(i).timeout == ends[i]);
}

TEST_CASE("a watch without an end gets over a server that is away, though not for good") {
  ClientFixture f;
  const auto fail = [&](TransportError::Kind kind, const std::string& text, int times) {
    for (int i = 0; i < times; ++i) {
      f.transport.on(f.get(watch_url("")), {.status = 0, .failure = TransportError(kind, text)});
    }
  };
  fail(TransportError::Kind::refused, "dial tcp: connection refused", 6);
  fail(TransportError::Kind::timeout, "net/http: TLS handshake timeout", 5);
  f.transport.on(f.get(watch_url("")), {.body = {event("ADDED", "a", "6")}});
  ResumingWatch watch(*f.client, f.clock, Request::resource("GET", api::Pod::resource(), "shop"), "");
  CHECK(watch.next().object()["metadata"]["name"].str() == "a");
  CHECK(f.clock.slept > std::chrono::seconds(90));

  ResumingWatch other(*f.client, f.clock, Request::resource("GET", api::Pod::resource(), "shop"), "");
  const auto before = f.clock.slept;
  fail(TransportError::Kind::timeout, "net/http: TLS handshake timeout", 18);
  CHECK_THROWS_WITH(other.next(), "net/http: TLS handshake timeout");
  CHECK(f.clock.slept - before >= std::chrono::minutes(3));
}

TEST_CASE("a watch that brings nothing is given up; a timeout of its own ends it at once") {
  ClientFixture f;
  for (int i = 0; i < 10; ++i) f.transport.on(f.get(watch_url("")), {});
  ResumingWatch watch(*f.client, f.clock, Request::resource("GET", api::Pod::resource(), "shop"), "");
  CHECK_THROWS_AS(watch.next(), TransportError);
  CHECK(f.clock.slept > std::chrono::seconds(60));
  f.transport.on(f.get(watch_url("")),
                 {.status = 0, .failure = TransportError(TransportError::Kind::timeout, "context deadline exceeded")});
  CHECK_THROWS_WITH(watch.next(), "context deadline exceeded");
}
