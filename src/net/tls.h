// TLS material before it is used: does a client certificate fit its key, and whom does the environment trust.
#pragma once

#include <string>
#include <string_view>

#include "kpp/seams.h"

namespace kpp::net {

/// Throws ConfigError in Go's words ("tls: private key does not match public key", "tls: failed to find any PEM data in
/// certificate input") unless the first certificate of `cert_pem` and the key of `key_pem` belong together. Loads OpenSSL.
void check_key_pair(std::string_view cert_pem, std::string_view key_pem);

/// The certificates that SSL_CERT_FILE and SSL_CERT_DIR (folders, colon separated) name, as one PEM text; "" when neither is set:
/// then the TLS library's own are meant. Source: https://pkg.go.dev/crypto/x509#SystemCertPool
std::string environment_roots(const Environment& env);

}  // namespace kpp::net
