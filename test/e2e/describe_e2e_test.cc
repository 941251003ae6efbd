// describe of many objects: what is asked for beside them is under way for several of them at once, and no more than
// that; their descriptions come in their order all the same.
#include <fmt/core.h>

#include <condition_variable>
#include <mutex>

#include "base/strings.h"
#include "e2e/world.h"
#include "support/catch.h"
#include "support/socket_server.h"

namespace kpp::test {
namespace {

constexpr std::size_t kPods = 40;
constexpr std::size_t kAtOnce = 16;

std::string pod_list() {
  std::vector<std::string> pods;
  for (std::size_t i = 0; i < kPods; ++i)
    pods.push_back(fmt::format(R"({{"metadata":{{"name":"pod-{:02}","namespace":"default"}}}})", i));
  return R"({"kind":"PodList","apiVersion":"v1","metadata":{},"items":[)" + join(pods, ",") + "]}";
}

/// Answers no request for events before kAtOnce of them have come.
class SlowEvents {
 public:
  void serve(Connection& connection) {
    for (std::string head = connection.receive_head(); !head.empty(); head = connection.receive_head()) {
      if (head.find("/pods?") != std::string::npos) {
        connection.send(response(pod_list(), "Content-Type: application/json\r\n"));
        continue;
      }
      enter();
      const std::size_t at = head.find("pod-");
      connection.send(response(
          fmt::format(R"({{"kind":"EventList","apiVersion":"v1","metadata":{{}},"items":[{{"reason":"Of-{}"}}]}})",
                      head.substr(at, 6)),
          "Content-Type: application/json\r\n"));
    }
  }
  std::size_t most() const {
    const std::lock_guard lock(mutex_);
    return most_;
  }
  std::size_t asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void enter() {
    std::unique_lock lock(mutex_);
    ++asked_;
    most_ = std::max(most_, asked_ - answered_);
    changed_.notify_all();
    changed_.wait_for(lock, std::chrono::seconds(10),
                      [&] { return asked_ >= kAtOnce; });  // most() tells when it was for nothing
    ++answered_;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t asked_ = 0;
  std::size_t answered_ = 0;
  std::size_t most_ = 0;
};

}  // namespace

TEST_CASE("events of several pods are asked for at once") {
  World world;
  SlowEvents events;
  const SocketServer server([&](Connection& connection) { events.serve(connection); });
  const std::string config =
      world.write_config(fmt::format("apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: [{{name: c, cluster: "
                                     "{{server: '{}'}}}}]\ncontexts: [{{name: c, context: {{cluster: c}}}}]\n",
                                     server.url("")));
  const ProcessResult result = world.kpp_as(config, {"describe", "pods", "--show-events"});
  CHECK(result.err == "");
  CHECK(result.exit_code == 0);
  CHECK(events.asked() == kPods);
  CHECK(events.most() == kAtOnce);
  std::size_t at = 0;
  for (std::size_t i = 0; i < kPods; ++i) {
    at = result.out.find(fmt::format("Name:         pod-{:02}\n", i), at);
    REQUIRE(at != std::string::npos);
    at = result.out.find(fmt::format("Of-pod-{:02}", i), at);
    REQUIRE(at != std::string::npos);
  }
}

}  // namespace kpp::test
