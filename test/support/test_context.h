// A Context over fakes: what a command writes is kept, what it asks for is answered by a list of stubs.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/context.h"
#include "app/run.h"
#include "cmd/commands.h"
#include "kpp/error.h"
#include "kpp/http.h"

namespace kpp::test {

class TextSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

class TextSource final : public ByteSource {
 public:
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, text.size() - at);
    text.copy(buffer, count, at);
    at += count;
    return count;
  }
  std::string text;
  std::size_t at = 0;
};

class PlainEnvironment final : public Environment {
 public:
  std::optional<std::string> get(const std::string& name) const override {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  }
  std::map<std::string, std::string> all() const override { return values; }
  std::string home() const override { return get("HOME").value_or("/nowhere"); }
  std::string working_directory() const override { return get("PWD").value_or("/nowhere"); }
  std::map<std::string, std::string> values;
};

class StillClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::time_point(std::chrono::seconds(1800000000));
  }
  std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::time_point(slept);
  }
  void sleep_for(std::chrono::nanoseconds duration) override { slept += duration; }
  std::chrono::nanoseconds slept{0};
};

class NoProcesses final : public ProcessRunner {
 public:
  ProcessResult run(const ProcessSpec& spec) override { throw Error("no process is to be run here: " + spec.program); }
  void replace(const ProcessSpec& spec) override { throw Error("no process is to be run here: " + spec.program); }
  std::optional<std::string> find(const std::string&) const override { return std::nullopt; }
};

/// An answer: status and body. The URL is matched whole, behind the server's address.
struct Stub {
  std::string target = {};
  int status = 200;
  std::string body = {};
  std::vector<Header> headers = {{"Content-Type", "application/json"}};
  std::optional<TransportError> failure = {};  ///< instead of an answer
  bool again = false;                          ///< answers any number of times
  bool used = false;
};

class StubExchange final : public HttpExchange {
 public:
  explicit StubExchange(const Stub& stub) : stub_(stub) {}
  int status() override {
    if (stub_.failure) throw *stub_.failure;
    return stub_.status;
  }
  const std::vector<Header>& headers() override { return stub_.headers; }
  std::string_view read() override {
    // In pieces, as a network brings them.
    const std::string_view piece = std::string_view(stub_.body).substr(at_, 7);
    at_ += piece.size();
    return piece;
  }
  std::optional<std::string_view> read_for(std::chrono::milliseconds) override { return read(); }
  void cancel() override {}

 private:
  Stub stub_;
  std::size_t at_ = 0;
};

class StubTransport final : public Transport {
 public:
  StubTransport(std::vector<Stub>& stubs, std::vector<HttpRequest>& seen) : stubs_(stubs), seen_(seen) {}
  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    seen_.push_back(request);
    for (Stub& stub : stubs_) {
      if ((stub.used && !stub.again) || request.url != "http://server" + stub.target) continue;
      stub.used = true;
      return std::make_unique<StubExchange>(stub);
    }
    // What types there are is no test's matter unless it says so: then nobody may ask.
    if (request.url == "http://server/api?timeout=32s" || request.url == "http://server/apis?timeout=32s") {
      seen_.pop_back();
      return std::make_unique<StubExchange>(Stub{.status = 403, .body = ""});
    }
    throw TransportError(TransportError::Kind::other, "no stub for " + request.method + " " + request.url);
  }

 private:
  std::vector<Stub>& stubs_;
  std::vector<HttpRequest>& seen_;
};

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

  /// Runs the words against http://server; unused stubs are told in `err`.
  Run& operator()(std::vector<std::string> words) {
    TextSink out_sink;
    TextSink err_sink;
    TextSource source;
    source.text = stdin_text;
    PlainEnvironment environment;
    StillClock clock;
    NoProcesses none;
    app::Seams seams;
    seams.io.in = &source;
    seams.io.out = &out_sink;
    seams.io.err = &err_sink;
    seams.io.out_is_terminal = terminal;
    seams.io.err_is_terminal = err_terminal;
    seams.env = &environment;
    seams.clock = &clock;
    seams.processes = processes ? processes : &none;
    seams.make_transport = [&] { return std::make_unique<StubTransport>(stubs, requests); };
    environment.values = env;
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
    for (const Stub& stub : stubs) {
      if (!stub.used) err += "[unused stub " + stub.target + "]";
    }
    return *this;
  }
};

}  // namespace kpp::test
