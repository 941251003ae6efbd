// Credential plugins: what they are told, what they may answer, when they are asked again.
#include "client/exec_credential.h"

#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "support/catch.h"
#include "support/fake_clock.h"
#include "support/fake_environment.h"
#include "support/fake_transport.h"

using namespace kpp;

namespace {

class FakeProcesses final : public ProcessRunner {
 public:
  std::vector<ProcessSpec> ran{};
  ProcessResult result{};
  bool found = true;
  std::string place = "/bin/";
  std::string failure = {};
  ProcessResult run(const ProcessSpec& spec) override {
    if (!failure.empty()) throw Error(failure);
    ran.push_back(spec);
    return result;
  }
  void replace(const ProcessSpec& spec) override { throw Error(spec.program); }
  std::optional<std::string> find(const std::string& name) const override {
    return found ? std::optional(place + name) : std::nullopt;
  }
};

struct Fixture {
  test::FakeEnvironment env{{{"PATH", "/bin"}, {"TOK", "outer"}}};
  test::FakeClock clock{};
  test::FakeTransport transport{};
  FakeProcesses processes{};
  IoStreams io{};
  KubeExec exec{.api_version = "client.authentication.k8s.io/v1",
                .command = "plugin",
                .install_hint = "",
                .interactive_mode = "IfAvailable",
                .args = {"a"},
                .env = {{"TOK", "inner"}}};
  KubeCluster cluster{};

  std::shared_ptr<Credentials> make() { return exec_credentials(exec, cluster, env, clock, processes, io); }
  void answer(const std::string& status) {
    processes.result.out =
        "{\"apiVersion\":\"" + exec.api_version + "\",\"kind\":\"ExecCredential\",\"status\":" + status + "}";
  }
  std::string problem() {
    try {
      make()->material(transport);
      return {};
    } catch (const TransportError& error) {
      return std::string(error.what()).substr(std::string("getting credentials: ").size());
    }
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a plugin gives a token, once, and again after its time or a 401") {
  answer(R"({"token":"t","expirationTimestamp":"2027-01-15T08:00:10Z"})");  // ten seconds from the clock's now
  const std::shared_ptr<Credentials> credentials = make();
  CHECK(processes.ran.empty());
  CHECK(credentials->material(transport).authorization == "Bearer t");
  CHECK(credentials->material(transport).authorization == "Bearer t");
  REQUIRE(processes.ran.size() == 1);
  const ProcessSpec& spec = processes.ran.front();
  CHECK(spec.program == "/bin/plugin");
  CHECK(spec.args == std::vector<std::string>{"a"});
  CHECK(spec.env->at("TOK") == "inner");
  CHECK(spec.env->at("PATH") == "/bin");
  CHECK(spec.env->at("KUBERNETES_EXEC_INFO") ==
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/"
        "v1\",\"spec\":{\"interactive\":false}}\n");
  CHECK(spec.inherit_stderr);
  CHECK_FALSE(spec.inherit_stdin);
  clock.sleep_for(std::chrono::seconds(11));
  credentials->material(transport);
  CHECK(processes.ran.size() == 2);
  CHECK(credentials->refresh());
  CHECK_FALSE(credentials->refresh());
  credentials->material(transport);
  CHECK(processes.ran.size() == 3);
}

TEST_CASE_METHOD(Fixture, "a plugin is told of the cluster when it wants to be, and of the terminal") {
  exec.provide_cluster_info = true;
  exec.api_version = "client.authentication.k8s.io/v1beta1";
  cluster.server = "https://s/";
  cluster.certificate_authority_data = "ca";
  cluster.exec_config = "{\"a\":\"<\",\"n\":18446744073709551615}";
  io.in_is_terminal = true;
  answer(R"({"token":"t"})");
  make()->material(transport);
  CHECK(processes.ran.at(0).env->at("KUBERNETES_EXEC_INFO") ==
        "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/"
        "v1beta1\",\"spec\":{\"cluster\":{\"server\":\"https://s/\","
        "\"certificate-authority-data\":\"Y2E=\",\"config\":{\"a\":\"\\u003c\",\"n\":18446744073709551615}},"
        "\"interactive\":true}}\n");
  CHECK(processes.ran.at(0).inherit_stdin);
}

TEST_CASE_METHOD(Fixture, "a plugin that wants a terminal is not run without one") {
  exec.interactive_mode = "Always";
  CHECK(problem() == "exec plugin cannot support interactive mode: standard input is not a terminal");
  CHECK(processes.ran.empty());
}

TEST_CASE_METHOD(Fixture, "a plugin that is not there: how to get it") {
  processes.found = false;
  exec.install_hint = "get \x1b[1mit";
  CHECK(problem() ==
        "exec: executable plugin not found\n\nIt looks like you are trying to use a client-go credential plugin that "
        "is not installed.\n\n"
        "To learn more about this feature, consult the documentation available at:\n"
        "      "
        "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins\n\nget "
        "U+001B[1mit");
  exec.command = "/absent/plugin";
  CHECK(problem() == "exec: fork/exec /absent/plugin: no such file or directory");
}

TEST_CASE_METHOD(Fixture, "what a plugin must not answer") {
  const std::string v1 = "\"apiVersion\":\"client.authentication.k8s.io/v1\"";
  for (const auto& [out, words] : std::vector<std::pair<std::string, std::string>>{
           {"",
            "exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version "
            "client.authentication.k8s.io/__internal"},
           {"{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\"}",
            "exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version "
            "client.authentication.k8s.io/v1beta1"},
           {"{" + v1 + ",\"kind\":\"Foo\"}",
            "decoding stdout: no kind \"Foo\" is registered for version \"client.authentication.k8s.io/v1\" in scheme "
            "\"pkg/client/auth/exec/exec.go:64\""},
           {"{" + v1 + "}", "exec plugin didn't return a status field"},
           {"{" + v1 + ",\"status\":{}}", "exec plugin didn't return a token or cert/key pair"},
           {"{" + v1 + ",\"status\":{\"clientKeyData\":\"k\"}}",
            "exec plugin returned only certificate or key, not both"},
           {"{" + v1 + ",\"status\":{\"clientKeyData\":\"k\",\"clientCertificateData\":\"c\"}}",
            "failed parsing client key/certificate: tls: failed to find any PEM data in certificate input"},
           {"{" + v1 + ",\"status\":{\"token\":5}}",
            "decoding stdout: json: cannot unmarshal number into Go struct field ExecCredentialStatus.status.token of "
            "type string"},
           {"{" + v1 + ",\"status\":{\"token\":\"t\",\"expirationTimestamp\":\"x\"}}",
            "decoding stdout: parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as \"2006\""}}) {
    INFO(out);
    processes.result.out = out;
    CHECK(problem() == words);
  }
  CHECK_THROWS_WITH((exec.api_version = "v1", make()), "exec plugin: invalid apiVersion \"v1\"");
}

TEST_CASE_METHOD(Fixture, "a plugin that fails is told with its code") {
  processes.result.exit_code = 3;
  CHECK(problem() == "exec: executable plugin failed with exit code 3");
}

TEST_CASE_METHOD(Fixture, "a plugin that must ask is refused while something reads standard input") {
  io.in_is_terminal = true;
  answer(R"({"token":"t"})");
  for (const std::string mode : {"Always", "IfAvailable", "Never"}) {
    INFO(mode);
    exec.interactive_mode = mode;
    processes.ran.clear();
    const std::shared_ptr<Credentials> credentials = make();
    credentials->deny_input("used by stdin resource manifest reader");
    if (mode == "Always") {
      CHECK_THROWS_WITH(credentials->material(transport),
                        "getting credentials: exec plugin cannot support interactive mode: standard input is "
                        "unavailable: used by stdin resource manifest reader");
      CHECK(processes.ran.empty());
      continue;
    }
    credentials->material(transport);
    CHECK_FALSE(processes.ran.at(0).inherit_stdin);
  }
}

TEST_CASE_METHOD(Fixture, "a plugin that is no program, was killed, or stands below a relative folder") {
  processes.failure = "fork/exec /bin/plugin: exec format error";
  CHECK(problem() == "exec: fork/exec /bin/plugin: exec format error");
  processes.failure.clear();
  processes.result.exit_code = -1;
  CHECK(problem() == "exec: executable plugin failed with exit code -1");
  processes.place = "bin/";
  CHECK(problem().starts_with("exec: executable plugin not found\n"));
  CHECK(processes.ran.size() == 1);
}

TEST_CASE_METHOD(Fixture, "the policy is asked before anything else of a plugin") {
  exec.policy = {.type = "DenyAll", .allowlist = {}};
  processes.found = false;
  CHECK(problem() == "plugin \"plugin\" not allowed: policy set to \"DenyAll\"");
  exec.policy = {.type = "Allowlist", .allowlist = {"other"}};
  CHECK(problem() ==
        "plugin path \"plugin\" cannot be resolved for credential plugin allowlist check: exec: \"plugin\": executable "
        "file not found in $PATH");
  processes.found = true;
  CHECK(problem() == "plugin path \"/bin/plugin\" is not permitted by the credential plugin allowlist");
}
