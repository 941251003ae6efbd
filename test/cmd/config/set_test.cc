// config set: values by their paths.
#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("set makes what is missing; names may have dots") {
  ConfigRun config;
  CHECK(config({"set", "clusters.my.dotted.name.server", "https://x"}).out ==
        "Property \"clusters.my.dotted.name.server\" set.\n");
  CHECK(config.value(".clusters[?(@.name==\"my.dotted.name\")].cluster.server") == "https://x");
  config({"set", "current-context", "made-up"});
  config({"set", "users.u.act-as", "root"});
  config({"set", "preferences.colors", "true"});
  CHECK(config.read() ==
        "apiVersion: v1\nclusters:\n- cluster:\n    server: https://x\n  name: my.dotted.name\ncontexts: "
        "null\ncurrent-context: made-up\n"
        "kind: Config\npreferences:\n  colors: true\nusers:\n- name: u\n  user:\n    as: root\n");
}

TEST_CASE("set and bytes: base64, or as they are") {
  ConfigRun config;
  config({"set", "users.u.client-key-data", "a2V5"});
  CHECK(config.value(".users[0].user.client-key-data") == "a2V5");
  config({"set", "users.u.client-key-data", "a2V5", "--set-raw-bytes"});
  CHECK(config.value(".users[0].user.client-key-data") == "YTJWNQ==");
  CHECK(config({"set", "users.u.client-key-data", "***"}).err ==
        "error: error decoding input value: illegal base64 data at input byte 0\n");
}

TEST_CASE("set refuses paths that lead nowhere and values that are none") {
  ConfigRun config;
  const auto error = [&](const std::string& path, const std::string& value = "y") {
    return config({"set", path, value}).err;
  };
  CHECK(error("nonsense.x") == "error: unable to parse nonsense.x after [] at api.Config\n");
  CHECK(error("clusters") == "error: can't set a map to a value: map[]\n");
  CHECK(error("clusters.a.nope") == "error: can't set a map to a value: map[]\n");
  CHECK(error("users.u.as") == "error: can't set a map to a value: map[]\n");
  CHECK(error("users.u.exec.command") == "error: unable to parse one or more field values of users.u.exec.command\n");
  CHECK(error("users.u.act-as-groups") == "error: unrecognized slice type. string\n");
  CHECK(error("users.u.act-as-user-extra.a") == "error: string is not of type struct\n");
  CHECK(error("clusters.a.insecure-skip-tls-verify", "maybe") ==
        "error: strconv.ParseBool: parsing \"maybe\": invalid syntax\n");
  CHECK(error("clusters.a.server", "") == "error: you cannot use set to unset a property\n");
  CHECK(error("") == "error: you must specify a property\n");
  CHECK(config({"set", "a"}).err == "error: Unexpected args: [a]\n");
  CHECK_FALSE(file_exists(config.folder / "config"));
}
