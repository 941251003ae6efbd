// Reading kubeconfig files: every member, which file wins, and client-go's words for what is wrong.
#include "kpp/kubeconfig.h"

#include <fstream>

#include "kpp/error.h"
#include "support/catch.h"
#include "support/fake_environment.h"
#include "support/temp_folder.h"

using namespace kpp;

namespace {

std::string problem(const std::string& text) {
  try {
    Kubeconfig::parse(text, "/k/config");
    return {};
  } catch (const ConfigError& error) {
    return error.what();
  }
}

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::string with_cluster(const std::string& name, const std::string& server) {
  return "current-context: from-" + server + "\nclusters: [{name: " + name + ", cluster: {server: '" + server +
         "'}}]\n";
}

}  // namespace

TEST_CASE("every member of a kubeconfig is read; paths are meant from the file's folder") {
  const Kubeconfig config = Kubeconfig::parse(R"(
apiVersion: v1
kind: Config
current-context: x
clusters:
- name: c
  cluster: {server: 'https://s', tls-server-name: sni, proxy-url: 'http://p', certificate-authority: ca.crt, )"
                                              R"(certificate-authority-data: aGk=,
            insecure-skip-tls-verify: true, disable-compression: true,
            extensions: [{name: other, extension: 1}, {name: client.authentication.k8s.io/exec, extension: {b: 1}}]}
contexts: [{name: x, context: {cluster: c, user: u, namespace: ns}}]
users:
- name: u
  user: {client-certificate: sub/c.crt, client-certificate-data: Yw==, client-key: /abs/c.key, )"
                                              R"(client-key-data: aw==, token: t, tokenFile: ../tok,
         username: me, password: pw, as: boss, as-uid: '7', as-groups: [g, h], as-user-extra: {k: [v, w]},
         auth-provider: {name: oidc, config: {client-id: id}}}
- name: e
  user:
    exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/plugin, args: [a], env: [{name: NAME, )"
                                              R"(value: V}], installHint: hint,
           provideClusterInfo: true}
- name: p
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin, interactiveMode: Never}}
)",
                                              "/k/config");
  const KubeCluster& c = config.clusters.at("c");
  CHECK(c.server == "https://s");
  CHECK(c.tls_server_name == "sni");
  CHECK(c.proxy_url == "http://p");
  CHECK(c.certificate_authority == "/k/ca.crt");
  CHECK(c.certificate_authority_data == "hi");
  CHECK((c.insecure_skip_tls_verify && c.disable_compression));
  CHECK(c.exec_config == "{\"b\":1}");
  CHECK(config.contexts.at("x").namespace_name == "ns");
  const KubeUser& u = config.users.at("u");
  CHECK(u.client_certificate == "/k/sub/c.crt");
  CHECK(u.client_certificate_data == "c");
  CHECK(u.client_key == "/abs/c.key");
  CHECK(u.client_key_data == "k");
  CHECK(u.token == "t");
  CHECK(u.token_file == "/tok");
  CHECK(u.username + u.password == "mepw");
  CHECK(u.impersonate + u.impersonate_uid == "boss7");
  CHECK(u.impersonate_groups == std::vector<std::string>{"g", "h"});
  CHECK(u.impersonate_extra.at("k") == std::vector<std::string>{"v", "w"});
  CHECK(u.auth_provider == "oidc");
  CHECK(u.auth_provider_config.at("client-id") == "id");
  CHECK(u.origin == "/k/config");
  const KubeExec& e = *config.users.at("e").exec;
  CHECK(e.command == "/k/bin/plugin");
  CHECK(e.args == std::vector<std::string>{"a"});
  CHECK(e.env.at(0).second == "V");
  CHECK(e.install_hint == "hint");
  CHECK(e.provide_cluster_info);
  CHECK(e.interactive_mode == "IfAvailable");
  CHECK(config.users.at("p").exec->command == "plugin");
}

TEST_CASE("what is no kubeconfig is refused in client-go's words") {
  const std::string head = "error loading config file \"/k/config\": ";
  for (const auto& [text, words] : std::initializer_list<std::pair<const char*, const char*>>{
           {"", ""},
           {"# nothing\n", ""},
           {"clusters: null\nunknown: 1\n", ""},
           {"a: b: c", "yaml: mapping values are not allowed in this context"},
           {"[]",
            "couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { "
            "APIVersion string "
            "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }"},
           {"kind: 5",
            "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of "
            "type string"},
           {"apiVersion: v1\nkind: Pod",
            "no kind \"Pod\" is registered for version \"v1\" in scheme "
            "\"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\""},
           {"apiVersion: v2",
            "no kind \"Config\" is registered for version \"v2\" in scheme "
            "\"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\""},
           {"clusters: x",
            "json: cannot unmarshal string into Go struct field Config.clusters of type []v1.NamedCluster"},
           {"clusters: [{name: c, cluster: {server: 5}}]",
            "json: cannot unmarshal number into Go struct field Cluster.clusters.cluster.server of type string"},
           {"users: [{name: u, user: {client-key-data: '!'}}]", "illegal base64 data at input byte 0"},
           {"users: [{name: u, user: {exec: {args: [5]}}}]",
            "json: cannot unmarshal number into Go struct field ExecConfig.users.user.exec.args of type string"}}) {
    INFO(text);
    if (*words) CHECK_THAT(problem(text), ContainsSubstring(words));
    if (*words) CHECK(problem(text).starts_with(head));
    if (!*words) CHECK(problem(text).empty());
  }
}

TEST_CASE("of several files the first to name an entry has it; absent and empty names are skipped") {
  const test::TempFolder folder;
  write(folder / "a", with_cluster("both", "a"));
  write(folder / "b", with_cluster("both", "b") + "users: [{name: u, user: {token: t}}]\n");
  test::FakeEnvironment env(
      {{"KUBECONFIG", "/absent::" + folder / "a" + ":" + folder / "b" + ":" + folder / "a"}, {"HOME", folder.path()}});
  const Kubeconfig config = Kubeconfig::load("", env);
  CHECK(config.clusters.at("both").server == "a");
  CHECK(config.current_context == "from-a");
  CHECK(config.users.at("u").token == "t");
  CHECK(config.files == std::vector<std::string>{folder / "a", folder / "b"});

  CHECK(Kubeconfig::load(folder / "b", env).current_context == "from-b");
  try {
    Kubeconfig::load("/absent", env);
    FAIL("an absent --kubeconfig is an error");
  } catch (const ConfigError& error) {
    CHECK(std::string(error.what()) == "stat /absent: no such file or directory");
  }
  env.values["KUBECONFIG"] = "";
  CHECK(Kubeconfig::load("", env).clusters.empty());
  std::filesystem::create_directory(folder / ".kube");
  write(folder / ".kube/config", with_cluster("home", "h"));
  CHECK(Kubeconfig::load("", env).clusters.contains("home"));
}

TEST_CASE("all broken files are told of") {
  const test::TempFolder folder;
  write(folder / "a", "[");
  write(folder / "b", "kind: Pod");
  test::FakeEnvironment env({{"KUBECONFIG", folder / "a" + ":" + folder / "b"}});
  try {
    Kubeconfig::load("", env);
    FAIL("broken files are errors");
  } catch (const Aggregate& error) {
    CHECK(error.errors().size() == 2);
  }
}
