// Changing kubeconfig files: what is kept, who is locked out, and what many writers at once leave.
#include "client/kubeconfig_write.h"

#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/seams_real.h"
#include "client/kubeconfig_document.h"
#include "kpp/error.h"
#include "schema/struct_type.h"
#include "support/catch.h"
#include "support/fake_clock.h"
#include "support/temp_folder.h"

using namespace kpp;

namespace {

void write(const std::string& path, std::string_view text) { std::ofstream(path) << text; }

// Time that passes only by sleeping, from now on: files on disk have the real one.
test::FakeClock clock_of_now() {
  test::FakeClock clock;
  clock.time = std::chrono::system_clock::now();
  return clock;
}

void set_server(Json& document, const std::string& name, const std::string& server) {
  make_entry(document, KubeconfigSection::clusters, name)["server"] = server;
}

}  // namespace

TEST_CASE("a new file is kubectl's, for its owner alone") {
  const test::TempFolder folder;
  const std::string path = folder / "new/config";
  test::FakeClock clock = clock_of_now();
  change_kubeconfig(path, clock, [](Json& document) { set_server(document, "b", "https://b"); });
  change_kubeconfig(path, clock, [](Json& document) { set_server(document, "a", "https://a"); });
  CHECK(read_file(path) ==
        "apiVersion: v1\nclusters:\n- cluster:\n    server: https://a\n  name: a\n- cluster:\n    server: https://b\n  "
        "name: b\n"
        "contexts: null\ncurrent-context: \"\"\nkind: Config\nusers: null\n");
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
  CHECK_FALSE(file_exists(path + ".lock"));
}

TEST_CASE("members nobody knows, modes and links outlive a change; no change writes nothing") {
  const test::TempFolder folder;
  const std::string path = folder / "config";
  write(path, "x-tool: {b: 1}\nclusters:\n- name: a\n  note: kept\n  cluster: {server: s, zone: 7}\n");
  ::chmod(path.c_str(), 0640);
  REQUIRE(::symlink("config", (folder / "link").c_str()) == 0);
  test::FakeClock clock = clock_of_now();
  const std::string before = read_file(path);
  change_kubeconfig(folder / "link", clock, [](Json&) {});
  CHECK(read_file(path) == before);
  change_kubeconfig(folder / "link", clock, [](Json& document) { document["current-context"] = "c"; });
  CHECK(read_file(path) ==
        "apiVersion: v1\nclusters:\n- cluster:\n    server: s\n    zone: 7\n  name: a\n  note: kept\ncontexts: null\n"
        "current-context: c\nkind: Config\nusers: null\nx-tool:\n  b: 1\n");
  struct stat info {};
  REQUIRE(::lstat((folder / "link").c_str(), &info) == 0);
  CHECK(S_ISLNK(info.st_mode));
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0640);
}

TEST_CASE("another's lock is waited for, then told; one of the dead is taken over") {
  const test::TempFolder folder;
  const std::string path = folder / "config";
  const std::string lock = path + ".lock";
  test::FakeClock clock = clock_of_now();
  const auto change = [&] {
    change_kubeconfig(path, clock, [](Json& document) { document["current-context"] = "c"; });
  };
  write(lock, "");
  CHECK_THROWS_WITH(change(), "open " + lock + ": file exists");
  CHECK(clock.slept >= std::chrono::seconds(2));
  CHECK(clock.slept < std::chrono::seconds(3));
  CHECK_FALSE(file_exists(path));
  SECTION("an old one without a name") {
    const timeval old[2] = {{::time(nullptr) - 120, 0}, {::time(nullptr) - 120, 0}};
    REQUIRE(::utimes(lock.c_str(), old) == 0);
  }
  SECTION("one whose process is gone") {
    char host[256] = "";
    ::gethostname(host, sizeof host - 1);
    write(lock, std::string("2147483600 12345 ") + host + "\n");
  }
  change();
  CHECK(file_exists(path));
  CHECK_FALSE(file_exists(lock));
}

TEST_CASE("a broken file is left as it is") {
  const test::TempFolder folder;
  const std::string path = folder / "config";
  write(path, "clusters: [\n");
  test::FakeClock clock = clock_of_now();
  CHECK_THROWS_AS(change_kubeconfig(path, clock, [](Json& document) { document["current-context"] = "c"; }),
                  ConfigError);
  CHECK(read_file(path) == "clusters: [\n");
  CHECK_FALSE(file_exists(path + ".lock"));
}

TEST_CASE("fifty writers lose nothing") {
  const test::TempFolder folder;
  const std::string path = folder / "config";
  const auto clock = real_clock();
  std::vector<pid_t> children;
  for (int i = 0; i < 50; ++i) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      try {
        change_kubeconfig(path, *clock, [&](Json& document) { set_server(document, "c" + std::to_string(i), "s"); });
        ::_exit(0);
      } catch (...) {
        ::_exit(1);
      }
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  CHECK(parse_kubeconfig_document(read_file(path), schema::UnknownMembers::drop)["clusters"].size() == 50);
}

TEST_CASE("what is wrong in a file is told in client-go's words") {
  const auto error = [](std::string_view text) -> std::string {
    try {
      parse_kubeconfig_document(text, schema::UnknownMembers::drop);
    } catch (const Error& failure) {
      return failure.message();
    }
    return "";
  };
  CHECK(error("clusters: [{cluster: {server: 1}}]") ==
        "json: cannot unmarshal number into Go struct field Cluster.clusters.cluster.server of type string");
  CHECK(error("clusters: {}") ==
        "json: cannot unmarshal object into Go struct field Config.clusters of type []v1.NamedCluster");
  CHECK(error("users: [{user: {exec: {env: [{name: true}]}}}]") ==
        "json: cannot unmarshal bool into Go struct field ExecEnvVar.users.user.exec.env.name of type string");
  CHECK(error("users: [{user: {client-key-data: '***'}}]") == "illegal base64 data at input byte 0");
  CHECK(error("contexts: [{name: a}, {name: a}]") ==
        "error converting *[]NamedContext into *map[string]*api.Context: duplicate name \"a\" in list: [a a]");
  CHECK(error("apiVersion: v2") ==
        "no kind \"Config\" is registered for version \"v2\" in scheme "
        "\"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"");
  CHECK(error("") == "");
}
