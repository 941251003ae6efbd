// Making the certificates of tls.h.
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "support/apiserver/tls.h"

namespace kpp::apiserver {
namespace {

constexpr long kDay = 86400;

template <class Read>
auto read_pem(const std::string& pem, Read read) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  auto* out = read(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return out;
}

template <class Write>
std::string to_pem(Write write) {
  BIO* bio = BIO_new(BIO_s_mem());
  write(bio);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string out(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

struct Extension {
  int nid;
  const char* value;
};

Identity make(const User& subject, const std::vector<Extension>& extensions, const Identity* issuer) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* cert = X509_new();
  X509_set_version(cert, 2);
  unsigned char serial[8];
  RAND_bytes(serial, sizeof serial);
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
  BN_free(number);
  X509_gmtime_adj(X509_getm_notBefore(cert), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(cert), 30 * kDay);
  X509_set_pubkey(cert, key);
  X509_NAME* name = X509_get_subject_name(cert);
  const auto add = [&](const char* field, const std::string& text) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1,
                               0);
  };
  for (const std::string& group : subject.groups) add("O", group);
  add("CN", subject.name);
  X509* issuer_cert = issuer ? read_pem(issuer->cert_pem, PEM_read_bio_X509) : cert;
  EVP_PKEY* issuer_key = issuer ? read_pem(issuer->key_pem, PEM_read_bio_PrivateKey) : key;
  X509_set_issuer_name(cert, X509_get_subject_name(issuer_cert));
  for (const Extension& extension : extensions) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer_cert, cert, nullptr, nullptr, 0);
    X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value);
    if (!made) throw std::runtime_error("OpenSSL refuses an extension of a certificate");
    X509_add_ext(cert, made, -1);
    X509_EXTENSION_free(made);
  }
  X509_sign(cert, issuer_key, EVP_sha256());
  Identity out{to_pem([&](BIO* bio) { PEM_write_bio_X509(bio, cert); }),
               to_pem([&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); })};
  if (issuer) {
    X509_free(issuer_cert);
    EVP_PKEY_free(issuer_key);
  }
  X509_free(cert);
  EVP_PKEY_free(key);
  return out;
}

}  // namespace

Identity make_authority(const std::string& name) {
  return make({.name = name},
              {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}, nullptr);
}

Identity make_server_identity(const Identity& authority) {
  return make({.name = "kpp-apiserver"},
              {{NID_subject_alt_name, "DNS:localhost,DNS:kubernetes,IP:127.0.0.1"}, {NID_ext_key_usage, "serverAuth"}},
              &authority);
}

Identity make_client_identity(const Identity& authority, const User& user) {
  return make(user, {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "clientAuth"}}, &authority);
}

}  // namespace kpp::apiserver
