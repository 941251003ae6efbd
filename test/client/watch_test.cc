// Watches: events out of bytes, however they are cut.
#include "client/fixture.h"
#include "kpp/error.h"
#include "kpp/watch.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

namespace {

const std::string kWatch = "/api/v1/namespaces/default/pods?watch=true";

Request watch_pods() {
  Request request = pods();
  request.stream = true;
  return request.with("watch", "true");
}

std::string event(const std::string& type, const std::string& name) {
  return "{\"type\":\"" + type + "\",\"object\":{\"metadata\":{\"name\":\"" + name + "\"}}}\n";
}

void answer(ClientFixture& f, std::vector<std::string> pieces) {
  f.transport.on(f.get(kWatch),
                 {.headers = {{"Content-Type", "application/json;stream=watch"}}, .body = std::move(pieces)});
}

}  // namespace

TEST_CASE("events come one by one, whatever the pieces") {
  const std::string all =
      event("ADDED", "a") + "\n" + event("BOOKMARK", "b") + event("DELETED", "c") + event("ERROR", "d");
  for (std::size_t size = 1; size < all.size(); size += 7) {
    ClientFixture f;
    std::vector<std::string> pieces;
    for (std::size_t i = 0; i < all.size(); i += size) pieces.push_back(all.substr(i, size));
    answer(f, pieces);
    WatchStream stream(*f.client, watch_pods());
    std::string seen;
    while (auto one = stream.next()) {
      seen += std::string(one->type_name()) + ":" + std::string(one->object()["metadata"]["name"].str()) + " ";
    }
    CHECK(seen == "ADDED:a BOOKMARK:b DELETED:c ERROR:d ");
  }
}

TEST_CASE("half an event is a cut connection, nonsense is named") {
  ClientFixture f;
  answer(f, {event("ADDED", "a") + "{\"type\":"});
  WatchStream half(*f.client, watch_pods());
  CHECK(half.next().has_value());
  CHECK_THROWS_AS(half.next(), TransportError);
  answer(f, {"<html>\n"});
  WatchStream html(*f.client, watch_pods());
  CHECK_THROWS_WITH(
      html.next(),
      ContainsSubstring("unable to decode an event from the watch stream /api/v1/namespaces/default/pods"));
  answer(f, {event("NEWS", "a")});
  WatchStream odd(*f.client, watch_pods());
  CHECK_THROWS_WITH(odd.next(), ContainsSubstring("got invalid watch event type: NEWS"));
}
