// Broken kubeconfigs: what kubectl says of each.
#include "base/strings.h"
#include "kpp/client_config.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "support/catch.h"
#include "support/fake_clock.h"
#include "support/fake_environment.h"
#include "support/fake_streams.h"
#include "support/no_processes.h"

using namespace kpp;

namespace {

std::string error_of(const std::string& text) {
  try {
    Kubeconfig::parse(text, "/f");
  } catch (const ConfigError& error) {
    const std::string message = error.what();
    constexpr std::string_view prefix = "error loading config file \"/f\": ";
    CHECK(message.starts_with(prefix));
    return message.substr(prefix.size());
  }
  return "no error";
}

std::string cannot(const std::string& rest) { return "json: cannot unmarshal " + rest; }

// The server as it will be asked, or the error.
std::string server(const std::string& text) {
  Kubeconfig config;
  config.clusters["a"].server = text;
  config.contexts["a"].cluster = "a";
  config.current_context = "a";
  const test::FakeEnvironment environment;
  test::FakeClock clock;
  test::NoProcesses processes;
  test::TextSink sink;
  const IoStreams io{.in = nullptr, .out = &sink, .err = &sink};
  ConfigOverrides flags;
  flags.token = "t";
  try {
    return resolve_client_config(config, flags, environment, clock, processes, io).server;
  } catch (const Error& error) {
    return std::string("! ") + error.what();
  }
}

}  // namespace

TEST_CASE("a kubeconfig that is no YAML is told with its line") {
  CHECK(error_of("a:\n\tb: 1\n") == "yaml: line 2: found character that cannot start any token");
  CHECK(error_of("clusters:\n- name: \"a\n") == "yaml: line 3: found unexpected end of stream");
  CHECK(error_of("clusters: \xff") == "yaml: invalid leading UTF-8 octet");
  CHECK(error_of(std::string("a: \0", 4)) == "yaml: control characters are not allowed");
  CHECK(error_of("clusters: &a [*a]") == "yaml: anchor 'a' value contains itself");
  CHECK(error_of(std::string(100'000, '[')) == "yaml: line 1: exceeded max depth of 1000");
}

TEST_CASE("a kubeconfig is an object of kind Config in version v1") {
  const std::string type = R"(value of type struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string )"
                           R"("json:\"kind,omitempty\"" })";
  CHECK(error_of("hello") == "couldn't get version/kind; json parse error: " + cannot("string into Go " + type));
  CHECK(error_of("- a") == "couldn't get version/kind; json parse error: " + cannot("array into Go " + type));
  CHECK(error_of("kind: 5") ==
        "couldn't get version/kind; json parse error: " + cannot("number into Go struct field .kind of type string"));
  const std::string scheme = R"( in scheme "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50")";
  CHECK(error_of("kind: Pod\napiVersion: v1") == R"(no kind "Pod" is registered for version "v1")" + scheme);
  CHECK(error_of("kind: Config\napiVersion: v2") == R"(no kind "Config" is registered for version "v2")" + scheme);
  CHECK(error_of("") == "no error");
  CHECK(error_of("foo: bar") == "no error");
}

TEST_CASE("members of a kubeconfig have their kinds") {
  CHECK(error_of("current-context: 5") == cannot("number into Go struct field Config.current-context of type string"));
  CHECK(error_of("clusters: {a: b}") ==
        cannot("object into Go struct field Config.clusters of type []v1.NamedCluster"));
  CHECK(error_of("clusters: [a]") == cannot("string into Go struct field Config.clusters of type v1.NamedCluster"));
  CHECK(error_of("clusters: [null]") == "no error");
  CHECK(error_of("clusters: [{name: 1}]") ==
        cannot("number into Go struct field NamedCluster.clusters.name of type string"));
  CHECK(error_of("clusters: [{cluster: x}]") ==
        cannot("string into Go struct field NamedCluster.clusters.cluster of type v1.Cluster"));
  CHECK(error_of("clusters: [{cluster: {server: [1]}}]") ==
        cannot("array into Go struct field Cluster.clusters.cluster.server of type string"));
  CHECK(error_of("clusters: [{cluster: {insecure-skip-tls-verify: 1}}]") ==
        cannot("number into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool"));
  CHECK(error_of("users: [{user: {as-groups: [1]}}]") ==
        cannot("number into Go struct field AuthInfo.users.user.as-groups of type string"));
  CHECK(error_of("users: [{user: {as-user-extra: {a: b}}}]") ==
        cannot("string into Go struct field AuthInfo.users.user.as-user-extra of type []string"));
  CHECK(error_of("users: [{user: {auth-provider: {config: {a: 1}}}}]") ==
        cannot("number into Go struct field AuthProviderConfig.users.user.auth-provider.config of type string"));
  CHECK(
      error_of("users: [{user: {exec: {interactiveMode: 5}}}]") ==
      cannot("number into Go struct field ExecConfig.users.user.exec.interactiveMode of type v1.ExecInteractiveMode"));
  CHECK(error_of("preferences: x") == cannot("string into Go struct field Config.preferences of type v1.Preferences"));
}

TEST_CASE("data in a kubeconfig is base64, and told where it is not") {
  const auto data = [](const std::string& text) {
    return error_of("clusters: [{cluster: {certificate-authority-data: \"" + text + "\"}}]");
  };
  const auto wrong = [](int at) { return fmt::format("illegal base64 data at input byte {}", at); };
  CHECK(data("%%%") == wrong(0));
  CHECK(data("YQ=") == wrong(3));
  CHECK(data("YQ=x") == wrong(2));
  CHECK(data("YQ==x") == wrong(4));
  CHECK(data("YQ") == wrong(0));
  CHECK(data("YQ\\n") == wrong(1));
  CHECK(data("YWI==") == wrong(4));
  CHECK(data("YQ=\\n=") == "no error");
}

TEST_CASE("a name stands once in a kubeconfig") {
  CHECK(error_of("clusters: [{name: a}, {name: a}]") ==
        R"(error converting *[]NamedCluster into *map[string]*api.Cluster: duplicate name "a" in list: [a a])");
}

TEST_CASE("servers are URLs, or become one") {
  CHECK(server("a:1") == "http://a:1");
  CHECK(server("HTTPS://a:1//") == "https://a:1");
  CHECK(server("a/b") == R"(! host must be a URL or a host:port pair: "a/b")");
  CHECK(server("http://") == R"(! host must be a URL or a host:port pair: "http://")");
  CHECK(server("http://[::1") == R"(! host must be a URL or a host:port pair: "http://[::1")");
  CHECK(server("http://a\nb") == "! net/url: invalid control character in URL");
  CHECK(server("http://a/%zz") == R"(! invalid URL escape "%zz")");
  CHECK(server("ftp://a") == R"(! unsupported protocol scheme "ftp")");
}

TEST_CASE("relative paths become absolute ones where the kubeconfig's own path is relative") {
  const Kubeconfig config = Kubeconfig::parse(
      "clusters: [{name: c, cluster: {server: s, certificate-authority: ca.crt}}]\n", "sub/k", "/home/me");
  CHECK(config.clusters.at("c").certificate_authority == "/home/me/sub/ca.crt");
}
