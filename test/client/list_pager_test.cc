// Pages of a list, and an element of one as an object of its own.
#include "client/list_pager.h"

#include "client/fixture.h"
#include "data/json.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

namespace {

const std::string kPods = "/api/v1/namespaces/default/pods";

std::string page(const std::string& names, const std::string& token) {
  std::string items;
  for (const char name : names)
    items += (items.empty() ? "" : ",") + fmt::format(R"({{"metadata":{{"name":"{}"}}}})", name);
  return fmt::format(R"({{"kind":"PodList","metadata":{{"continue":"{}"}},"items":[{}]}})", token, items);
}

std::string next_names(ListPager& pager) {
  const auto document = pager.next_document();
  if (!document) return "end";
  std::string out;
  for (const Node item : document->root["items"].items()) out += item["metadata"]["name"].str();
  return out;
}

Request first_page() { return pods().with("limit", "2"); }

}  // namespace

TEST_CASE("the next page is asked for when a page has told where it goes on, or only when it is wanted") {
  for (const bool late : {false, true}) {
    ClientFixture f;
    f.transport.on_json(f.get(kPods + "?limit=2"), page("ab", "t1"));
    f.transport.on_json(f.get(kPods + "?continue=t1&limit=2"), page("c", ""));
    ListPager pager(*f.client, first_page());
    if (late) pager.ask_late();
    CHECK(next_names(pager) == "ab");
    CHECK(f.transport.sent.size() == (late ? 1 : 2));
    CHECK(next_names(pager) == "c");
    CHECK(next_names(pager) == "end");
    CHECK(next_names(pager) == "end");
  }
}

TEST_CASE("a list that has expired goes on where the server says, if it says so") {
  for (const bool told : {true, false}) {
    ClientFixture f;
    f.transport.on_json(f.get(kPods + "?limit=2"), page("ab", "t1"));
    const std::string metadata = told ? R"(,"metadata":{"continue":"t2"})" : "";
    f.transport.on(f.get(kPods + "?continue=t1&limit=2"),
                   {.status = 410,
                    .body = {R"({"kind":"Status","status":"Failure","code":410,"reason":"Expired")" + metadata + "}"}});
    if (told) f.transport.on_json(f.get(kPods + "?continue=t2&limit=2"), page("c", ""));
    ListPager pager(*f.client, first_page());
    CHECK(next_names(pager) == "ab");
    if (told) CHECK(next_names(pager) == "c");
    else CHECK_THROWS_AS(next_names(pager), ApiError);
  }
}

TEST_CASE("tokens that lead round in a circle, and pages that stay empty, are an error") {
  ClientFixture circle;
  circle.transport.on_json(circle.get(kPods + "?limit=2"), page("a", "t1"));
  circle.transport.on_json(circle.get(kPods + "?continue=t1&limit=2"), page("b", "t2"));
  circle.transport.on_json(circle.get(kPods + "?continue=t2&limit=2"), page("a", "t1"));
  ListPager round(*circle.client, first_page());
  CHECK(next_names(round) == "a");
  CHECK(next_names(round) == "b");
  CHECK_THROWS_WITH(next_names(round), "the server sent the same continue token twice: the list has no end");

  ClientFixture empty;
  empty.transport.on_json(empty.get(kPods + "?limit=2"), page("", "t0"));
  for (int i = 0; i <= 100; ++i) {
    empty.transport.on_json(empty.get(kPods + fmt::format("?continue=t{}&limit=2", i)),
                            page("", fmt::format("t{}", i + 1)));
  }
  ListPager nothing(*empty.client, first_page());
  const auto read_all = [&] {
    while (next_names(nothing) != "end") {
    }
  };
  CHECK_THROWS_WITH(read_all(), "the server sent 100 empty pages in a row: the list has no end");
}

TEST_CASE("a page that is no JSON names its request") {
  ClientFixture f;
  f.transport.on_json(f.get(kPods + "?limit=2"), "<html>");
  ListPager pager(*f.client, first_page());
  CHECK_THROWS_WITH(next_names(pager), ContainsSubstring("the server's answer to GET " + kPods + " is no JSON"));
}

TEST_CASE("a list's failure tells which list it was, where the server's answer may not") {
  const auto words = [](int code, std::string_view labels, std::string_view fields) {
    return std::string(with_list_words(ApiError({.code = code, .message = "sorry"}), "pods", labels, fields).what());
  };
  CHECK(words(404, "", "") == "Unable to list \"pods\": sorry");
  CHECK(words(400, "a=b", "") ==
        "Unable to find \"pods\" that match label selector \"a=b\", field selector \"\": sorry");
  CHECK(words(403, "a=b", "") == "sorry");
}

TEST_CASE("an element of a list gets what the list says for all of them") {
  Arena arena;
  const Node item = data::parse_json(R"({"spec":1,"metadata":{"name":"a"}})", arena, KeyOrder::as_written);
  CHECK(data::to_json(complete_item(item, "v1", "Pod", KeyOrder::sorted, arena)) ==
        R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":1})");
  CHECK(data::to_json(complete_item(item, "v1", "Pod", KeyOrder::as_written, arena)) ==
        R"({"kind":"Pod","apiVersion":"v1","spec":1,"metadata":{"name":"a"}})");
  const Node own = data::parse_json(R"({"kind":"A","apiVersion":"b/v1"})", arena);
  CHECK(complete_item(own, "v1", "Pod", KeyOrder::sorted, arena)["kind"].str() == "A");
  CHECK(complete_item(own, "v1", "Pod", KeyOrder::sorted, arena, true)["kind"].str() == "Pod");
  CHECK(complete_item(Node::string("x"), "v1", "Pod", KeyOrder::sorted, arena).str() == "x");
}
