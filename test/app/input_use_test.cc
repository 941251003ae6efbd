// Who reads standard input: a command's objects or a credential plugin's questions, never both.
#include <fstream>

#include "app/context.h"
#include "app/run.h"
#include "cmd/commands.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;

namespace {

class NotedProcesses final : public ProcessRunner {
 public:
  std::vector<ProcessSpec> ran;
  ProcessResult run(const ProcessSpec& spec) override {
    ran.push_back(spec);
    return {.out =
                R"({"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}})"};
  }
  void replace(const ProcessSpec& spec) override { throw Error(spec.program); }
  std::optional<std::string> find(const std::string& name) const override { return "/bin/" + name; }
};

// A line typed at a terminal, with a plugin for credentials.
struct Typed {
  NotedProcesses processes;
  std::string err;

  void operator()(const std::string& mode, const std::vector<std::string>& words, const std::string& typed,
                  const std::vector<test::Stub>& stubs = {}) {
    const test::TempFolder folder;
    std::ofstream(folder / "config") << "current-context: c\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n"
                                        "clusters: [{name: c, cluster: {server: 'https://server'}}]\n"
                                        "users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, "
                                        "command: ask, interactiveMode: "
                                     << mode << "}}}]\n";
    test::TextSink out_sink, err_sink;
    test::TextSource in(typed);
    test::FakeClock clock;
    test::FakeTransport transport(stubs, "https://server");
    test::FakeEnvironment env({{"KUBECONFIG", folder / "config"}});
    app::Seams seams;
    seams.io.in = &in;
    seams.io.out = &out_sink;
    seams.io.err = &err_sink;
    seams.io.in_is_terminal = true;
    seams.env = &env;
    seams.clock = &clock;
    seams.processes = &processes;
    seams.make_transport = [&] { return std::make_unique<test::BorrowedTransport>(transport); };
    processes.ran.clear();
    app::Context context(std::move(seams), "kubectl");
    app::run(context, cmd::root_command(), words);
    context.flush();
    err = err_sink.text;
  }
};

constexpr std::string_view kRefused =
    "getting credentials: exec plugin cannot support interactive mode: standard input is unavailable: used by stdin "
    "resource manifest reader\n";

}  // namespace

TEST_CASE("a plugin that must ask is refused what a command reads") {
  const std::string map = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}})";
  Typed line;
  line("Always", {"get", "-f", "-"}, map);
  CHECK(line.err == "Unable to connect to the server: " + std::string(kRefused));
  line("Always", {"set", "env", "deploy/x", "-"}, "A=1\n");
  CHECK(line.err == "Unable to connect to the server: " + std::string(kRefused));
  line("Always", {"create", "-f", "-", "--validate=false"}, map);
  CHECK(line.err ==
        "error: error when creating \"STDIN\": Post "
        "\"https://server/api/v1/namespaces/default/configmaps?fieldManager=kubectl-create&"
        "fieldValidation=Ignore\": " +
            std::string(kRefused));
  CHECK(line.processes.ran.empty());
}

TEST_CASE("a plugin that may ask is not asked to, and asks where nothing else reads") {
  const std::string map = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}})";
  Typed line;
  line("IfAvailable", {"get", "-f", "-"}, map,
       {{.target = "/api/v1/namespaces/default/configmaps/x?includeObject=None", .body = map}});
  REQUIRE_FALSE(line.processes.ran.empty());
  CHECK_FALSE(line.processes.ran.front().inherit_stdin);
  line("Always", {"get", "pods"}, "",
       {{.target = "/api/v1/namespaces/default/pods?includeObject=None&limit=500",
         .body = R"({"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]})"}});
  REQUIRE_FALSE(line.processes.ran.empty());
  CHECK(line.processes.ran.front().inherit_stdin);
}
