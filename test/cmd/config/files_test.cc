// Which file a change goes to, and what of a file outlives it.
#include <sys/stat.h>
#include <sys/time.h>

#include "cmd/config/fixture.h"

using namespace kpp;
using kpp::test::ConfigRun;
using kpp::test::kTwoContexts;

TEST_CASE("an entry is changed where it is, a new one goes to the first file that exists") {
  ConfigRun config("users: [{name: u, user: {token: a}}]\n");
  config.write("b", kTwoContexts);
  config.run.env["KUBECONFIG"] = config.folder / "absent" + ":" + config.folder / "config" + ":" + config.folder / "b";
  config({"set-credentials", "ann", "--token=changed"});
  CHECK(config.read() == "users: [{name: u, user: {token: a}}]\n");
  CHECK_THAT(config.read("b"), ContainsSubstring("token: changed\n"));
  config({"set-credentials", "new", "--token=n"});
  CHECK_THAT(config.read(), ContainsSubstring("- name: new\n  user:\n    token: \"n\"\n"));
}

TEST_CASE("when no file exists the last is made, with its folder, for its owner alone") {
  ConfigRun config;
  config.run.env["KUBECONFIG"] = config.folder / "one" + ":" + config.folder / "new/two";
  config({"set-context", "a"});
  CHECK_FALSE(file_exists(config.folder / "one"));
  struct stat info {};
  REQUIRE(::stat((config.folder / "new/two").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("without KUBECONFIG and --kubeconfig it is ~/.kube/config") {
  ConfigRun config;
  config.run.env.erase("KUBECONFIG");
  config({"set-context", "a"});
  CHECK(file_exists(config.folder / "home/.kube/config"));
  config({"set-context", "b", "--kubeconfig=" + config.folder / "other"});
  CHECK(config({"get-contexts", "-o", "name"}).out == "a\n");
}

TEST_CASE("only the file that is written is locked") {
  ConfigRun config(kTwoContexts);
  config.write("b", "current-context: x\n");
  config.write("b.lock", "");
  config.run.env["KUBECONFIG"] = config.folder / "config" + ":" + config.folder / "b";
  CHECK(config({"use-context", "prod"}).code == 0);
  config.write("config.lock", "");
  const timeval now[2] = {{1800000000, 0}, {1800000000, 0}};  // what the test's clock says
  REQUIRE(::utimes((config.folder / "config.lock").c_str(), now) == 0);
  config({"use-context", "dev"});
  CHECK(config.run.err == "error: open " + config.folder / "config.lock" + ": file exists\n");
  CHECK(config.run.code == 1);
}

TEST_CASE("members nobody knows and files below other folders stay as they are") {
  ConfigRun config("x-tool: {a: 1}\nusers: [{name: u, user: {tokenFile: ../t, note: kept}}]\n");
  config({"set-credentials", "u", "--username=n"});
  const std::string above = path_dir(config.folder.path()) + "/t";
  CHECK(config.read() ==
        "apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: \"\"\nkind: Config\nusers:\n- name: u\n  "
        "user:\n    note: kept\n"
        "    tokenFile: " +
            above + "\n    username: \"n\"\nx-tool:\n  a: 1\n");
}

TEST_CASE("a list of empty names is no list: nothing is read, and nothing can be written") {
  ConfigRun config;
  make_folders(config.folder / "home/.kube");
  config.write("home/.kube/config", kTwoContexts);
  for (const std::string list : {":", "::"}) {
    config.run.env["KUBECONFIG"] = list;
    CHECK(config({"get-contexts", "-o", "name"}).out == "");
    CHECK(config({"set", "current-context", "z"}).err == "error: open : no such file or directory\n");
    CHECK(config({"set-context", "z"}).err == "error: open : no such file or directory\n");
    CHECK(config({"set-cluster", "west", "--server=https://x"}).err == "error: no location of origin for https://x\n");
    CHECK(config({"set-credentials", "u", "--token=s"}).err ==
          "error: no location of origin for &{  []  [] s    [] map[]   <nil> <nil> map[]}\n");
    CHECK(config({"delete-user", "ann"}).err == "error: cannot delete user ann, not in \n");
  }
  CHECK(config.read("home/.kube/config") == kTwoContexts);
}

TEST_CASE("only a file that is not there is absent") {
  ConfigRun config(kTwoContexts);
  const std::string below = config.folder / "config" + "/b";
  config.run.env["KUBECONFIG"] = config.folder / "config" + ":" + below;
  const std::string words = "error: error loading config file \"" + below + "\": open " + below + ": not a directory\n";
  CHECK(config({"view"}).err == words);
  CHECK(config({"set-context", "new"}).err == words);
  CHECK(config.read() == kTwoContexts);
  CHECK(config({"view", "--merge=false", "--kubeconfig=" + below}).err ==
        "error: open " + below + ": not a directory\n");
}

TEST_CASE("an old ~/.kube/.kubeconfig becomes ~/.kube/config; a place that is no folder is told") {
  ConfigRun config;
  make_folders(config.folder / "home/.kube");
  config.write("home/.kube/.kubeconfig", "current-context: old\n");
  config.run.env.erase("KUBECONFIG");
  CHECK(config({"current-context"}).out == "old\n");
  CHECK(config.read("home/.kube/config") == "current-context: old\n");
  config.write("file", "");
  config.run.env["HOME"] = config.folder / "file";
  CHECK_THAT(config({"view", "--kubeconfig=" + config.folder / "none"}).err,
             ContainsSubstring("error: stat " + config.folder / "file" + "/.kube/config: not a directory\n"));
}
