// TLS material before it is used: does a client certificate fit its key, and whom does the environment trust.
#pragma once

#include <string>
#include <string_view>

#include "kpp/seams.h"
#include "net/openssl.h"

namespace kpp::net {

/// Throws ConfigError in Go's words ("tls: private key does not match public key", "tls: failed to find any PEM data in
/// certificate input", "x509: malformed certificate") unless the first certificate of `cert_pem` and the key of
/// `key_pem` belong together. Loads OpenSSL.
void check_key_pair(std::string_view cert_pem, std::string_view key_pem);

/// Throws ConfigError ("unable to load root certificates: …") for a text of trusted certificates in which there is
/// none. What cannot be read beside one that can is passed over; nothing at all is no certificate, and no error. Loads
/// nothing.
void check_roots(std::string_view pem);

/// What OpenSSL is given of these texts: the certificates that could be some, and the first private key.
TlsMaterial tls_material(std::string_view roots_pem, std::string_view cert_pem, std::string_view key_pem);

/// The certificates that SSL_CERT_FILE and SSL_CERT_DIR (folders, colon separated) name, as one PEM text; "" when
/// neither is set: then the TLS library's own are meant. Source: https://pkg.go.dev/crypto/x509#SystemCertPool
std::string environment_roots(const Environment& env);

}  // namespace kpp::net
