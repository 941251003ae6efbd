// create --edit: what the editor is given, what comes of what it leaves, and what is told.
#include <sys/stat.h>

#include "base/files.h"
#include "base/strings.h"
#include "support/bodies.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kMaps = "/api/v1/namespaces/default/configmaps?fieldManager=kubectl-create&fieldValidation=Strict";
const std::string kMap = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}})";
const std::string kIntro =
    "# Please edit the object below. Lines beginning with a '#' will be ignored,\n"
    "# and an empty file will abort the edit. If an error occurs while saving this file will be\n"
    "# reopened with the relevant failures.\n#\n";
const std::string kYaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  namespace: default\n";

/// An editor that makes one change for each time it is opened.
class FakeEditor final : public ProcessRunner {
 public:
  using Change = std::function<std::string(const std::string&)>;
  explicit FakeEditor(std::vector<Change> changes) : changes_(std::move(changes)) {}

  ProcessResult run(const ProcessSpec& spec) override {
    specs.push_back(spec);
    const std::string& file = paths.emplace_back(spec.args.back());
    struct stat info {};
    CHECK(::stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    seen.push_back(read_file(file));
    if (changes_.size() < seen.size()) return {.exit_code = 1};
    replace_file(file, changes_[seen.size() - 1](seen.back()));
    return {};
  }
  void replace(const ProcessSpec& spec) override { throw Error("not replaced: " + spec.program); }
  std::optional<std::string> find(const std::string& name) const override {
    return name == "absent" ? std::nullopt : std::optional("/usr/bin/" + name);
  }

  std::vector<ProcessSpec> specs;
  std::vector<std::string> paths;
  std::vector<std::string> seen;

 private:
  std::vector<Change> changes_;
};

FakeEditor::Change replaced(const std::string& from, const std::string& to) {
  return [=](const std::string& text) { return replace_all(text, from, to); };
}
FakeEditor::Change left_alone() {
  return [](const std::string& text) { return text; };
}

struct Edit {
  test::TempFolder folder;
  FakeEditor editor;
  Run run;

  explicit Edit(std::vector<FakeEditor::Change> changes, std::vector<Stub> stubs = {}) : editor(std::move(changes)) {
    run.stubs = std::move(stubs);
    run.stdin_text = kMap;
    run.env = {{"TMPDIR", folder.path()}, {"EDITOR", "ed"}};
    run.processes = &editor;
  }
  Run& operator()(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"create", "-f", "-", "--edit"});
    return run(more);
  }
  std::size_t kept() const { return folder_entries(folder.path()).size(); }
};

const Stub kCreated{.method = "POST",
                    .target = kMaps,
                    .status = 201,
                    .body = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two"}})"};

}  // namespace

TEST_CASE("an object is created as the editor leaves it") {
  Edit edit({replaced("name: one", "name: two")}, {kCreated});
  CHECK(edit().out == "configmap/two created\n");
  CHECK(edit.run.err == "");
  CHECK(edit.run.requests.back().body ==
        R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two","namespace":"default"}})");
  CHECK(edit.editor.seen == std::vector<std::string>{kIntro + kYaml});
  CHECK_THAT(edit.editor.paths[0],
             Catch::Matchers::StartsWith(edit.folder / "kubectl-edit-") && Catch::Matchers::EndsWith(".yaml"));
  CHECK(edit.editor.specs[0].inherit_stdin);
  CHECK(edit.editor.specs[0].inherit_stdout);
  CHECK(edit.kept() == 0);
}

TEST_CASE("JSON has no comments; lines end as on Windows where that is wanted") {
  Edit json({left_alone()});
  json({"-o", "json"});
  CHECK_THAT(json.editor.seen[0], Catch::Matchers::StartsWith("{\n    \"apiVersion\": \"v1\",\n"));
  CHECK_THAT(json.editor.paths[0], Catch::Matchers::EndsWith(".json"));
  Edit windows({left_alone()});
  windows({"--windows-line-endings"});
  CHECK(windows.editor.seen[0] == replace_all(kIntro + kYaml, "\n", "\r\n"));
  CHECK(windows.run.err == "Edit cancelled, no changes made.\n");
}

TEST_CASE("nothing is created of what was left alone, or emptied; comments are no change") {
  for (const auto& change : {left_alone(), replaced("reopened", "opened")}) {
    Edit same({change});
    CHECK(same().err == "Edit cancelled, no changes made.\n");
    CHECK(same.run.code == 0);
    CHECK(same.run.out == "");
    CHECK(same.kept() == 0);
  }
  Edit empty({[](const std::string&) { return "# nothing\n"; }});
  CHECK(empty({"--validate=false"}).err == "Edit cancelled, saved file was empty.\n");
  CHECK(empty.run.code == 0);
  CHECK(empty.kept() == 0);
}

TEST_CASE("what is not valid comes back with the reason, until it is, or is left so") {
  Edit mended({replaced("kind: ConfigMap\n", ""), replaced("apiVersion: v1\n", "apiVersion: v1\nkind: ConfigMap\n")},
              {});
  mended();
  CHECK_THAT(mended.editor.seen.at(1),
             Catch::Matchers::StartsWith(
                 replace_all(kIntro, "failures.\n#\n", "failures.\n#\n# configmaps \"one\" was not valid:\n")) &&
                 ContainsSubstring("# * <nil>: Invalid value: \"The edited file failed validation\": kind not set\n") &&
                 Catch::Matchers::EndsWith("#\n" + replace_all(kYaml, "kind: ConfigMap\n", "")));
  CHECK(mended.run.err == "error: configmaps \"one\" is invalid\nEdit cancelled, no changes made.\n");
  CHECK(mended.kept() == 0);
  Edit left({replaced("kind: ConfigMap\n", ""), left_alone()});
  left();
  CHECK(left.run.code == 1);
  CHECK(left.run.err == "error: configmaps \"one\" is invalid\nA copy of your changes has been stored to \"" +
                            left.editor.paths.at(1) + "\"\nerror: Edit cancelled, no valid changes were saved.\n");
  CHECK(left.kept() == 1);
}

TEST_CASE("what the server refuses is kept") {
  Edit edit({replaced("name: one", "name: two")},
            {{.method = "POST", .target = kMaps, .status = 409, .body = test::status(409, "there", "AlreadyExists")}});
  edit();
  CHECK(edit.run.code == 1);
  CHECK(edit.run.err == "A copy of your changes has been stored to \"" + edit.editor.paths[0] +
                            "\"\nError from server (AlreadyExists): there\n");
  CHECK(edit.kept() == 1);
}

TEST_CASE("another namespace than the one that is used is refused") {
  Edit edit({replaced("namespace: default", "namespace: other")});
  edit();
  CHECK_THAT(
      edit.run.err,
      ContainsSubstring("the namespace from the provided object \"other\" does not match the namespace \"default\""));
  CHECK(edit.run.requests.empty());
}

TEST_CASE("a dry run creates nothing") {
  Edit edit({replaced("name: one", "name: two")});
  CHECK(edit({"--dry-run=client"}).out == "configmap/two created (dry run)\n");
  CHECK(edit.run.requests.empty());
}

TEST_CASE("which editor it is, and how it is called") {
  const auto called = [](const std::map<std::string, std::string>& env) {
    Edit edit({});
    for (const auto& [name, value] : env) edit.run.env[name] = value;
    edit();
    std::vector<std::string> line = {edit.editor.specs.at(0).program};
    for (const std::string& word : edit.editor.specs.at(0).args) {
      line.push_back(replace_all(word, edit.editor.paths[0], "FILE"));
    }
    CHECK_THAT(edit.run.err, ContainsSubstring("error: there was a problem with the editor "));
    return join(line, "|");
  };
  CHECK(called({{"EDITOR", ""}}) == "vi|FILE");
  CHECK(called({{"KUBE_EDITOR", "nano -w  x"}}) == "nano|-w||x|FILE");
  Edit absent({});
  absent.run.env["EDITOR"] = "absent";
  CHECK(absent().err == "error: unable to launch the editor \"absent\"\n");
  CHECK(absent.run.code == 1);
}

TEST_CASE("the editor's file and the flags that go with it") {
  Run run{.stdin_text = kMap};
  CHECK(run({"create", "--raw", "/api/v1/x", "-f", "-", "--edit"}).err ==
        "error: --raw and --edit are mutually exclusive\n");
}
