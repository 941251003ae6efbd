// What goes wrong on the way, and what the real program makes of it.
#include <fmt/core.h>

#include "base/base64.h"
#include "base/strings.h"
#include "e2e/world.h"
#include "support/catch.h"

namespace kpp::test {
namespace {

using apiserver::Fault;

const std::vector<std::string> kPods = {"get", "pods", "-n", "shop", "-o", "name"};
constexpr const char* kPodList = "GET /api/v1/namespaces/shop/pods";

std::string pod(const std::string& name) {
  return fmt::format(
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {}\nspec:\n  containers:\n  - name: one\n    image: one:1\n",
      name);
}

std::size_t count(const std::string& text, const std::string& part) { return split(text, part).size() - 1; }

// One line on standard error, and exit code 1.
std::string only_error(const ProcessResult& result) {
  CHECK(result.exit_code == 1);
  CHECK(count(result.err, "\n") == 1);
  return result.err;
}

}  // namespace

TEST_CASE("a list that expires in the middle goes on where it was") {
  World world;
  const std::string whole = world.output(kPods);
  world.server().resources().expire_lists_at_once(true);
  std::vector<std::string> args = kPods;
  args.push_back("--chunk-size=2");
  CHECK(world.output(args) == whole);
  CHECK(world.server().requests("continue=").size() >= 3);
}

TEST_CASE("a server that has too much to do is asked again") {
  World world;
  world.server().faults().add({.kind = Fault::Kind::status, .match = kPodList, .status = 429, .retry_after = 1});
  CHECK(count(world.output(kPods), "pod/") == 7);
  CHECK(world.server().requests(kPodList).size() == 2);
}

TEST_CASE("an answer that ends too early is one error") {
  World world;
  const std::vector<std::string> as_json = {"get", "pods", "-n", "shop", "-o", "json"};
  world.server().faults().add({.kind = Fault::Kind::truncate, .match = kPodList, .bytes = 900});
  only_error(world.kpp(as_json));
  world.server().faults().add({.kind = Fault::Kind::cut, .match = kPodList, .bytes = 900});
  only_error(world.kpp(as_json));
  world.server().faults().add({.kind = Fault::Kind::truncate, .match = kPodList, .bytes = 300});
  only_error(world.kpp({"get", "pods", "-n", "shop"}));
}

TEST_CASE("an error of the server is told") {
  World world;
  world.server().faults().add({.kind = Fault::Kind::status, .match = kPodList, .status = 500});
  CHECK(only_error(world.kpp(kPods)) ==
        "Error from server (InternalError): Internal error occurred: this was asked for\n");
}

TEST_CASE("a page of something in between is told") {
  World world;
  world.server().faults().add({.kind = Fault::Kind::html, .match = kPodList, .status = 502});
  CHECK_THAT(only_error(world.kpp(kPods)), ContainsSubstring("an error on the server"));
}

TEST_CASE("an answer of another type is not taken for the API's") {
  World world;
  world.server().faults().add({.kind = Fault::Kind::content_type, .match = kPodList, .text = "text/plain"});
  CHECK_THAT(only_error(world.kpp(kPods)), ContainsSubstring("with text/plain instead of application/json"));
  world.server().faults().add({.kind = Fault::Kind::html, .match = kPodList, .status = 200});
  CHECK_THAT(only_error(world.kpp(kPods)), ContainsSubstring("with text/html instead of application/json"));
}

TEST_CASE("a connection that ends before the answer is told") {
  World world;
  world.server().faults().add({.kind = Fault::Kind::cut, .match = kPodList, .times = -1});
  CHECK(only_error(world.kpp(kPods)) == "Unable to connect to the server: EOF\n");
}

TEST_CASE("slow bytes are waited for") {
  World world;
  world.server().faults().add(
      {.kind = Fault::Kind::slow, .match = kPodList, .bytes = 512, .delay = std::chrono::milliseconds(5)});
  CHECK(count(world.output(kPods), "pod/") == 7);
}

TEST_CASE("a watch that is cut goes on where it was") {
  World world;
  world.server().faults().add({.kind = Fault::Kind::cut, .match = "watch=true", .bytes = 400});
  RunningKpp watch(world, {"get", "pods", "-w", "--no-headers", "-o", "name"});
  REQUIRE(eventually([&] { return world.server().requests("watch=true").size() == 1; }));
  world.load(pod("first"));
  CHECK(watch.writes("pod/first\n"));
  world.load(pod("second"));
  CHECK(watch.writes("pod/second\n"));
  CHECK(watch.end() == 1);
  CHECK(watch.written() == "pod/first\npod/second\n");
  CHECK(world.server().requests("watch=true").size() == 2);
}

TEST_CASE("a watch that the server ends goes on where it was") {
  World world;
  RunningKpp watch(world, {"get", "pods", "-w", "--no-headers"});
  REQUIRE(eventually([&] { return world.server().requests("watch=true").size() == 1; }));
  world.load(pod("first"));
  CHECK(watch.writes("first "));
  world.server().resources().end_watches();
  world.load(pod("second"));
  CHECK(watch.writes("second "));
  CHECK(watch.end() == 1);
  CHECK(count(watch.written(), "\n") == 2);
}

TEST_CASE("a watch sees changes and ends of objects") {
  World world;
  RunningKpp watch(world, {"get", "configmaps", "-n", "shop", "-w", "--output-watch-events", "--no-headers"});
  REQUIRE(watch.writes("ADDED      web"));
  REQUIRE(eventually([&] { return world.server().requests("watch=true").size() == 1; }));
  const apiserver::Kind& kind = *apiserver::find_kind("", "v1", "configmaps");
  world.server().store().remove(kind, "shop", "web");
  CHECK(watch.writes("DELETED    web"));
}

TEST_CASE("who asks decides what is answered") {
  using apiserver::ApiServer;
  World world;
  const apiserver::User reader{"viewer", {apiserver::kReaders}};
  const apiserver::User stranger{"stranger", {}};
  const auto as = [&](const std::string& config, const std::vector<std::string>& args) {
    return world.kpp_as(world.write_config(config), args);
  };
  for (const auto credential : {ApiServer::Credential::token, ApiServer::Credential::certificate}) {
    CHECK(as(world.server().kubeconfig(reader, credential), kPods).exit_code == 0);
    CHECK(only_error(as(world.server().kubeconfig(stranger, credential), kPods)) ==
          "Error from server (Forbidden): pods is forbidden: User \"stranger\" cannot list resource \"pods\" in API "
          "group \"\" in the namespace \"shop\"\n");
  }
  CHECK_THAT(only_error(as(world.server().kubeconfig(reader, ApiServer::Credential::none),
                           {"get", "--raw", "/api", "--username=x", "--password=y"})),
             ContainsSubstring("forbidden: User \"system:anonymous\" cannot get path \"/api\""));
  const std::string wrong =
      replace_all(world.server().kubeconfig(reader, ApiServer::Credential::token), "token: ", "token: x");
  CHECK(only_error(as(wrong, kPods)) == "error: You must be logged in to the server (Unauthorized)\n");
  // A certificate that another server's authority has signed.
  World other;
  std::string foreign = other.server().kubeconfig(reader);
  foreign = replace_all(foreign, other.server().url(), world.server().url());
  foreign = replace_all(foreign, base64_encode(other.server().authority().cert_pem),
                        base64_encode(world.server().authority().cert_pem));
  CHECK(only_error(as(foreign, kPods)) == "error: You must be logged in to the server (Unauthorized)\n");
}

}  // namespace kpp::test
