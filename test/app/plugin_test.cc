// Running and completing plugins: which file a line means, and what it is given.
#include "app/plugin.h"

#include <fstream>

#include "app/context.h"
#include "app/run.h"
#include "base/files.h"
#include "cmd/commands.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;

namespace {

// Knows some programs by their names; what it is told to become, it notes.
class Programs final : public ProcessRunner {
 public:
  std::map<std::string, std::string> known;
  ProcessSpec became;
  std::string output;
  std::string failure;

  ProcessResult run(const ProcessSpec& spec) override {
    became = spec;
    return {.out = output};
  }
  void replace(const ProcessSpec& spec) override {
    became = spec;
    if (!failure.empty()) throw Error(failure);
    throw ExitStatus(0);
  }
  std::optional<std::string> find(const std::string& name) const override {
    const auto found = known.find(name);
    return found == known.end() ? std::nullopt : std::optional(found->second);
  }
};

struct Line {
  Programs programs;
  test::FakeEnvironment env;
  std::string out, err;
  int code = -1;

  Line& operator()(std::vector<std::string> words) {
    test::TextSink out_sink, err_sink;
    test::TextSource in;
    test::FakeClock clock;
    app::Seams seams;
    seams.io.in = &in;
    seams.io.out = &out_sink;
    seams.io.err = &err_sink;
    seams.env = &env;
    seams.clock = &clock;
    seams.processes = &programs;
    programs.became = {};
    {
      app::Context context(std::move(seams), "kubectl");
      code = app::run(context, cmd::root_command(), words);
    }
    out = out_sink.text;
    err = err_sink.text;
    return *this;
  }
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("the longest name wins, and gets what stands behind it") {
  Line line;
  line.programs.known = {
      {"kubectl-a", "/p/a"}, {"kubectl-a-b", "/p/a-b"}, {"kubectl-two_words", "/p/tw"}, {"kpp-own", "/p/own"}};
  line({"a", "b", "c", "-x"});
  CHECK(line.programs.became.program == "/p/a-b");
  CHECK(line.programs.became.args == Words{"c", "-x"});
  line({"a", "-n", "b"});
  CHECK(line.programs.became.program == "/p/a");
  CHECK(line.programs.became.args == Words{"-n", "b"});
  CHECK(line({"two-words"}).programs.became.program == "/p/tw");
  CHECK(line({"own"}).programs.became.program == "/p/own");
  CHECK(line.programs.became.env->contains("KUBECTL_PATH"));
  CHECK(line({"a-b"}).err == "error: unknown command \"a-b\" for \"kubectl\"\n");
}

TEST_CASE("commands are no plugins, and flags do not stand before one") {
  Line line;
  line.programs.known = {
      {"kubectl-config", "/p/config"}, {"kubectl-config-view", "/p/view"}, {"kubectl-late", "/p/late"}};
  line({"config", "view", "--kubeconfig=/dev/null"});
  CHECK(line.programs.became.program == "");
  CHECK(line({"-n", "x", "late"}).err == "Error: flags cannot be placed before plugin name: -n\n");
  CHECK(line.code == 1);
  CHECK(line({"--nope", "late"}).err.starts_with("error: unknown flag: --nope\n"));
}

TEST_CASE("a plugin below a relative folder of PATH runs; what completes its words does not") {
  Line line;
  line.programs.known = {{"kubectl-foo", "plugins/kubectl-foo"},
                         {"kubectl_complete-foo", "plugins/kubectl_complete-foo"},
                         {"kubectl-a/b", "kubectl-a/b"}};
  CHECK(line({"foo", "x"}).programs.became.program == "plugins/kubectl-foo");
  CHECK(line.programs.became.env->at("KUBECTL_PATH") == own_program());
  CHECK(line({"a/b"}).programs.became.program == "kubectl-a/b");
  const test::TempFolder folder;
  std::ofstream(folder / "kubectl-foo") << "";
  line.env.values = {{"PATH", folder.path()}};
  line.programs.output = "one\n";
  CHECK(line({"__completeNoDesc", "foo", ""}).out == ":0\n");
}

TEST_CASE("a plugin that cannot be started is told by execve's word for it") {
  Line line;
  line.programs.known = {{"kubectl-b", "/p/b"}};
  line.programs.failure = "fork/exec /p/b: no such file or directory";
  CHECK(line({"b"}).err == "Error: no such file or directory\n");
  CHECK(line.code == 1);
}

TEST_CASE("completion offers plugins, what is below them, and what their own programs give") {
  const test::TempFolder folder;
  for (const char* name : {"kubectl-a", "kubectl-a-b_c", "kubectl-vers"}) std::ofstream(folder / name) << "";
  Line line;
  line.env.values = {{"PATH", folder.path()}};
  line.programs.known = {{"kubectl_complete-a", "/p/complete"}};
  CHECK(line({"__completeNoDesc", "vers"}).out == "vers\nversion\n:4\n");
  line.programs.output = "one\ttext\n\ntwo\n:2\n";
  CHECK(line({"__complete", "a", ""}).out ==
        "b-c\tThe command b-c is a plugin installed by the user\none\ttext\ntwo\n:2\n");
  CHECK(line.programs.became.args == Words{""});
  CHECK(line({"__completeNoDesc", "a", "x", "--y"}).out == "one\ntwo\n:2\n");
  CHECK(line.programs.became.args == Words{"x", "--y"});
  CHECK(line({"__complete", "a", "b-c", ""}).out == ":0\n");
}
