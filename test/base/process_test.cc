// Programs run for real: what they get, what they give back, what stops them.
#include <csignal>
#include <thread>

#include "base/files.h"
#include "base/seams_real.h"
#include "kpp/error.h"
#include "support/catch.h"
#include "support/fake_environment.h"
#include "support/temp_folder.h"

namespace kpp {
namespace {

using namespace std::chrono_literals;

struct Fixture {
  test::FakeEnvironment env{{{"PATH", "/usr/bin:/bin"}}};
  std::unique_ptr<ProcessRunner> runner = real_process_runner(env);
  ProcessResult shell(const std::string& script, std::string input = "") const {
    return runner->run({.program = "sh", .args = {"-c", script}, .stdin_text = std::move(input)});
  }
};

}  // namespace

TEST_CASE("a program gets its input and its words, and gives output, errors and a code") {
  const Fixture f;
  const ProcessResult result = f.shell("cat; echo bad >&2; exit 3", "in\n");
  CHECK(result.out == "in\n");
  CHECK(result.err == "bad\n");
  CHECK(result.exit_code == 3);
  CHECK(f.runner->run({.program = "printf", .args = {"%s|", "a b", "$x", ""}}).out == "a b|$x||");
  CHECK(f.shell("kill -9 $$").exit_code == -1);
}

TEST_CASE("much input and much output at once do not lock up") {
  const Fixture f;
  const std::string text(3 << 20, 'x');
  CHECK(f.shell("cat", text).out == text);
  CHECK(f.shell("head -c 10", text).out == text.substr(0, 10));
}

TEST_CASE("environment and folder are the ones given") {
  const Fixture f;
  const ProcessResult result = f.runner->run({.program = "/bin/sh",
                                              .args = {"-c", "echo $A; pwd"},
                                              .env = std::map<std::string, std::string>{{"A", "b"}},
                                              .working_directory = "/usr"});
  CHECK(result.out == "b\n/usr\n");
}

TEST_CASE("too long and too much are ended") {
  const Fixture f;
  const auto before = std::chrono::steady_clock::now();
  CHECK_THROWS_WITH(f.runner->run({.program = "sleep", .args = {"20"}, .timeout = 50ms}),
                    "sleep did not end within 50ms");
  CHECK_THROWS_WITH(f.runner->run({.program = "sh", .args = {"-c", "exec >&- 2>&-; sleep 20"}, .timeout = 50ms}),
                    "sh did not end within 50ms");
  CHECK_THROWS_WITH(f.runner->run({.program = "yes", .output_limit = 1000}), "yes wrote more than 1000 bytes");
  CHECK(std::chrono::steady_clock::now() - before < 10s);
}

TEST_CASE("without a terminal a program leads a session of its own, and goes with all it started") {
  Fixture f;
  ProcessSpec spec{
      .program = "sh",
      .args = {"-c", "read -r pid name state parent group session rest < /proc/$$/stat; test $session = $$"},
      .without_terminal = true};
  CHECK(f.runner->run(spec).exit_code == 0);
  spec.without_terminal = false;
  CHECK(f.runner->run(spec).exit_code == 1);
  const auto before = std::chrono::steady_clock::now();
  CHECK_THROWS_AS(
      f.runner->run({.program = "sh", .args = {"-c", "sleep 30 & wait"}, .without_terminal = true, .timeout = 100ms}),
      Error);
  CHECK(std::chrono::steady_clock::now() - before < 10s);
}

TEST_CASE("what cannot be started says so in Go's words") {
  Fixture f;
  CHECK_THROWS_WITH(f.runner->run({.program = "no-such-program"}),
                    "exec: \"no-such-program\": executable file not found in $PATH");
  CHECK_THROWS_WITH(f.runner->run({.program = "/no/such"}),
                    "exec: \"/no/such\": stat /no/such: no such file or directory");
  CHECK_THROWS_WITH(f.runner->run({.program = "/etc/passwd"}), "exec: \"/etc/passwd\": permission denied");
  CHECK_FALSE(f.runner->find("no-such-program"));
  CHECK(f.runner->find("sh"));
}

TEST_CASE("what is found below the current folder is told, and not run by its name") {
  Fixture f;
  const test::TempFolder made;
  const std::string& folder = made.path();
  replace_file(folder + "/tool", "#!/bin/sh\necho ran\n", 0755);
  const std::string before = real_environment()->working_directory();
  REQUIRE(::chdir(folder.c_str()) == 0);
  for (const std::string path : {".:/usr/bin", ":/usr/bin", "/usr/bin:"}) {
    f.env.values["PATH"] = path;
    CHECK(f.runner->find("tool") == "tool");
    CHECK_THROWS_WITH(f.runner->run({.program = "tool"}),
                      "exec: \"tool\": cannot run executable found relative to current directory");
  }
  // The first counts, as in Go: a full path behind it does not help.
  f.env.values["PATH"] = ".:" + folder;
  CHECK_THROWS_WITH(f.runner->run({.program = "tool"}),
                    "exec: \"tool\": cannot run executable found relative to current directory");
  f.env.values["PATH"] = folder + ":.";
  CHECK(f.runner->find("tool") == folder + "/tool");
  f.env.values["PATH"] = "";
  CHECK_FALSE(f.runner->find("tool"));
  CHECK(f.runner->run({.program = "./tool"}).out == "ran\n");
  REQUIRE(::chdir(before.c_str()) == 0);
}

TEST_CASE("the environment is the process's own") {
  const std::unique_ptr<Environment> env = real_environment();
  REQUIRE(::setenv("KPP_TEST_EMPTY", "", 1) == 0);
  CHECK(env->get("KPP_TEST_EMPTY") == "");
  CHECK_FALSE(env->get("KPP_TEST_NOT_SET"));
  CHECK(env->all().count("KPP_TEST_EMPTY") == 1);
  CHECK(env->home() == env->get("HOME").value_or(""));
  CHECK(env->working_directory().starts_with("/"));
}

TEST_CASE("the clock sleeps") {
  const std::unique_ptr<Clock> clock = real_clock();
  const auto before = clock->monotonic();
  clock->sleep_for(5ms);
  clock->sleep_for(-5ms);
  CHECK(clock->monotonic() - before >= 5ms);
}

}  // namespace kpp
