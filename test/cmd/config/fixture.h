// Kubeconfig files in a folder of the test's own, and the program run on them.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

namespace kpp::test {

inline constexpr std::string_view kTwoContexts =
    "apiVersion: v1\nkind: Config\ncurrent-context: dev\nclusters:\n"
    "- {name: alpha, cluster: {server: https://alpha, certificate-authority-data: Q0E=}}\n- {name: beta, cluster: "
    "{server: https://beta}}\n"
    "contexts:\n- {name: dev, context: {cluster: alpha, user: ann, namespace: team-a}}\n- {name: prod, context: "
    "{cluster: beta, user: bob}}\n"
    "users:\n- {name: ann, user: {token: secret}}\n- {name: bob, user: {username: bob, password: hunter2}}\n";

struct ConfigRun {
  TempFolder folder;
  Run run;

  /// Writes FOLDER/config and makes it $KUBECONFIG.
  explicit ConfigRun(std::string_view text = "") {
    run.bare = true;
    run.env = {{"KUBECONFIG", folder / "config"}, {"PWD", folder.path()}, {"HOME", folder / "home"}};
    if (!text.empty()) write("config", text);
  }
  void write(const std::string& name, std::string_view text) const { std::ofstream(folder / name) << text; }
  std::string read(const std::string& name = "config") const { return read_file(folder / name); }

  /// `config WORDS`.
  Run& operator()(std::vector<std::string> words) {
    words.insert(words.begin(), "config");
    return run(std::move(words));
  }
  /// What `config view --raw -o jsonpath={PATH}` prints.
  std::string value(const std::string& path) { return (*this)({"view", "--raw", "-o", "jsonpath={" + path + "}"}).out; }
};

}  // namespace kpp::test
