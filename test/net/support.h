// What the tests of the network share.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/seams_real.h"
#include "kpp/error.h"
#include "kpp/http.h"
#include "net/curl_transport.h"
#include "support/catch.h"
#include "support/fake_environment.h"
#include "support/socket_server.h"

namespace kpp::net {

/// A text that a server's thread writes and the test reads.
class Noted {
 public:
  void set(std::string text) {
    const std::lock_guard lock(mutex_);
    text_ = std::move(text);
  }
  std::string get() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// A transport with an empty environment.
struct Network {
  test::FakeEnvironment env;
  std::unique_ptr<Clock> clock = real_clock();
  std::unique_ptr<Transport> transport = curl_transport(env, *clock);

  std::unique_ptr<HttpExchange> get(const std::string& url) const {
    return transport->send({.url = url, .timeout = std::chrono::seconds(20)});
  }
  std::string text(const std::string& url) const { return get(url)->read_all(); }
  std::string fetch(HttpRequest request) const { return transport->send(std::move(request))->read_all(); }
};

/// The error of a request: its kind's number is checked, its text returned.
template <class Act>
std::string error_text(TransportError::Kind kind, Act act) {
  try {
    act();
  } catch (const TransportError& error) {
    CHECK(static_cast<int>(error.kind()) == static_cast<int>(kind));
    return error.what();
  }
  return "no error";
}

}  // namespace kpp::net
