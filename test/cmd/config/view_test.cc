// config view: what is hidden, left out and put in.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("view hides secrets, and shows them with --raw") {
  ConfigRun config(kTwoContexts);
  const std::string shown = config({"view"}).out;
  CHECK_THAT(shown, ContainsSubstring("    certificate-authority-data: DATA+OMITTED\n"));
  CHECK_THAT(shown, ContainsSubstring("    token: REDACTED\n"));
  CHECK_THAT(shown, ContainsSubstring("    password: REDACTED\n    username: bob\n"));
  const std::string raw = config({"view", "--raw"}).out;
  CHECK_THAT(raw, ContainsSubstring("    certificate-authority-data: Q0E=\n"));
  CHECK_THAT(raw, ContainsSubstring("    token: secret\n"));
}

TEST_CASE("view of nothing is an empty kubeconfig, in YAML and in JSON") {
  ConfigRun config;
  CHECK(config({"view"}).out ==
        "apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: \"\"\nkind: Config\nusers: null\n");
  CHECK(config({"view", "-o", "json"}).out ==
        "{\n    \"kind\": \"Config\",\n    \"apiVersion\": \"v1\",\n    \"clusters\": null,\n    \"users\": null,\n    "
        "\"contexts\": null,\n"
        "    \"current-context\": \"\"\n}\n");
}

TEST_CASE("--minify keeps what the context uses") {
  ConfigRun config(kTwoContexts);
  CHECK(config({"view", "--minify", "--context=prod", "-o",
                "jsonpath={.contexts[*].name} {.clusters[*].name} {.users[*].name}"})
            .out == "prod beta bob");
  CHECK(config({"view", "--minify", "--context=nowhere"}).err == "error: cannot locate context nowhere\n");
  ConfigRun dangling("contexts: [{name: a, context: {cluster: c}}]\ncurrent-context: a\n");
  CHECK(dangling({"view", "--minify"}).err == "error: cannot locate cluster c\n");
  ConfigRun empty;
  CHECK(empty({"view", "--minify"}).err == "error: current-context must exist in order to minify\n");
}

TEST_CASE("--flatten puts files' contents in") {
  ConfigRun config("clusters: [{name: a, cluster: {server: s, certificate-authority: pki/ca}}]\n");
  CHECK(config({"view", "--flatten"}).err ==
        "error: open " + config.folder.path() + "/pki/ca: no such file or directory\n");
  make_folders(config.folder / "pki");
  config.write("pki/ca", "the ca\n");
  CHECK_THAT(config({"view", "--flatten"}).out,
             ContainsSubstring("    certificate-authority-data: dGhlIGNhCg==\n    server: s\n"));
}

TEST_CASE("of several files the first has an entry") {
  ConfigRun config("clusters: [{name: a, cluster: {server: first}}]\n");
  config.write(
      "second",
      "clusters: [{name: a, cluster: {server: second}}, {name: b, cluster: {server: b}}]\ncurrent-context: x\n");
  config.run.env["KUBECONFIG"] =
      config.folder / "config" + ":" + config.folder / "absent" + "::" + (config.folder / "second");
  CHECK(config.value(".clusters[*].cluster.server") == "first b");
  CHECK(config.value(".current-context") == "x");
  CHECK(config({"view", "--merge=false"}).err == "error: if merge==false a precise file must be specified\n");
}

TEST_CASE("members nobody knows are not shown") {
  ConfigRun config("x-tool: 1\ncurrent-context: a\n");
  CHECK(config({"view"}).out ==
        "apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: a\nkind: Config\nusers: null\n");
}

TEST_CASE("what cannot be read is told with its file") {
  ConfigRun config("clusters: {}\n");
  CHECK(config({"view"}).err ==
        "error: error loading config file \"" + config.folder / "config" +
            "\": json: cannot unmarshal object into Go struct field Config.clusters of type []v1.NamedCluster\n");
  CHECK(config.run.code == 1);
  CHECK(config({"view", "extra"}).err ==
        "error: unexpected arguments: [extra]\nSee 'kubectl config view -h' for help and examples\n");
}
