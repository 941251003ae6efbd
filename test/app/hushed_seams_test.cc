// Completion's surroundings: silent, without a terminal, and soon over.
#include "app/hushed_seams.h"

#include "support/catch.h"
#include "support/fake_clock.h"
#include "support/fake_streams.h"
#include "support/fake_transport.h"

using namespace kpp;
using namespace std::chrono_literals;

namespace {

struct RecordingProcesses final : ProcessRunner {
  std::vector<ProcessSpec> seen{};
  ProcessResult run(const ProcessSpec& spec) override {
    seen.push_back(spec);
    return {};
  }
  void replace(const ProcessSpec&) override { throw Error("not here"); }
  std::optional<std::string> find(const std::string& name) const override { return "/bin/" + name; }
};

}  // namespace

TEST_CASE("what runs for a completion is silent and ends in time") {
  test::FakeClock clock;
  test::TextSink err;
  RecordingProcesses processes;
  test::FakeTransport* transport = nullptr;
  app::Seams real;
  real.io.err = &err;
  real.io.in_is_terminal = true;
  real.clock = &clock;
  real.processes = &processes;
  real.make_transport = [&] {
    auto made = std::make_unique<test::FakeTransport>();
    transport = made.get();
    made->on_json("GET http://a", "{}");
    made->on_json("GET http://b", "{}");
    return made;
  };
  const app::HushedSeams hushed(real, 3s);
  const app::Seams seams = hushed.seams();

  CHECK_FALSE(seams.io.in_is_terminal);
  seams.io.err->write("please log in");
  CHECK(err.text.empty());

  seams.clock->sleep_for(1s);
  seams.processes->run({.program = "plugin", .inherit_stdin = true, .inherit_stderr = true});
  REQUIRE(processes.seen.size() == 1);
  CHECK_FALSE(processes.seen[0].inherit_stdin);
  CHECK_FALSE(processes.seen[0].inherit_stderr);
  CHECK(processes.seen[0].without_terminal);
  CHECK(processes.seen[0].timeout == std::optional<std::chrono::nanoseconds>(2s));

  const auto network = seams.make_transport();
  network->send({.url = "http://a"});
  network->send({.url = "http://b", .timeout = 500ms});
  CHECK(transport->sent[0].timeout == std::optional<std::chrono::nanoseconds>(2s));
  CHECK(transport->sent[1].timeout == std::optional<std::chrono::nanoseconds>(500ms));

  CHECK_THROWS_AS(seams.clock->sleep_for(5s), TransportError);
  CHECK(clock.slept == 1s);
  clock.sleep_for(2s);
  CHECK_THROWS_AS(network->send({.url = "http://a"}), TransportError);
  CHECK_THROWS_AS(seams.processes->run({.program = "plugin"}), TransportError);
}
