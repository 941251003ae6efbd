// The little of OpenSSL that is called directly: checking a server's certificate in Go's order and words, trusted and
// client certificates, and whether a certificate and a key belong together. Its functions are found when first needed;
// no other file names its headers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kpp::net {

/// What one TLS handshake expects, and what was wrong with the server's certificate.
struct ServerCheck {
  std::string name{};     ///< the DNS name or IP address that the certificate must be for
  std::string problem{};  ///< Go's words ("x509: certificate signed by unknown authority"), "" when all is well
};

/// Whom a client trusts and who it is, as DER.
struct TlsMaterial {
  bool own_roots = false;            ///< `roots` alone are trusted, even when there are none; else the library's own
  std::vector<std::string> roots{};  ///< those that are no certificates are passed over
  std::vector<std::string> chain{};  ///< the client's certificate first; may be empty
  std::string key{};                 ///< PKCS#8, PKCS#1 or SEC 1
};

class OpenSsl {
 public:
  virtual ~OpenSsl() = default;
  /// Gives this SSL_CTX the material, and lets it take RSA keys of 1,024 bits, as Go does. False when the client's
  /// certificate and key cannot be used.
  virtual bool set_up(void* ssl_ctx, const TlsMaterial& material) const = 0;
  /// Makes handshakes of this SSL_CTX verify the server as Go does, into `check`, which must outlive the context.
  virtual void verify_server(void* ssl_ctx, ServerCheck* check) const = 0;
  /// Of a connection (an SSL): the protocol agreed on in its handshake ("h2"), "" for none.
  virtual std::string_view protocol_of(void* ssl) const = 0;
  /// Of a connection: how many bytes have come so far.
  virtual std::uint64_t bytes_read(void* ssl) const = 0;
  /// Sends these few bytes now, unless something of another's is half sent.
  virtual void send_when_free(void* ssl, std::string_view bytes) const = 0;
  /// "" when the certificate and the key (DER both) belong together, else Go's words for what is wrong.
  virtual std::string key_pair_problem(std::string_view cert, std::string_view key) const = 0;
};

/// OpenSSL through the dlopen handle of a library that uses it; null when that uses another TLS library.
std::unique_ptr<OpenSsl> openssl_of(void* library);
/// OpenSSL by itself. Throws TransportError when it is not installed.
std::unique_ptr<OpenSsl> load_openssl();

}  // namespace kpp::net
