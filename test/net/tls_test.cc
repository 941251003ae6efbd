// Client certificates and keys: Go's words for pairs that do not fit.
#include "net/tls.h"

#include "net/support.h"

namespace kpp::net {

TEST_CASE("a certificate and its key") {
  const test::TestCertificate one = test::make_certificate("one", ""), two = test::make_certificate("two", "");
  CHECK_NOTHROW(check_key_pair(one.cert_pem, one.key_pem));
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, two.key_pem), "tls: private key does not match public key");
  CHECK_THROWS_WITH(check_key_pair("", one.key_pem), "tls: failed to find any PEM data in certificate input");
  CHECK_THROWS_WITH(check_key_pair("-----BEGIN CERTIFICATE-----\nAAAA\n", one.key_pem),
                    "tls: failed to find any PEM data in certificate input");
  // However many are begun: read once, not once for each.
  std::string begun;
  for (std::size_t i = 0; i < 200'000; ++i) begun += fmt::format("-----BEGIN {}-----\n", i);
  CHECK_THROWS_WITH(check_key_pair(begun, one.key_pem), "tls: failed to find any PEM data in certificate input");
  CHECK_NOTHROW(check_key_pair("-----BEGIN X-----\nAAAA\n-----END X-----\n" + one.cert_pem, one.key_pem));
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, "x"), "tls: failed to find any PEM data in key input");
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, one.cert_pem),
                    "tls: found a certificate rather than a key in the PEM for the private key");
  CHECK_THROWS_WITH(check_key_pair(one.key_pem, one.key_pem),
                    "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM "
                    "inputs may have been switched");
  CHECK_THROWS_AS(check_key_pair(one.cert_pem, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                  ConfigError);
}

TEST_CASE("what is said of a pair that is none names what was found instead") {
  const test::TestCertificate one = test::make_certificate("one", ""),
                              rsa = test::make_certificate("rsa", "", nullptr, -1, 30, 1024);
  const std::string other = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
  CHECK_THROWS_WITH(check_key_pair(other + "-----BEGIN X-----\nAAAA\n-----END X-----\n", one.key_pem),
                    "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of "
                    "the following types: [CERTIFICATE REQUEST X]");
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, other),
                    "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM "
                    "blocks of the following types: "
                    "[CERTIFICATE REQUEST]");
  CHECK_THROWS_WITH(check_key_pair("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", one.key_pem),
                    "x509: malformed certificate");
  CHECK_THROWS_WITH(check_key_pair(one.cert_pem, rsa.key_pem), "tls: private key type does not match public key type");
  CHECK_NOTHROW(check_key_pair(rsa.cert_pem, rsa.key_pem));
  CHECK_NOTHROW(check_key_pair(one.key_pem + one.cert_pem, one.cert_pem + one.key_pem));
}

TEST_CASE("of trusted certificates one must be there; what cannot be read beside it is passed over") {
  const test::TestCertificate one = test::make_certificate("one", "");
  const std::string bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  for (const std::string& good : {std::string(), one.cert_pem, bad + one.cert_pem, one.cert_pem + bad,
                                  "-----BEGIN CERTIFICATE-----\n" + one.cert_pem}) {
    CHECK_NOTHROW(check_roots(good));
  }
  const std::string failed = "unable to load root certificates: ";
  CHECK_THROWS_WITH(check_roots("garbage\n"), failed + "unable to parse bytes as PEM block");
  CHECK_THROWS_WITH(check_roots("\n"), failed + "unable to parse bytes as PEM block");
  CHECK_THROWS_WITH(check_roots(bad), failed + "failed to parse certificate: x509: malformed certificate");
  CHECK_THROWS_WITH(check_roots(one.key_pem), failed + "no valid certificate authority data seen");
  CHECK_THROWS_WITH(check_roots(one.key_pem + "x"), failed + "unable to parse bytes as PEM block");
  CHECK(tls_material(bad + one.cert_pem, "", "").roots.size() == 1);
}

}  // namespace kpp::net
