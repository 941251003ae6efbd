// Discovery: both forms of it, its file, and servers that answer in part.
#include <sys/stat.h>

#include <fstream>

#include "base/files.h"
#include "client/discovery_fixture.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::test;

namespace {

std::string file_in(const TempFolder& folder) { return folder / "discovery/kpp/api.example_6443/discovery.json"; }

std::string widgets(MapperFixture& f, const TempFolder& folder) {
  return name_of(f.mapper(folder.path())->resource_for("widgets"));
}

const std::string kWidgets = "widgets.v1.shop.example.com";

}  // namespace

TEST_CASE("the newest form is asked for, and the list of groups where there is none") {
  MapperFixture f;
  f.serve();
  CHECK(f.mapper()->resource_for("widgets").has_value());
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    CHECK(f.transport.sent_header(i, "Accept") ==
          "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json");
  }
}

TEST_CASE("what was found is kept, and taken without asking for ten minutes") {
  TempFolder folder;
  MapperFixture f;
  f.clock.time = std::chrono::system_clock::now();
  f.serve();
  CHECK(widgets(f, folder) == kWidgets);
  struct stat info {};
  REQUIRE(::stat(file_in(folder).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  REQUIRE(::stat((folder / "discovery/kpp").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
  CHECK(widgets(f, folder) == kWidgets);
  CHECK(f.transport.sent.size() == 2);

  f.clock.time += std::chrono::minutes(11);
  f.serve_unchanged();
  CHECK(widgets(f, folder) == kWidgets);
  CHECK(f.transport.sent_header(2, "If-None-Match") == "\"c1\"");
  CHECK(f.transport.sent_header(3, "If-None-Match") == "\"g1\"");
}

TEST_CASE("a miss asks again, whatever the age") {
  TempFolder folder;
  MapperFixture f;
  f.clock.time = std::chrono::system_clock::now();
  f.serve(kCore, R"({"kind":"APIGroupDiscoveryList","items":[]})");
  CHECK(widgets(f, folder) == "-");
  f.transport.on(f.asked("/api"), {.status = 304});
  f.transport.on(f.asked("/apis"), {.headers = {{"ETag", "\"g2\""}}, .body = {kGroups}});
  CHECK(widgets(f, folder) == kWidgets);
}

TEST_CASE("a file that others could have written, or that is broken, is not believed") {
  TempFolder folder;
  MapperFixture f;
  f.clock.time = std::chrono::system_clock::now();
  f.serve();
  CHECK(widgets(f, folder) == kWidgets);
  ::chmod(file_in(folder).c_str(), 0666);
  f.serve();
  CHECK(widgets(f, folder) == kWidgets);
  for (const char* text :
       {"", "{", "[]", R"({"format":1,"server":"https://other","parts":[]})", R"({"format":1,"parts":7})"}) {
    replace_file(file_in(folder), text);
    f.serve();
    CHECK(widgets(f, folder) == kWidgets);
  }
  std::filesystem::remove(file_in(folder));
  const std::string elsewhere = folder / "elsewhere";
  replace_file(elsewhere, "{}");
  std::filesystem::create_symlink(elsewhere, file_in(folder));
  f.serve();
  CHECK(widgets(f, folder) == kWidgets);
}

TEST_CASE("a server's name never leads out of the folder") {
  for (const char* server : {"https://../../x", "https://..", "https://a/../../../b", "https://.hidden:1"}) {
    TempFolder folder;
    MapperFixture f;
    f.config.server = server;
    f.serve();
    f.mapper(folder.path())->resource_for("widgets");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
      files += entry.is_regular_file();
    }
    CHECK(files == 2);  // types, and short names
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "discovery/kpp"), {}) == 1);
  }
}

TEST_CASE("a folder that cannot be written costs nothing but the file") {
  MapperFixture f;
  f.serve();
  CHECK(name_of(f.mapper("/proc/nowhere")->resource_for("widgets")) == kWidgets);
}

TEST_CASE("servers without aggregated discovery are asked version by version") {
  MapperFixture f;
  f.serve(R"({"kind":"APIVersions","versions":["v1"]})",
          R"({"kind":"APIGroupList","groups":[
            {"name":"dead.example.com","versions":[{"version":"v1"}],"preferredVersion":{"version":"v1"}},
            {"name":"shop.example.com","versions":[{"version":"v1alpha1"},{"version":"v1"}],)"
          R"("preferredVersion":{"version":"v1"}}]})");
  f.transport.on_json(
      f.asked("/api/v1"),
      R"({"resources":[{"name":"pods","kind":"Pod","namespaced":true,"singularName":"pod","verbs":["get"]},
                                                       {"name":"pods/log","kind":"Pod","namespaced":true}]})");
  f.transport.on(f.asked("/apis/dead.example.com/v1"), {.status = 503});
  const char* list =
      R"({"resources":[{"name":"widgets","kind":"Widget","namespaced":true,"shortNames":["wd"],"verbs":["get"]}]})";
  f.transport.on_json(f.asked("/apis/shop.example.com/v1"), list);
  f.transport.on_json(f.asked("/apis/shop.example.com/v1alpha1"), list);
  const auto mapper = f.mapper();
  CHECK(name_of(mapper->resource_for("wd")) == kWidgets);
  CHECK(name_of(mapper->resource_for("widget")) == kWidgets);  // guessed from the kind where the server does not say
  std::vector<std::string> failed;
  CHECK(mapper->all(false, &failed).size() == 2);
  CHECK(failed ==
        std::vector<std::string>{"dead.example.com/v1: the server is currently unable to handle the request"});
}

TEST_CASE("a server may have no core types, but not no groups; an answer that is none is named") {
  MapperFixture f;
  f.transport.on(f.asked("/api"), {.status = 404});
  f.transport.on(f.asked("/apis"), {.body = {kGroups}});
  CHECK(name_of(f.mapper()->resource_for("widgets")) == kWidgets);
  for (const auto& [core, groups] :
       {std::pair(403, 200), std::pair(404, 404), std::pair(200, 404), std::pair(200, 403)}) {
    f.transport.on(f.asked("/api"), {.status = core, .body = {kCore}});
    f.transport.on(f.asked("/apis"), {.status = groups, .body = {kGroups}});
    CHECK_THROWS_AS(f.mapper()->resource_for("widgets"), ApiError);
  }
  f.serve("<html>");
  CHECK_THROWS_WITH(f.mapper()->resource_for("widgets"),
                    ContainsSubstring("the server's answer to GET /api is no discovery document"));
  f.transport.on(f.asked("/api"),
                 {.status = 0, .failure = TransportError(TransportError::Kind::refused, "dial tcp: refused")});
  f.transport.on(f.asked("/apis"), {.body = {kGroups}});
  CHECK_THROWS_AS(f.mapper()->resource_for("widgets"), TransportError);
}
