// A Transport that answers from a list: an unexpected request fails, an answer nobody asked for fails too.
#pragma once

#include <deque>
#include <functional>

#include "kpp/error.h"
#include "kpp/http.h"
#include "kpp/seams.h"

namespace kpp::test {

/// What the server says to one request. With `failure` the exchange ends with that error: before the head, or after
/// the body pieces when `status` is set.
struct FakeAnswer {
  int status = 200;
  std::vector<Header> headers{};
  std::vector<std::string> body{};  ///< in the pieces that read() gives
  std::optional<TransportError> failure{};
  std::function<void()> at_end{};  ///< done before the end of the body is told
};

class FakeExchange final : public HttpExchange {
 public:
  explicit FakeExchange(FakeAnswer answer) : answer_(std::move(answer)) {}
  int status() override {
    if (answer_.status == 0) throw *answer_.failure;
    return answer_.status;
  }
  const std::vector<Header>& headers() override {
    status();
    return answer_.headers;
  }
  std::string_view read() override {
    if (next_ < answer_.body.size()) return answer_.body[next_++];
    if (answer_.at_end) answer_.at_end();
    if (answer_.failure) throw *answer_.failure;
    return {};
  }
  std::optional<std::string_view> read_for(std::chrono::milliseconds) override { return read(); }
  void cancel() override {}

 private:
  FakeAnswer answer_;
  std::size_t next_ = 0;
};

class FakeTransport final : public Transport {
 public:
  std::vector<HttpRequest> sent{};
  std::vector<std::string> problems{};

  /// The answer to the next request of this method and URL. Requests to one URL get its answers in order.
  void on(const std::string& method_and_url, FakeAnswer answer) {
    answers_[method_and_url].push_back(std::move(answer));
  }
  void on_json(const std::string& method_and_url, std::string body) {
    on(method_and_url, {.headers = {{"Content-Type", "application/json"}}, .body = {std::move(body)}});
  }

  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    sent.push_back(request);
    std::deque<FakeAnswer>& waiting = answers_[request.method + " " + request.url];
    if (waiting.empty()) {
      problems.push_back("unexpected: " + request.method + " " + request.url);
      throw Error(problems.back());
    }
    auto exchange = std::make_unique<FakeExchange>(std::move(waiting.front()));
    waiting.pop_front();
    return exchange;
  }

  /// Everything that did not go as it was written down; a test requires it to be empty at its end.
  std::vector<std::string> unsettled() const {
    std::vector<std::string> out = problems;
    for (const auto& [name, waiting] : answers_) {
      for (std::size_t i = 0; i < waiting.size(); ++i) out.push_back("never asked: " + name);
    }
    return out;
  }
  /// A header of the request number `index`; "" when it was not sent.
  std::string sent_header(std::size_t index, std::string_view name) const {
    for (const Header& header : sent.at(index).headers) {
      if (header.first == name) return header.second;
    }
    return "";
  }

 private:
  std::map<std::string, std::deque<FakeAnswer>> answers_;
};

/// Time that passes only when somebody sleeps.
class FakeClock final : public Clock {
 public:
  std::chrono::system_clock::time_point time{std::chrono::seconds(1'800'000'000)};
  std::chrono::nanoseconds slept{0};

  std::chrono::system_clock::time_point now() const override { return time; }
  std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::time_point(slept);
  }
  void sleep_for(std::chrono::nanoseconds duration) override {
    slept += duration;
    time += std::chrono::duration_cast<std::chrono::system_clock::duration>(duration);
  }
};

}  // namespace kpp::test
