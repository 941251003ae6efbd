// config set-cluster: what is given changes, the rest stays.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("set-cluster makes and changes") {
  ConfigRun config;
  CHECK(config({"set-cluster", "a", "--server=https://x", "--tls-server-name=t", "--proxy-url=p"}).out ==
        "Cluster \"a\" set.\n");
  CHECK(config.read() ==
        "apiVersion: v1\nclusters:\n- cluster:\n    proxy-url: p\n    server: https://x\n    tls-server-name: t\n  "
        "name: a\ncontexts: null\n"
        "current-context: \"\"\nkind: Config\nusers: null\n");
  config({"set-cluster", "a", "--server=https://y"});
  CHECK(config.value(".clusters[0].cluster") == R"({"proxy-url":"p","server":"https://y"})");
}

TEST_CASE("set-cluster and certificates: a path, the contents, or none") {
  ConfigRun config;
  make_folders(config.folder / "pki");
  config.write("pki/ca", "ca\n");
  config({"set-cluster", "a", "--certificate-authority=pki/ca"});
  CHECK(config.value(".clusters[0].cluster.certificate-authority") == "pki/ca");
  config.run.env["PWD"] = "/";
  config({"set-cluster", "a", "--certificate-authority=" + config.folder / "pki/ca"});
  CHECK(config.value(".clusters[0].cluster.certificate-authority") == "pki/ca");
  config({"set-cluster", "a", "--certificate-authority=elsewhere/ca"});
  CHECK(config.value(".clusters[0].cluster.certificate-authority") == "/elsewhere/ca");
  config({"set-cluster", "a", "--embed-certs", "--certificate-authority=" + config.folder / "pki/ca"});
  CHECK(config.value(".clusters[0].cluster") == R"({"certificate-authority-data":"Y2EK","server":""})");
  config({"set-cluster", "a", "--insecure-skip-tls-verify"});
  CHECK(config.value(".clusters[0].cluster") == R"({"insecure-skip-tls-verify":true,"server":""})");
}

TEST_CASE("set-cluster refuses what cannot be meant") {
  ConfigRun config;
  CHECK(config({"set-cluster", "a", "--embed-certs"}).err ==
        "error: you must specify a --certificate-authority to embed\n");
  CHECK(config({"set-cluster", "a", "--embed-certs", "--certificate-authority=/absent"}).err ==
        "error: could not stat certificate-authority file /absent: stat /absent: no such file or directory\n");
  CHECK(config({"set-cluster", "a", "--insecure-skip-tls-verify", "--certificate-authority=x"}).err ==
        "error: you cannot specify a certificate authority and insecure mode at the same time\n");
  CHECK(config({"set-cluster", ""}).err == "error: you must specify a non-empty cluster name\n");
  CHECK_FALSE(file_exists(config.folder / "config"));
}

TEST_CASE("set-cluster: any change takes insecure-skip-tls-verify away, unless it is asked for again") {
  for (const std::string flag : {"--server=https://b", "--tls-server-name=z", "--proxy-url=http://z",
                                 "--embed-certs=false", "--insecure-skip-tls-verify=false"}) {
    ConfigRun config("clusters: [{name: a, cluster: {server: https://a, insecure-skip-tls-verify: true}}]\n");
    INFO(flag);
    config({"set-cluster", "a", flag});
    CHECK(config.value(".clusters[0].cluster.insecure-skip-tls-verify").empty());
    config({"set-cluster", "a", flag, "--insecure-skip-tls-verify"});
    CHECK(config.value(".clusters[0].cluster.insecure-skip-tls-verify") == "true");
  }
}

TEST_CASE("set-cluster: an empty path is the folder we are in, a folder's contents are none, -s is no flag here") {
  ConfigRun config("clusters: [{name: a, cluster: {server: x, certificate-authority-data: Q0E=}}]\n");
  config({"set-cluster", "a", "--certificate-authority="});
  CHECK(config.value(".clusters[0].cluster") == R"({"certificate-authority":".","server":"x"})");
  config({"set-cluster", "a", "--embed-certs", "--certificate-authority=" + config.folder.path()});
  CHECK(config.value(".clusters[0].cluster") == R"({"server":"x"})");
  CHECK(config({"set-cluster", "a", "-s", "y"}).err ==
        "error: unknown shorthand flag: 's' in -s\nSee 'kubectl config set-cluster --help' for usage.\n");
}
