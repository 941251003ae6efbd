// The program over fakes: what a command writes is kept, what it asks for is answered by a list of stubs.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/context.h"
#include "app/run.h"
#include "cmd/commands.h"
#include "support/fake_clock.h"
#include "support/fake_environment.h"
#include "support/fake_streams.h"
#include "support/fake_transport.h"
#include "support/no_processes.h"

namespace kpp::test {

/// One run of the program.
struct Run {
  std::vector<Stub> stubs = {};
  std::string stdin_text = {};
  bool terminal = false;
  bool err_terminal = false;
  std::string program = "kubectl";
  std::map<std::string, std::string> env = {};
  ProcessRunner* processes = nullptr;  ///< null: none may run
  bool bare = false;                   ///< no --server before the words

  int code = -1;
  std::string out = {};
  std::string err = {};
  std::vector<HttpRequest> requests = {};
  std::chrono::nanoseconds slept = {};

  /// Runs the words against http://server. A stub nobody asked for fails the test, and so does a request that none
  /// answers; stubs are gone after the run.
  Run& operator()(std::vector<std::string> words) {
    UNSCOPED_INFO(told(words));
    TextSink out_sink;
    TextSink err_sink;
    TextSource source(stdin_text);
    FakeEnvironment environment(env);
    FakeClock clock;
    NoProcesses none;
    // What types there are is no test's matter unless it says so: then nobody may ask.
    for (const char* types : {"/api?timeout=32s", "/apis?timeout=32s"}) {
      stubs.push_back({.target = types, .status = 403, .again = true, .unheard = true});
    }
    FakeTransport transport(stubs, "http://server");
    stubs.clear();
    app::Seams seams;
    seams.io.in = &source;
    seams.io.out = &out_sink;
    seams.io.err = &err_sink;
    seams.io.out_is_terminal = terminal;
    seams.io.err_is_terminal = err_terminal;
    seams.env = &environment;
    seams.clock = &clock;
    seams.processes = processes ? processes : &none;
    seams.make_transport = [&] { return std::make_unique<BorrowedTransport>(transport); };
    environment.folder = environment.get("PWD").value_or("/nowhere");
    environment.values.emplace("HOME", "/nowhere");
    environment.values.emplace("KUBECACHEDIR", "/dev/null");  // nothing is kept from one run to the next
    if (!bare) words.insert(words.begin(), "--server=http://server");
    {
      app::Context context(std::move(seams), program);
      const cli::Command root = cmd::root_command();
      code = app::run(context, root, words);
    }
    out = out_sink.text;
    err = err_sink.text;
    slept = clock.slept;
    requests.insert(requests.end(), transport.sent.begin(), transport.sent.end());
    return *this;
  }

 private:
  static std::string told(const std::vector<std::string>& words) {
    std::string out = "in:";
    for (const std::string& word : words) out += " " + word;
    return out;
  }
};

}  // namespace kpp::test
