// Client: requests to one API server as one user.
//
// Adds address, credentials, User-Agent, Kubectl-Command headers and compression; retries 429 and 503 that
// carry Retry-After, asks a credential plugin again after one 401; turns a failure answer into ApiError and gives
// Warning headers to a hook. send(), start(), get() and find() may be called by several threads at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kpp/http.h"
#include "kpp/node.h"
#include "kpp/request.h"
#include "kpp/seams.h"

namespace kpp {

class ClientConfig;

/// What a client uses and says beside its requests.
struct ClientHooks {
  Clock* clock = nullptr;  ///< times its retries; must outlive it
  /// Called with the text of each warning that the server sends, the same text once. Empty: nobody hears of them.
  std::function<void(std::string_view)> warning;
  std::string user_agent;  ///< the header User-Agent; "" sends none
  std::string command;     ///< Kubectl-Command: "kubectl create secret generic"
  std::string session;     ///< Kubectl-Session: a UUID
};

class Client {
 public:
  /// `config` and `transport` must outlive the client.
  Client(const ClientConfig& config, Transport& transport, ClientHooks hooks);
  ~Client();

  /// Sends, waits for the head, throws ApiError for a status of 400 and above. The body is the caller's to read.
  std::unique_ptr<HttpExchange> send(const Request& request);
  /// Sends without waiting: for prefetch and for several requests at a time. open() of the result is send().
  class Pending;
  std::unique_ptr<Pending> start(Request request);

  /// The whole JSON answer. Throws ApiError, TransportError, BrokenAnswer, ParseError.
  Document get(const Request& request, KeyOrder order = KeyOrder::sorted);
  /// As get(), but an absent object (404 NotFound) is nullopt.
  std::optional<Document> find(const Request& request);

  const ClientConfig& config() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A request under way whose head has not been waited for.
class Client::Pending {
 public:
  virtual ~Pending() = default;
  /// As Client::send(); call once.
  virtual std::unique_ptr<HttpExchange> open() = 0;
};

}  // namespace kpp
