// From kubeconfig and flags to a server, credentials and a namespace: which wins, and what is refused.
#include "kpp/client_config.h"

#include <fstream>

#include "base/seams_real.h"
#include "client/resolve.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "support/catch.h"
#include "support/fake_clock.h"
#include "support/fake_environment.h"
#include "support/fake_streams.h"
#include "support/fake_transport.h"
#include "support/temp_folder.h"

using namespace kpp;

namespace {

struct Fixture {
  test::TempFolder folder{};
  test::FakeEnvironment env{};
  test::FakeClock clock{};
  test::FakeTransport transport{};
  std::unique_ptr<ProcessRunner> processes = real_process_runner(env);
  test::TextSource in{};
  test::TextSink out{};
  bool terminal = false;

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }

  /// A kubeconfig of one context.
  ClientConfig resolve(const std::string& cluster, const std::string& user, const ConfigOverrides& flags = {},
                       const std::string& ns = "") {
    std::string text = "current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u" +
                       (ns.empty() ? "" : ", namespace: " + ns) + "}}]\n";
    text += "clusters: [{name: c, cluster: {" + cluster + "}}]\nusers: [{name: u, user: {" + user + "}}]\n";
    return resolve_text(text, flags);
  }
  ClientConfig resolve_text(const std::string& text, const ConfigOverrides& flags = {}) {
    const IoStreams io{.in = &in, .out = &out, .err = nullptr, .in_is_terminal = terminal};
    return resolve_client_config(Kubeconfig::parse(text, folder / "config"), flags,
                                 {env, clock, *processes, io, folder / "pod"});
  }
  std::string authorization(const ClientConfig& config) {
    return config.credentials->material(transport).authorization;
  }
  std::string problem(const std::string& cluster, const std::string& user, const ConfigOverrides& flags = {}) {
    try {
      const ClientConfig config = resolve(cluster, user, flags);
      return "server " + config.server;
    } catch (const Error& error) {
      return error.what();
    }
  }
};

const std::string kHttps = "server: 'https://s:6443'";

}  // namespace

TEST_CASE_METHOD(Fixture, "no configuration at all is localhost:8080, without credentials") {
  const ClientConfig config = resolve_text("");
  CHECK(config.server == "http://localhost:8080");
  CHECK(config.host() == "localhost:8080");
  CHECK(config.namespace_name == "default");
  CHECK(authorization(config).empty());
  env.values["KUBERNETES_MASTER"] = "http://master:1";
  CHECK(resolve_text("").server == "http://master:1");
}

TEST_CASE_METHOD(Fixture, "servers: with a path, as host:port, and what is none") {
  CHECK(problem("server: 'https://s/p/?q=1'", "token: t") == "server https://s/p");
  CHECK(problem("server: 's:80'", "") == "server http://s:80");
  CHECK(problem(kHttps, "token: t", {.server = "127.0.0.1:1"}) == "server http://127.0.0.1:1");
  CHECK(problem("server: 'ftp://x'", "") == "unsupported protocol scheme \"ftp\"");
  CHECK(problem("server: 'https://'", "") == "host must be a URL or a host:port pair: \"https://\"");
  CHECK(problem("server: 'http://a b/'", "") == "host must be a URL or a host:port pair: \"http://a b/\"");
}

TEST_CASE_METHOD(Fixture, "who the user is: a token's file, a token, a name") {
  write("tok", "from-file\n");
  CHECK(authorization(resolve(kHttps, "token: t")) == "Bearer t");
  CHECK(authorization(resolve(kHttps, "token: t", {.token = "flag"})) == "Bearer flag");
  CHECK(authorization(resolve(kHttps, "tokenFile: tok", {.token = "flag"})) == "Bearer from-file");
  CHECK(authorization(resolve(kHttps, "username: a, password: b")) == "Basic YTpi");
  CHECK(authorization(resolve("server: 'http://s'", "token: t")).empty());
  CHECK(authorization(resolve(
            kHttps, "exec: {apiVersion: client.authentication.k8s.io/v1, command: /absent, interactiveMode: Never}",
            {.token = "flag"})) == "Bearer flag");
  CHECK(problem(kHttps, "tokenFile: tok, username: a") == "username/password or bearer token may be set, but not both");
  CHECK(problem(kHttps, "tokenFile: absent") == "open " + folder / "absent" + ": no such file or directory");
}

TEST_CASE_METHOD(Fixture, "a token's file is read again: each minute, and after a 401") {
  write("tok", "one");
  const ClientConfig config = resolve(kHttps, "tokenFile: tok");
  write("tok", "two");
  CHECK(authorization(config) == "Bearer one");
  clock.sleep_for(std::chrono::seconds(61));
  CHECK(authorization(config) == "Bearer two");
  write("tok", "three");
  CHECK(config.credentials->refresh());
  CHECK(authorization(config) == "Bearer three");
  CHECK_FALSE(config.credentials->refresh());
  std::filesystem::remove(folder / "tok");
  clock.sleep_for(std::chrono::seconds(61));
  CHECK(authorization(config) == "Bearer three");
}

TEST_CASE_METHOD(Fixture, "TLS: files and data, and flags that replace them") {
  const std::string pem = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
  write("ca", pem);
  write("cert", "cert");
  write("key", "key");
  ClientConfig config = resolve(
      kHttps +
          ", certificate-authority: ca, tls-server-name: sni, proxy-url: 'socks5://p:1', disable-compression: true",
      "client-certificate: cert, client-key: key");
  CHECK(config.connection->ca_pem == pem);
  CHECK(config.connection->client_cert_pem == "cert");
  CHECK(config.connection->client_key_pem == "key");
  CHECK(config.connection->tls_server_name == "sni");
  CHECK(config.connection->proxy_url == "socks5://p:1");
  CHECK(config.disable_compression);
  CHECK(authorization(config).empty());
  config = resolve(kHttps + ", certificate-authority: ca, tls-server-name: sni", "token: t",
                   {.server = "https://other", .insecure_skip_tls_verify = true});
  CHECK(config.connection->insecure_skip_tls_verify);
  CHECK(config.connection->ca_pem.empty());
  CHECK(config.connection->tls_server_name.empty());
  CHECK(problem(kHttps + ", certificate-authority: cert", "token: t") ==
        "unable to load root certificates: unable to parse bytes as PEM block");
  CHECK(problem(kHttps + ", certificate-authority: ca, insecure-skip-tls-verify: true", "token: t") ==
        "specifying a root certificates file with the insecure flag is not allowed");
  write("empty", "");
  CHECK(problem(kHttps + ", certificate-authority: empty, insecure-skip-tls-verify: true", "token: t") ==
        "specifying a root certificates file with the insecure flag is not allowed");
}

TEST_CASE_METHOD(
    Fixture,
    "certificates that do not parse are told of before anything is asked, of files only when they are needed") {
  const std::string good = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                    bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  write("garbage", "garbage\n");
  write("bad", bad);
  write("bundle", bad + good);
  write("key", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n");
  write("empty", "");
  const std::string roots = "unable to load root certificates: ";
  CHECK(problem(kHttps + ", certificate-authority: garbage", "token: t") ==
        roots + "unable to parse bytes as PEM block");
  CHECK(problem(kHttps + ", certificate-authority-data: Z2FyYmFnZQ==", "token: t") ==
        roots + "unable to parse bytes as PEM block");
  CHECK(problem(kHttps + ", certificate-authority: bad", "token: t") ==
        roots + "failed to parse certificate: x509: malformed certificate");
  CHECK(problem(kHttps + ", certificate-authority: key", "token: t") ==
        roots + "no valid certificate authority data seen");
  CHECK(resolve(kHttps + ", certificate-authority: bundle", "token: t").connection->ca_pem == bad + good);
  // Nobody is trusted then, and not the system's authorities.
  CHECK(resolve(kHttps + ", certificate-authority: empty", "token: t").connection->ca_pem == "\n");
  const std::string none = "tls: failed to find any PEM data in certificate input";
  CHECK(problem(kHttps, "client-certificate-data: Z2FyYmFnZQ==, client-key-data: Z2FyYmFnZQ==") == none);
  CHECK(problem(kHttps, "client-certificate-data: Z2FyYmFnZQ==, client-key: key") == none);
  CHECK(problem(kHttps, "client-certificate: garbage, client-key-data: Z2FyYmFnZQ==, token: t") == none);
  CHECK(problem(kHttps, "client-certificate: empty, client-key-data: Z2FyYmFnZQ==") == none);
  CHECK(resolve(kHttps, "client-certificate: garbage, client-key: key").connection->client_cert_pem == "garbage\n");
  CHECK(resolve(kHttps, "client-certificate: empty, client-key: key").connection->client_cert_pem == "\n");
  // Over plain HTTP none of it is needed.
  CHECK_NOTHROW(resolve("server: 'http://h', certificate-authority-data: Z2FyYmFnZQ==",
                        "client-certificate-data: Z2FyYmFnZQ==, client-key-data: Z2FyYmFnZQ=="));
}

TEST_CASE_METHOD(Fixture, "the proxy of a flag wins over the file's, and is looked at as that one is") {
  CHECK(resolve(kHttps, "token: t", {.proxy_url = "http://p:1"}).connection->proxy_url == "http://p:1");
  CHECK(resolve(kHttps + ", proxy-url: 'http://file'", "token: t", {.proxy_url = "socks5://flag"})
            .connection->proxy_url == "socks5://flag");
  CHECK(resolve(kHttps + ", proxy-url: 'http://file'", "token: t").connection->proxy_url == "http://file");
  const std::string ftp =
      "invalid 'proxy-url' \"ftp://x\" for cluster \"c\": unsupported scheme \"ftp\", must be http, https, or socks5";
  CHECK_THROWS_WITH(resolve(kHttps, "token: t", {.proxy_url = "ftp://x"}), ftp);
}

TEST_CASE_METHOD(Fixture, "what cannot be used is told in client-go's words") {
  const std::string cert = folder / "gone";
  for (const auto& [cluster, user, words] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {kHttps + ", proxy-url: 'ftp://x'", "",
            "invalid 'proxy-url' \"ftp://x\" for cluster \"c\": unsupported scheme \"ftp\", must be http, https, or "
            "socks5"},
           {kHttps + ", proxy-url: 'x'", "",
            "invalid 'proxy-url' \"x\" for cluster \"c\": unsupported scheme \"\", must be http, https, or socks5"},
           {kHttps + ", proxy-url: ':80'", "", "invalid 'proxy-url' \":80\" for cluster \"c\": could not parse: :80"},
           {kHttps + ", certificate-authority: gone", "",
            "unable to read certificate-authority " + cert + " for c due to open " + cert +
                ": no such file or directory"},
           {kHttps, "username: a, token: t",
            "more than one authentication method found for u; found [token basicAuth], only one is allowed"},
           {kHttps, "client-certificate-data: YQ==",
            "client-key-data or client-key must be specified for u to use the clientCert authentication method."},
           {kHttps, "token: t, as-groups: [g]",
            "requesting uid, groups or user-extra for u without impersonating a user"},
           {kHttps, "exec: {apiVersion: v, command: c}",
            "interactiveMode must be specified for u to use exec authentication plugin"},
           {kHttps, "exec: {apiVersion: v, command: c, interactiveMode: Never}",
            "exec plugin: invalid apiVersion \"v\""},
           {kHttps + ", proxy-url: 'ftp://x'", "username: a, token: t",
            "Error in configuration: \n* more than one authentication method found for u; found [token basicAuth], "
            "only one is allowed\n"
            "* invalid 'proxy-url' \"ftp://x\" for cluster \"c\": unsupported scheme \"ftp\", must be http, https, or "
            "socks5"},
           {kHttps, "auth-provider: {name: foo}", "no Auth Provider found for name \"foo\""},
           {kHttps, "token: t, auth-provider: {name: foo}", "no Auth Provider found for name \"foo\""}}) {
    INFO(cluster + " / " + user);
    CHECK(problem(cluster, user) == words);
  }
  CHECK_THAT(problem(kHttps, "auth-provider: {name: gcp}"), ContainsSubstring("The gcp auth plugin has been removed."));
  CHECK(problem(kHttps, "", {.context = "no", .cluster = "no", .user = "no"}) == "auth info \"no\" does not exist");
  CHECK(problem(kHttps, "", {.context = "no", .cluster = "no"}) == "context \"no\" does not exist");
  CHECK(problem(kHttps, "", {.cluster = "no"}) == "cluster \"no\" does not exist");
  CHECK(problem(kHttps, "token: t", {.request_timeout = "soon"}).starts_with("Invalid timeout value."));
}

TEST_CASE_METHOD(Fixture, "the namespace is asked for first, and says other words for the same faults") {
  const auto told = [&](const std::string& text, const ConfigOverrides& flags) {
    try {
      return resolve_namespace(Kubeconfig::parse(text, "/config"), flags, env);
    } catch (const Error& error) {
      return std::string(error.what());
    }
  };
  CHECK(told("", {}) == "default");
  CHECK(told("current-context: x\ncontexts: [{name: x, context: {namespace: ns}}]", {}) == "ns");
  CHECK(told("", {.context = "no"}) == "Error in configuration: context was not found for specified context: no");
  CHECK(told("", {.cluster = "no"}) == "no server found for cluster \"no\"");
  CHECK(told("", {.context = "no", .namespace_name = "n"}) == "n");
}

TEST_CASE_METHOD(Fixture, "impersonation: flags over the file") {
  ClientConfig config =
      resolve(kHttps, "token: t, as: boss, as-uid: '1', as-groups: [g], as-user-extra: {k: [v], l: [w]}",
              {.as_groups = {"h"}, .as_user_extra = {"k=x", "k=y", "nothing"}});
  CHECK(config.impersonate.user == "boss");
  CHECK(config.impersonate.uid == "1");
  CHECK(config.impersonate.groups == std::vector<std::string>{"h"});
  CHECK(config.impersonate.extra == std::map<std::string, std::vector<std::string>>{{"k", {"x", "y"}}, {"l", {"w"}}});
}

TEST_CASE_METHOD(Fixture, "nobody is named: the user is asked, a password only at a terminal and unseen") {
  in = test::TextSource("\n me \nsecret\n");
  CHECK(problem(kHttps, "") == "error reading input for Password");
  CHECK(out.text == "Please enter Username: Please enter Password: ");
  terminal = true;
  in = test::TextSource("me\nsecret\n");
  CHECK(authorization(resolve(kHttps, "")) == "Basic bWU6c2VjcmV0");
  CHECK(in.shown == "-+");
  in = test::TextSource("");
  CHECK(problem(kHttps, "") == "EOF");
  in = test::TextSource("me\nx\n");
  CHECK(authorization(resolve(kHttps, "password: given")) == "Basic bWU6Z2l2ZW4=");
}

TEST_CASE_METHOD(Fixture, "in a pod its own cluster is asked, whatever flags say of other things") {
  std::filesystem::create_directory(folder / "pod");
  write("pod/token", "pod-token\n");
  write("pod/namespace", "own\n");
  env.values = {{"KUBERNETES_SERVICE_HOST", "fd00::1"}, {"KUBERNETES_SERVICE_PORT", "443"}};
  ClientConfig config = resolve_text("", {.as = "boss", .request_timeout = "5s"});
  CHECK(config.in_cluster);
  CHECK(config.server == "https://[fd00::1]:443");
  CHECK(config.namespace_name == "own");
  CHECK(config.request_timeout == std::chrono::seconds(5));
  CHECK(config.impersonate.user == "boss");
  CHECK(authorization(config) == "Bearer pod-token");
  env.values["POD_NAMESPACE"] = "told";
  config = resolve_text("", {.token = "flag"});
  CHECK(config.namespace_name == "told");
  CHECK(authorization(config) == "Bearer flag");
  CHECK(resolve_text("", {.namespace_name = "n"}).namespace_name == "n");
  // A kubeconfig that names a server is meant; the pod's namespace still is the default.
  config = resolve("server: 'http://s'", "");
  CHECK(config.server == "http://s");
  CHECK(config.namespace_name == "told");
  CHECK(resolve("server: 'http://s'", "", {}, "mine").namespace_name == "mine");
}
