// Certificates made at start, and TLS for accepted connections.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

/// A certificate and its key, PEM.
struct Identity {
  std::string cert_pem{};
  std::string key_pem{};
};

Identity make_authority(const std::string& name);
/// For localhost and 127.0.0.1.
Identity make_server_identity(const Identity& authority);
/// Kubernetes reads the user from the common name and the groups from the organisations.
Identity make_client_identity(const Identity& authority, const User& user);

/// The server's side of TLS: asks for a client certificate, and leaves it to the handlers what to think of it.
class TlsContext {
 public:
  TlsContext(const Identity& server, const Identity& client_authority);
  SSL_CTX* get() const { return context_.get(); }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
};

/// TLS over one accepted socket, which stays the caller's.
class TlsSocket {
 public:
  TlsSocket(const TlsContext& context, int fd);
  /// False when there was no handshake.
  bool accept();
  /// What has come, at most 64 KiB; "" at the end.
  std::string read();
  bool write(std::string_view bytes);
  /// Says goodbye, so that the other side can tell an end from a cut.
  void close();
  /// Whether the other side has closed.
  bool gone() const;
  /// Of the client certificate; no name without one, nullopt for one that is not believed.
  std::optional<User> peer() const;
  int fd() const { return fd_; }

 private:
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  int fd_;
};

}  // namespace kpp::apiserver
