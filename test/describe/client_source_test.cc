// What descriptions ask a server for: lists page by page, started at once, with failures kept until they are looked at.
#include "describe/client_source.h"

#include "client/fixture.h"
#include "describe/events.h"
#include "kpp/error.h"
#include "support/bodies.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;
using namespace kpp::describe;

namespace {

const std::string kPods = "/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb";
const ListQuery kQuery = {
    .type = {"", "v1", "pods"}, .namespace_name = "shop", .label_selector = "app=web", .field_selector = {}};

std::string page(const std::string& name, const std::string& token) {
  return R"({"kind":"PodList","metadata":{"continue":")" + token + R"("},"items":[{"metadata":{"name":")" + name +
         R"("}}]})";
}
FakeAnswer failure(int code, const std::string& reason) {
  return {.status = code, .headers = {{"Content-Type", "application/json"}}, .body = {status(code, "sorry", reason)}};
}
std::string names(const std::vector<Node>& objects) {
  std::string out;
  for (const Node object : objects) out += std::string(object["metadata"]["name"].str()) + " ";
  return out;
}

}  // namespace

TEST_CASE("a list comes in pages; requests are under way before anybody waits") {
  ClientFixture f;
  ClientSource source(*f.client, {.show_events = true, .chunk_size = 2});
  f.transport.on_json(f.get(kPods + "&limit=2"), page("a", "more"));
  f.transport.on_json(f.get("/api/v1/namespaces/shop/pods?continue=more&labelSelector=app%3Dweb&limit=2"),
                      page("b", ""));
  f.transport.on_json(f.get("/api/v1/namespaces/shop/pods/one"), R"({"metadata":{"name":"one"}})");
  const auto list = source.list(kQuery);
  const auto one = source.get({"", "v1", "pods"}, "shop", "one");
  CHECK(f.transport.sent.size() == 2);
  CHECK(names(list->objects()) == "a b ");
  CHECK(one->object()["metadata"]["name"].str() == "one");
  CHECK(one->failure_text().empty());
}

TEST_CASE("a list that has expired half way goes on where the server says") {
  ClientFixture f;
  ClientSource source(*f.client, {.show_events = true, .chunk_size = 2});
  const std::string next = f.get("/api/v1/namespaces/shop/pods?continue=");
  f.transport.on_json(f.get(kPods + "&limit=2"), page("a", "old"));
  f.transport.on(next + "old&labelSelector=app%3Dweb&limit=2",
                 {.status = 410,
                  .headers = {{"Content-Type", "application/json"}},
                  .body = {R"({"kind":"Status","status":"Failure","code":410,"metadata":{"continue":"new"}})"}});
  f.transport.on_json(next + "new&labelSelector=app%3Dweb&limit=2", page("b", ""));
  CHECK(names(source.list(kQuery)->objects()) == "a b ");
}

TEST_CASE("what came before a failure is there, and the failure too") {
  ClientFixture f;
  ClientSource source(*f.client, {.show_events = true, .chunk_size = 0});
  f.transport.on_json(f.get(kPods), page("a", "more"));
  f.transport.on(f.get("/api/v1/namespaces/shop/pods?continue=more&labelSelector=app%3Dweb"),
                 failure(403, "Forbidden"));
  const auto list = source.list(kQuery);
  CHECK(names(list->objects_so_far()) == "a ");
  CHECK(list->failure_text() == "sorry");
  CHECK_THROWS_AS(list->objects(), ApiError);
}

TEST_CASE("a list that the server does not know is told with its selectors") {
  ClientFixture f;
  ClientSource source(*f.client, {.show_events = true, .chunk_size = 0});
  f.transport.on(f.get(kPods), failure(404, "NotFound"));
  f.transport.on(f.get("/api/v1/namespaces/shop/pods"), failure(400, "BadRequest"));
  CHECK(source.list(kQuery)->failure_text() ==
        R"(Unable to find "pods" that match label selector "app=web", field selector "": sorry)");
  CHECK(source.list({.type = {"", "v1", "pods"}, .namespace_name = "shop", .label_selector = {}, .field_selector = {}})
            ->failure_text() == R"(Unable to list "pods": sorry)");
}

TEST_CASE("a list without an end is given up") {
  ClientFixture f;
  ClientSource source(*f.client, {.show_events = true, .chunk_size = 0});
  f.transport.on_json(f.get(kPods), page("a", "again"));
  f.transport.on_json(f.get("/api/v1/namespaces/shop/pods?continue=again&labelSelector=app%3Dweb"), page("b", "again"));
  CHECK(source.list(kQuery)->failure_text() == "the server sent the same continue token twice: the list has no end");
}

TEST_CASE("events that may not be seen are as none; those that are not wanted are not asked for") {
  ClientFixture f;
  ClientSource source(*f.client, {.show_events = true, .chunk_size = 0});
  f.transport.on(
      f.get("/api/v1/"
            "events?fieldSelector=involvedObject.kind%3DNode%2CinvolvedObject.name%3Dn%2CinvolvedObject.namespace%3D"),
      failure(403, "Forbidden"));
  Writer writer(false, {});
  Events(source, {{.name = "n", .namespace_name = "", .kind = "Node", .uid = ""}}).write(writer);
  CHECK(writer.take() == "Events:  <none>\n");
  ClientSource silent(*f.client, {.show_events = false, .chunk_size = 0});
  Events(silent, {{.name = "n", .namespace_name = "", .kind = "Node", .uid = ""}}).write(writer);
  CHECK(writer.take() == "");
}
