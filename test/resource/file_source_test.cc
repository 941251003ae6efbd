// Manifests: folders, patterns, lists, and what is wrong with them.
#include "resource/file_source.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/catch.h"
#include "support/fake_mapper.h"
#include "support/fake_clock.h"
#include "support/fake_transport.h"

using namespace kpp;
using namespace kpp::resource;

namespace {

// A folder that goes with the test.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("kpp-files-{}", ::getpid());
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string add(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
    return (path / name).string();
  }
};

std::string read(const std::string& path) {
  test::FakeMapper mapper;
  std::string out;
  const FileReading reading{.mapper = &mapper};
  try {
    read_objects(
        {FileSource::Kind::file, path}, reading,
        [&](const Found& found) {
          out += fmt::format("{}/{}@{} ", found.ref.type.resource, found.ref.name, found.ref.namespace_name);
        },
        [&](const std::shared_ptr<const Error>& error) { out += fmt::format("[{}] ", error->what()); });
  } catch (const Error& error) {
    out += fmt::format("<{}>", error.what());
  }
  return out;
}

}  // namespace

TEST_CASE("folders are walked in order, one level unless asked for more") {
  const Folder folder;
  folder.add("b.yaml", "x");
  folder.add("a.json", "x");
  folder.add("readme.txt", "x");
  folder.add("deep/c.yml", "x");
  std::vector<std::shared_ptr<const Error>> errors;
  const auto names = [&](bool recursive, const std::string& what) {
    std::string out;
    for (const FileSource& source : expand_files({.filenames = {what}, .recursive = recursive}, errors)) {
      out += std::filesystem::relative(source.path, folder.path).string() + " ";
    }
    return out;
  };
  CHECK(names(false, folder.path) == "a.json b.yaml ");
  CHECK(names(true, folder.path) == "a.json b.yaml deep/c.yml ");
  CHECK(names(false, (folder.path / "*.txt").string()) == "readme.txt ");
  CHECK(errors.empty());
  CHECK(names(false, (folder.path / "nope").string()).empty());
  REQUIRE(errors.size() == 1);
  CHECK_THAT(errors[0]->what(), ContainsSubstring("does not exist"));
}

TEST_CASE("documents and lists give single objects with their types") {
  const Folder folder;
  CHECK(
      read(folder.add(
          "two.yaml",
          "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n# nothing\n---\napiVersion: apps/v1\nkind: Deployment\n"
          "metadata: {name: b, namespace: ns1}\n")) == "pods/a@ deployments/b@ns1 ");
  CHECK(
      read(folder.add(
          "list.json",
          R"({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}]})")) ==
      "pods/a@ ");
  CHECK(read(folder.add("typed.json", R"({"apiVersion":"v1","kind":"PodList","items":[{"metadata":{"name":"a"}}]})")) ==
        "pods/a@ ");
}

TEST_CASE("an object that cannot be used does not stop those after it") {
  const Folder folder;
  const std::string path = folder.add("mixed.yaml",
                                      "metadata: {name: a}\n---\napiVersion: v1\nkind: Nope\nmetadata: {name: x}\n---\n"
                                      "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n");
  const std::string shown = read(path);
  CHECK_THAT(shown, ContainsSubstring("Object 'Kind' is missing in '{\"metadata\":{\"name\":\"a\"}}'"));
  CHECK_THAT(shown, ContainsSubstring("no matches for kind \"Nope\" in version \"v1\""));
  CHECK(shown.ends_with("pods/b@ "));
}

TEST_CASE("a type without namespaces loses what its object says of one") {
  const Folder folder;
  const std::string node =
      "apiVersion: v1\nkind: Node\nmetadata: {name: a, namespace: ns1, labels: {namespace: kept}}\n";
  CHECK(read(folder.add("node.yaml", node)) == "nodes/a@ ");
  CHECK(read(folder.add("list.yaml",
                        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata: {name: a, "
                        "namespace: ns1}\n")) == "nodes/a@ ");
  test::FakeMapper mapper;
  read_objects(
      {FileSource::Kind::text, "f", node}, {.mapper = &mapper},
      [](const Found& found) {
        CHECK_FALSE(found.object["metadata"]["namespace"].exists());
        CHECK(found.object["metadata"]["labels"]["namespace"].str() == "kept");
        CHECK(found.object["metadata"]["name"].str() == "a");
      },
      [](const std::shared_ptr<const Error>& error) { FAIL(error->what()); });
}

TEST_CASE("lists are known by what they hold, and may hold nothing") {
  const Folder folder;
  CHECK(read(folder.add("null.yaml", "apiVersion: v1\nkind: PodList\nitems:\n")) == "");
  CHECK(read(folder.add("empty.yaml", "apiVersion: v1\nkind: PodList\nitems: []\n")) == "");
  CHECK(read(folder.add("unknown.yaml", "apiVersion: v1\nkind: NopeList\nitems: []\n")) ==
        "[resource mapping not found for name: \"\" namespace: \"\" from \"" + (folder.path / "unknown.yaml").string() +
            "\": no matches for kind \"NopeList\" in version \"v1\"\nensure CRDs are installed first] ");
  CHECK(read(folder.add(
            "items.yaml",
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: x/v1, kind: Nope}\n- {apiVersion: v1, kind: Pod}\n")) ==
        "[unable to recognize no matches for kind \"Nope\" in version \"x/v1\"] pods/@ ");
}

TEST_CASE("text that cannot be read names its file") {
  const Folder folder;
  CHECK_THAT(read(folder.add("bad.json", "{\"kind\": \"Pod\", \n")), ContainsSubstring("error parsing"));
  CHECK_THAT(read(folder.path / "gone.yaml"), ContainsSubstring("no such file or directory"));
}

TEST_CASE("an address is tried three times while its server has trouble, and told in the server's words") {
  const auto told = [](std::vector<test::FakeAnswer> answers, std::chrono::nanoseconds slept) {
    test::FakeTransport transport;
    test::FakeClock clock;
    for (test::FakeAnswer& answer : answers) transport.on("GET http://h/f.yaml", std::move(answer));
    const FileReading reading{.transport = [&]() -> Transport& { return transport; }, .clock = &clock};
    std::string out;
    try {
      read_objects(
          {FileSource::Kind::url, "http://h/f.yaml"}, reading, [&](const Found& found) { out += found.ref.name; },
          [](const std::shared_ptr<const Error>&) {});
    } catch (const Error& error) {
      out = error.what();
    }
    CHECK(clock.slept == slept);
    return out;
  };
  using std::chrono::seconds;
  const std::string failed = "unable to read URL \"http://h/f.yaml\", server reported ";
  CHECK(told({{.status = 404}}, seconds(0)) == failed + "404 Not Found, status code=404");
  CHECK(told({{.status = 204}}, seconds(0)) == failed + "204 No Content, status code=204");
  CHECK(told({{.status = 600}}, seconds(0)) == failed + "600 , status code=600");
  CHECK(told({{.status = 503}, {.status = 500}, {.status = 502}}, seconds(2)) ==
        failed + "502 Bad Gateway, status code=502");
  CHECK(told({{.status = 503}, {.body = {"{kind: Pod, apiVersion: v1, metadata: {name: a}}"}}}, seconds(1)) == "a");
}
