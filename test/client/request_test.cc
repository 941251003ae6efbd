// Paths and queries of requests.
#include "kpp/error.h"
#include "kpp/request.h"
#include "support/catch.h"

using namespace kpp;

namespace {

std::string refusal(std::string_view ns, std::string_view name) {
  try {
    Request::resource("GET", {"", "v1", "pods"}, ns, name);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("paths of resources") {
  CHECK(Request::resource("GET", {"", "v1", "pods"}).path == "/api/v1/pods");
  CHECK(Request::resource("GET", {"", "v1", "pods"}, "ns", "a", "log").path == "/api/v1/namespaces/ns/pods/a/log");
  CHECK(Request::resource("GET", {"apps", "v1", "deployments"}, "ns").path ==
        "/apis/apps/v1/namespaces/ns/deployments");
  CHECK(Request::resource("GET", {"", "v1", "nodes"}, {}, "n", "proxy/metrics").path ==
        "/api/v1/nodes/n/proxy/metrics");
  CHECK(Request::resource("GET", {"", "v1", "pods"}, "ns", "a b?c#d").path ==
        "/api/v1/namespaces/ns/pods/a%20b%3Fc%23d");
}

TEST_CASE("a name that would lead elsewhere is refused in kubectl's words") {
  CHECK(refusal("ns", "a%b") == "invalid resource name \"a%b\": [may not contain '%']");
  CHECK(refusal("ns", "..") == "invalid resource name \"..\": [may not be '..']");
  CHECK(refusal("a/b", "x") == "invalid namespace \"a/b\": [may not contain '/']");
  CHECK(refusal("ns", "a...b").empty());
}

TEST_CASE("queries are sorted and encoded as Go does") {
  Request request{.path = "/api/v1/pods"};
  CHECK(request.target() == "/api/v1/pods");
  request.with("limit", "500").with("labelSelector", "a=b,c in (d e)").with("fieldManager", "x/y");
  CHECK(request.target() == "/api/v1/pods?fieldManager=x%2Fy&labelSelector=a%3Db%2Cc+in+%28d+e%29&limit=500");
  Request raw{.path = "/logs?tail=1"};
  CHECK(raw.with("b", "2").target() == "/logs?tail=1&b=2");
}
