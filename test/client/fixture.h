// A Client over a fake transport, with credentials that can be watched.
#pragma once

#include "kpp/client.h"
#include "kpp/client_config.h"
#include "support/fake_clock.h"
#include "support/fake_transport.h"

namespace kpp::test {

class FakeCredentials final : public Credentials {
 public:
  std::string token = "one";
  int refreshed = 0;
  bool can_refresh = true;
  std::string certificate{};

  Material material(Transport&) override { return {"Bearer " + token, certificate, certificate}; }
  bool refresh() override {
    ++refreshed;
    token = "two";
    return can_refresh;
  }
};

struct ClientFixture {
  FakeTransport transport{};
  FakeClock clock{};
  std::shared_ptr<FakeCredentials> credentials = std::make_shared<FakeCredentials>();
  ClientConfig config{};
  std::vector<std::string> warnings{};
  std::unique_ptr<Client> client{};

  ClientFixture() {
    config.server = "https://api.example:6443";
    config.credentials = credentials;
    ClientHooks hooks;
    hooks.clock = &clock;
    hooks.warning = [this](std::string_view text) { warnings.emplace_back(text); };
    hooks.user_agent = "kubectl/test";
    hooks.command = "kubectl get";
    hooks.session = "a-uuid";
    client = std::make_unique<Client>(config, transport, std::move(hooks));
  }
  /// "GET https://api.example:6443/path", the way the transport names a request.
  std::string get(const std::string& path) const { return "GET " + config.server + path; }
};

inline Request pods(const std::string& name = {}) {
  return Request::resource("GET", {"", "v1", "pods"}, "default", name);
}

}  // namespace kpp::test
