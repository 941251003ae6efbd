// Client certificates and keys: Go's words for pairs that do not fit.
#include "net/tls.h"

#include "net/support.h"

namespace kpp::net {

TEST_CASE("a certificate and its key") {
  const test::TestCertificate one = test::make_certificate("one", ""), two = test::make_certificate("two", "");
  CHECK_NOTHROW(check_key_pair(one.cert_pem, one.key_pem));
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, two.key_pem), "tls: private key does not match public key");
  CHECK_THROWS_WITH(check_key_pair("", one.key_pem), "tls: failed to find any PEM data in certificate input");
  CHECK_THROWS_WITH(check_key_pair("-----BEGIN CERTIFICATE-----\nAAAA\n", one.key_pem), "tls: failed to find any PEM data in certificate input");
  // However many are begun: read once, not once for each.
  std::string begun;
  for (std::size_t i = 0; i < 200'000; ++i) begun += fmt::format("-----BEGIN {}-----\n", i);
  CHECK_THROWS_WITH(check_key_pair(begun, one.key_pem), "tls: failed to find any PEM data in certificate input");
  CHECK_NOTHROW(check_key_pair("-----BEGIN X-----\nAAAA\n-----END X-----\n" + one.cert_pem, one.key_pem));
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, "x"), "tls: failed to find any PEM data in key input");
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, one.cert_pem), "tls: found a certificate rather than a key in the PEM for the private key");
  CHECK_THROWS_WITH(check_key_pair(one.key_pem, one.key_pem),
                    "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched");
  CHECK_THROWS_AS(check_key_pair(one.cert_pem, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), ConfigError);
}

}  // namespace kpp::net
