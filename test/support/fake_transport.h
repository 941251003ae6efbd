// The one Transport of tests: it answers from a list. A request nobody wrote down fails the test, and so does an answer
// that nobody asked for. (Over the network, tests talk to socket_server.h or to the API server in apiserver/.)
#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "kpp/error.h"
#include "kpp/http.h"
#include "kpp/seams.h"
#include "support/catch.h"

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

/// A request and what is answered, as a line of a table: to GET, with JSON, unless it says otherwise.
struct Stub {
  std::string method = "GET";
  std::string target = {};  ///< the whole URL; from "/" on, it is behind the server's address
  int status = 200;
  std::string body = {};
  std::vector<Header> headers = {{"Content-Type", "application/json"}};
  std::optional<TransportError> failure = {};  ///< instead of an answer
  bool again = false;                          ///< answers any number of times
  bool unheard = false;                        ///< may be asked or not, and is not among what was sent

  FakeAnswer answer() const {
    FakeAnswer out{.status = failure ? 0 : status, .headers = headers, .failure = failure};
    for (std::size_t at = 0; at < body.size(); at += 7) out.body.push_back(body.substr(at, 7));  // as a network does
    return out;
  }
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

  FakeTransport() = default;
  /// `server` is the address before what targets begin with "/".
  FakeTransport(const std::vector<Stub>& stubs, const std::string& server) {
    for (const Stub& stub : stubs) {
      const std::string url = stub.target.starts_with("/") ? server + stub.target : stub.target;
      waiting_.push_back({stub.method + " " + url, stub.answer(), stub.again, stub.unheard});
    }
  }
  /// Fails the test with what did not go as it was written down.
  ~FakeTransport() override {
    if (std::uncaught_exceptions() == 0) settle();
  }
  FakeTransport(const FakeTransport&) = delete;
  FakeTransport& operator=(const FakeTransport&) = delete;

  /// The answer to the next request of this method and URL. Requests to one URL get its answers in order.
  void on(const std::string& method_and_url, FakeAnswer answer) {
    waiting_.push_back({method_and_url, std::move(answer)});
  }
  void on_json(const std::string& method_and_url, std::string body) {
    on(method_and_url, {.headers = {{"Content-Type", "application/json"}}, .body = {std::move(body)}});
  }

  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    const std::string name = request.method + " " + request.url;
    for (Waiting& waiting : waiting_) {
      if ((waiting.used && !waiting.again) || waiting.name != name) continue;
      waiting.used = true;
      if (!waiting.unheard) sent.push_back(std::move(request));
      return std::make_unique<FakeExchange>(waiting.answer);
    }
    sent.push_back(std::move(request));
    unexpected_.push_back(name);
    throw TransportError(TransportError::Kind::other, "nobody answers " + name);
  }

  /// What is asked by then, for tests that say so before the end. The destructor does the same.
  void settle() {
    for (const std::string& name : unexpected_) FAIL_CHECK("asked, but answered by no stub: " << name);
    for (const Waiting& waiting : waiting_) {
      if (!waiting.used && !waiting.unheard) FAIL_CHECK("a stub that nobody asked for: " << waiting.name);
    }
    unexpected_.clear();
    waiting_.clear();
  }
  /// A header of the request number `index`; "" when it was not sent.
  std::string sent_header(std::size_t index, std::string_view name) const {
    for (const Header& header : sent.at(index).headers) {
      if (header.first == name) return header.second;
    }
    return "";
  }

 private:
  struct Waiting {
    std::string name;
    FakeAnswer answer;
    bool again = false;
    bool unheard = false;
    bool used = false;
  };
  std::deque<Waiting> waiting_;
  std::vector<std::string> unexpected_;
};

/// Another Transport, which outlives it: for who wants to own one.
class BorrowedTransport final : public Transport {
 public:
  explicit BorrowedTransport(Transport& lender) : lender_(lender) {}
  std::unique_ptr<HttpExchange> send(HttpRequest request) override { return lender_.send(std::move(request)); }

 private:
  Transport& lender_;
};

}  // namespace kpp::test
