// config set-credentials: tokens, passwords, certificates, providers and programs.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("a token ends basic authentication, and the other way round") {
  ConfigRun config;
  CHECK(config({"set-credentials", "u", "--username=a", "--password=b"}).out == "User \"u\" set.\n");
  config({"set-credentials", "u", "--token=t"});
  CHECK(config.value(".users[0].user") == R"({"token":"t"})");
  config({"set-credentials", "u", "--username=a"});
  CHECK(config.value(".users[0].user") == R"({"username":"a"})");
  CHECK(config({"set-credentials", "u", "--token=t", "--password=p"}).err ==
        "error: you cannot specify more than one authentication method at the same time: --token, "
        "--username/--password\n");
}

TEST_CASE("certificate and key: paths or contents") {
  ConfigRun config;
  config.write("crt", "crt\n");
  config.write("key", "key\n");
  config({"set-credentials", "u", "--client-certificate=" + config.folder / "crt",
          "--client-key=" + config.folder / "key", "--embed-certs"});
  CHECK(config.value(".users[0].user") == R"({"client-certificate-data":"Y3J0Cg==","client-key-data":"a2V5Cg=="})");
  config({"set-credentials", "u", "--client-key=key"});
  CHECK(config.value(".users[0].user") == R"({"client-certificate-data":"Y3J0Cg==","client-key":"key"})");
  CHECK(config({"set-credentials", "u", "--embed-certs"}).err ==
        "error: you must specify a --client-certificate or --client-key to embed\n");
}

TEST_CASE("a program's arguments are replaced, its variables changed one by one") {
  ConfigRun config;
  config({"set-credentials", "u", "--exec-command=tok", "--exec-api-version=client.authentication.k8s.io/v1",
          "--exec-arg=a", "--exec-arg=b,c", "--exec-env=A=1", "--exec-env=B=2,3", "--exec-interactive-mode=Never"});
  CHECK(config.value(".users[0].user.exec.args") == R"(["a","b","c"])");
  config({"set-credentials", "u", "--exec-env=A-", "--exec-env=B=4", "--exec-env=C=5"});
  CHECK(config.value(".users[0].user.exec.env") == R"([{"name":"B","value":"4"},{"name":"C","value":"5"}])");
  config({"set-credentials", "u", "--exec-command=/bin/tok"});
  CHECK(config.value(".users[0].user.exec.args") == "null");
  CHECK(config.value(".users[0].user.exec.interactiveMode") == "Never");
  CHECK(config({"set-credentials", "u", "--exec-interactive-mode=Sometimes"}).err ==
        "error: invalid interactive mode type, can be only IfAvailable, Never, Always\n");
}

TEST_CASE("a provider's settings are kept as long as it is the same") {
  ConfigRun config;
  config({"set-credentials", "u", "--auth-provider=oidc", "--auth-provider-arg=a=1,b=2"});
  config({"set-credentials", "u", "--auth-provider-arg=a-", "--auth-provider-arg=c=x=y"});
  CHECK(config.value(".users[0].user.auth-provider") == R"({"config":{"b":"2","c":"x=y"},"name":"oidc"})");
  config({"set-credentials", "u", "--auth-provider=other"});
  CHECK(config.value(".users[0].user.auth-provider") == R"({"config":{},"name":"other"})");
}

TEST_CASE("wrong pairs are refused with help") {
  ConfigRun config;
  config({"set-credentials", "u", "--auth-provider-arg=x", "--auth-provider-arg=-"});
  CHECK_THAT(config.run.out, ContainsSubstring("Usage:\n"));
  CHECK(config.run.err == "error: invalid auth-provider-arg format: x, -\n");
  CHECK(config({"set-credentials", "a", "b"}).err == "error: unexpected args: [a b]\n");
}
