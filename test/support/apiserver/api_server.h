// The bundled API server: a Kubernetes API in memory, over real HTTP and TLS on the loopback address, for tests and
// for trying kpp out. Faults can be ordered, here and through POST /kpp-faults; GET tells the requests so far.
#pragma once

#include <memory>
#include <string>

#include "support/apiserver/auth.h"
#include "support/apiserver/discovery.h"
#include "support/apiserver/http_server.h"
#include "support/apiserver/resource_api.h"

namespace kpp::apiserver {

class ApiServer {
 public:
  struct Options {
    int port = 0;  ///< 0: any that is free
    Aggregated discovery = Aggregated::v2;
    std::chrono::milliseconds bookmark_interval = std::chrono::seconds(60);
    bool metrics = true;  ///< serves metrics.k8s.io, as if a metrics server were installed
  };
  explicit ApiServer(Clock& clock) : ApiServer(clock, Options()) {}
  ApiServer(Clock& clock, Options options);

  int port() const { return http_->port(); }
  std::string url() const;
  const Identity& authority() const { return authority_; }
  Store& store() { return store_; }
  Faults& faults() { return faults_; }
  ResourceApi& resources() { return resources_; }

  enum class Credential { certificate, token, none };
  /// A kubeconfig for `user`: with a certificate of the server's authority, a token of its own, or without anything.
  std::string kubeconfig(const User& user, Credential credential = Credential::certificate);
  /// "METHOD /path?query" of the requests so far that hold `part`, those with ordered faults too.
  std::vector<std::string> requests(std::string_view part = "") const;
  static User admin() { return {"admin", {kMasters}}; }
  /// Stores the objects of a file of YAML documents as they are, their status too. A time may be written as "ago 3h" or
  /// "ago 2d".
  void load(const std::string& yaml);

 private:
  void answer(const Request& request, Answer& answer);
  bool answer_other(const Request& request, Answer& answer);
  void take_orders(const Request& request, Answer& answer);

  Options options_;
  Identity authority_;
  Store store_;
  ResourceApi resources_;
  Faults faults_;
  Authenticator authenticator_;
  std::mutex mutex_;  ///< for the tokens
  std::unique_ptr<HttpServer> http_;
};

}  // namespace kpp::apiserver
