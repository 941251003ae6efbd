#include "net/openssl.h"

#include <dlfcn.h>
#include <fmt/core.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "net/url.h"

namespace kpp::net {
namespace {

// The functions, under their own names.
struct Table {
// clang-format off
#define KPP_SSL_FUNCTIONS(X)                                                                                       \
  X(SSL_CTX_set_cert_verify_callback) X(X509_verify_cert) X(X509_STORE_CTX_get0_cert)                              \
  X(X509_STORE_CTX_get_current_cert) X(X509_STORE_CTX_get_error) X(X509_STORE_CTX_set_error)                       \
  X(X509_verify_cert_error_string) X(X509_get_ext_d2i) X(X509_get0_notBefore) X(X509_get0_notAfter)                \
  X(X509_cmp_current_time) X(X509_gmtime_adj) X(ASN1_STRING_free) X(ASN1_TIME_to_tm) X(OPENSSL_sk_num)             \
  X(OPENSSL_sk_value) X(ASN1_STRING_get0_data) X(ASN1_STRING_length) X(GENERAL_NAMES_free)                         \
  X(X509_get_ext_by_NID) X(X509_get_subject_name) X(X509_get_issuer_name) X(X509_NAME_get_text_by_NID)             \
  X(X509_STORE_CTX_get1_certs) X(OPENSSL_sk_pop_free) X(SSL_CTX_set_security_level) X(SSL_CTX_set_cert_store)      \
  X(SSL_CTX_use_certificate) X(SSL_CTX_use_PrivateKey) X(SSL_CTX_ctrl) X(X509_STORE_new) X(X509_STORE_set_flags)   \
  X(X509_STORE_add_cert) X(d2i_X509) X(d2i_AutoPrivateKey) X(X509_check_private_key) X(X509_free)                  \
  X(X509_get0_pubkey) X(EVP_PKEY_get_base_id) X(EVP_PKEY_free) X(ERR_clear_error) X(SSL_get0_alpn_selected)        \
  X(SSL_get_rbio) X(BIO_number_read) X(SSL_want) X(SSL_write)
// clang-format on
#define X(name) decltype(&::name) name##_ = nullptr;
  KPP_SSL_FUNCTIONS(X)
#undef X

  bool load(void* library) {
    bool all = true;
#define X(name)                                                           \
  name##_ = reinterpret_cast<decltype(&::name)>(::dlsym(library, #name)); \
  all = all && name##_;
    KPP_SSL_FUNCTIONS(X)
#undef X
    return all;
  }
};

std::string rfc3339(const Table& ssl, const ASN1_TIME* time) {
  std::tm t{};
  if (!time || ssl.ASN1_TIME_to_tm_(time, &t) != 1) return "?";
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                     t.tm_min, t.tm_sec);
}

// "" when the certificate is valid now.
std::string time_problem(const Table& ssl, const X509* cert) {
  const ASN1_TIME* from = ssl.X509_get0_notBefore_(cert);
  const ASN1_TIME* to = ssl.X509_get0_notAfter_(cert);
  const bool early = ssl.X509_cmp_current_time_(from) > 0;
  if (!early && ssl.X509_cmp_current_time_(to) > 0) return "";
  ASN1_TIME* now = ssl.X509_gmtime_adj_(nullptr, 0);
  std::string out = fmt::format("x509: certificate has expired or is not yet valid: current time {} is {} {}",
                                rfc3339(ssl, now), early ? "before" : "after", rfc3339(ssl, early ? from : to));
  ssl.ASN1_STRING_free_(now);
  return out;
}

std::string common_name(const Table& ssl, const X509_NAME* name) {
  std::array<char, 256> text{};
  const int size = ssl.X509_NAME_get_text_by_NID_(name, NID_commonName, text.data(), static_cast<int>(text.size()));
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

struct Names {
  std::vector<std::string> dns;
  std::vector<std::string> ips;       // 4 or 16 bytes each
  std::optional<std::string> common;  // where no alternative name of any kind is given
};

Names names_of(const Table& ssl, const X509* cert) {
  Names out;
  if (ssl.X509_get_ext_by_NID_(cert, NID_subject_alt_name, -1) < 0) {
    out.common = common_name(ssl, ssl.X509_get_subject_name_(cert));
  }
  auto* all = static_cast<GENERAL_NAMES*>(ssl.X509_get_ext_d2i_(cert, NID_subject_alt_name, nullptr, nullptr));
  if (!all) return out;
  const auto* stack = reinterpret_cast<const OPENSSL_STACK*>(all);
  for (int i = 0; i < ssl.OPENSSL_sk_num_(stack); ++i) {
    const auto* name = static_cast<const GENERAL_NAME*>(ssl.OPENSSL_sk_value_(stack, i));
    if (name->type != GEN_DNS && name->type != GEN_IPADD) continue;
    const ASN1_STRING* text = name->type == GEN_DNS ? name->d.dNSName : name->d.iPAddress;
    std::string bytes(reinterpret_cast<const char*>(ssl.ASN1_STRING_get0_data_(text)),
                      static_cast<std::size_t>(ssl.ASN1_STRING_length_(text)));
    (name->type == GEN_DNS ? out.dns : out.ips).push_back(std::move(bytes));
  }
  ssl.GENERAL_NAMES_free_(all);
  return out;
}

// A pattern's "*" stands for one whole leftmost label.
bool dns_matches(std::string_view pattern, std::string_view host) {
  const std::string p = to_lower(trim_right(pattern, ".")), h = to_lower(trim_right(host, "."));
  if (p.empty() || h.empty()) return false;
  if (!p.starts_with("*.")) return p == h;
  const std::size_t dot = h.find('.');
  return dot != std::string::npos && dot > 0 && h.substr(dot) == p.substr(1);
}

constexpr std::size_t kMostNamesShown = 100;

std::string valid_for(const std::vector<std::string>& names, const char* what, const std::string& wanted) {
  if (names.size() >= kMostNamesShown) {
    return fmt::format("x509: certificate is valid for {} {}, but none matched {}", names.size(), what, wanted);
  }
  return fmt::format("x509: certificate is valid for {}, not {}", join(names, ", "), wanted);
}

std::string name_problem(const Names& names, const std::string& wanted) {
  const std::string ip = parse_ip(wanted);
  std::vector<std::string> shown;
  for (const std::string& known : names.ips) {
    if (!ip.empty() && known == ip) return "";
    shown.push_back(ip_text(known));
  }
  for (const std::string& pattern : names.dns) {
    if (ip.empty() && dns_matches(pattern, wanted)) return "";
  }
  if (names.common && dns_matches(*names.common, wanted)) {
    return "x509: certificate relies on legacy Common Name field, use SANs instead";
  }
  if (!ip.empty()) {
    if (names.ips.empty()) {
      return fmt::format("x509: cannot validate certificate for {} because it doesn't contain any IP SANs", wanted);
    }
    return valid_for(shown, "IP SANs", wanted);
  }
  if (names.dns.empty()) return "x509: certificate is not valid for any names, but wanted to match " + wanted;
  return valid_for(names.dns, "names", wanted);
}

// Go's words for a signature that this certificate's key did not make.
std::string signature_problem(const Table& ssl, const X509* signer) {
  const EVP_PKEY* key = ssl.X509_get0_pubkey_(signer);
  const int type = key ? ssl.EVP_PKEY_get_base_id_(key) : 0;
  if (type == EVP_PKEY_EC) return "x509: ECDSA verification failure";
  if (type == EVP_PKEY_ED25519) return "x509: Ed25519 verification failure";
  return "crypto/rsa: verification error";
}

constexpr int kUnknownIssuer[] = {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
                                  X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
                                  X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
                                  X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                                  X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
                                  X509_V_ERR_CERT_UNTRUSTED,
                                  X509_V_ERR_CERT_SIGNATURE_FAILURE,
                                  X509_V_ERR_INVALID_CA,
                                  X509_V_ERR_CA_MD_TOO_WEAK};

// Nobody who is trusted has signed `at`; a trusted certificate of the signer's name is told as the likely reason.
std::string unknown_authority(const Table& ssl, X509_STORE_CTX* store, int error, const X509* at) {
  std::string plain = "x509: certificate signed by unknown authority";
  if (!at) return plain;
  const X509_NAME* issuer = ssl.X509_get_issuer_name_(at);
  auto* candidates = reinterpret_cast<OPENSSL_STACK*>(ssl.X509_STORE_CTX_get1_certs_(store, issuer));
  std::string why;
  if (candidates && ssl.OPENSSL_sk_num_(candidates) > 0) {
    why = signature_problem(ssl, static_cast<const X509*>(ssl.OPENSSL_sk_value_(candidates, 0)));
    if (error == X509_V_ERR_INVALID_CA) {
      why = "x509: invalid signature: parent certificate cannot sign this kind of certificate";
    }
    if (error == X509_V_ERR_CA_MD_TOO_WEAK) why = "x509: cannot verify signature: insecure algorithm SHA1-RSA";
  }
  ssl.OPENSSL_sk_pop_free_(candidates, reinterpret_cast<OPENSSL_sk_freefunc>(ssl.X509_free_));
  const std::string name = common_name(ssl, issuer);
  if (why.empty() || name.empty()) return plain;
  return fmt::format("{} (possibly because of {} while trying to verify candidate authority certificate {})", plain,
                     go_quote(why), go_quote(name));
}

struct Check {
  const Table* ssl;
  ServerCheck* check;
};

class LoadedOpenSsl final : public OpenSsl {
 public:
  bool load(void* library) { return ssl_.load(library); }

  void verify_server(void* ssl_ctx, ServerCheck* check) const override {
    auto owned = std::make_unique<Check>(Check{&ssl_, check});
    ssl_.SSL_CTX_set_cert_verify_callback_(static_cast<SSL_CTX*>(ssl_ctx), &on_verify, owned.get());
    checks_.push_back(std::move(owned));
  }

  std::string_view protocol_of(void* ssl) const override {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    ssl_.SSL_get0_alpn_selected_(static_cast<const SSL*>(ssl), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }

  std::uint64_t bytes_read(void* ssl) const override {
    return ssl_.BIO_number_read_(ssl_.SSL_get_rbio_(static_cast<const SSL*>(ssl)));
  }

  void send_when_free(void* ssl, std::string_view bytes) const override {
    auto* connection = static_cast<SSL*>(ssl);
    if (ssl_.SSL_want_(connection) == SSL_WRITING) return;
    ssl_.ERR_clear_error_();
    ssl_.SSL_write_(connection, bytes.data(), static_cast<int>(bytes.size()));
    ssl_.ERR_clear_error_();
  }

  bool set_up(void* ssl_ctx, const TlsMaterial& material) const override {
    auto* context = static_cast<SSL_CTX*>(ssl_ctx);
    // Debian's level 2 refuses RSA keys that Go takes.
    ssl_.SSL_CTX_set_security_level_(context, 1);
    if (material.own_roots) trust(context, material.roots);
    return material.chain.empty() || identify(context, material);
  }

  std::string key_pair_problem(std::string_view cert_der, std::string_view key_der) const override {
    ssl_.ERR_clear_error_();
    X509* cert = parse_certificate(cert_der);
    EVP_PKEY* key = parse_key(key_der);
    std::string problem;
    if (!cert) problem = "x509: malformed certificate";
    else if (!key) problem = "tls: failed to parse private key";
    else if (const EVP_PKEY* of_cert = ssl_.X509_get0_pubkey_(cert);
             of_cert && ssl_.EVP_PKEY_get_base_id_(of_cert) != ssl_.EVP_PKEY_get_base_id_(key))
      problem = "tls: private key type does not match public key type";
    else if (ssl_.X509_check_private_key_(cert, key) != 1) problem = "tls: private key does not match public key";
    ssl_.X509_free_(cert);
    ssl_.EVP_PKEY_free_(key);
    ssl_.ERR_clear_error_();
    return problem;
  }

 private:
  X509* parse_certificate(std::string_view der) const {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    return ssl_.d2i_X509_(nullptr, &at, static_cast<long>(der.size()));
  }

  EVP_PKEY* parse_key(std::string_view der) const {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    return ssl_.d2i_AutoPrivateKey_(nullptr, &at, static_cast<long>(der.size()));
  }

  // A store of its own: the one that is there may be shared with other connections.
  void trust(SSL_CTX* context, const std::vector<std::string>& roots) const {
    X509_STORE* store = ssl_.X509_STORE_new_();
    ssl_.X509_STORE_set_flags_(store, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
    for (const std::string& root : roots) {
      X509* cert = parse_certificate(root);
      if (cert) ssl_.X509_STORE_add_cert_(store, cert);
      ssl_.X509_free_(cert);
    }
    ssl_.SSL_CTX_set_cert_store_(context, store);
    ssl_.ERR_clear_error_();
  }

  bool identify(SSL_CTX* context, const TlsMaterial& material) const {
    bool good = true;
    for (const std::string& der : material.chain) {
      X509* cert = parse_certificate(der);
      if (&der == &material.chain.front()) good = cert && ssl_.SSL_CTX_use_certificate_(context, cert) == 1;
      else if (cert) ssl_.SSL_CTX_ctrl_(context, SSL_CTRL_CHAIN_CERT, 1, cert);
      ssl_.X509_free_(cert);
    }
    EVP_PKEY* key = parse_key(material.key);
    good = good && key && ssl_.SSL_CTX_use_PrivateKey_(context, key) == 1;
    ssl_.EVP_PKEY_free_(key);
    ssl_.ERR_clear_error_();
    return good;
  }

  // Go's order: the server's own certificate's time, its names, then the chain to a trusted one.
  static int on_verify(X509_STORE_CTX* store, void* opaque) {
    const auto* self = static_cast<const Check*>(opaque);
    const Table& ssl = *self->ssl;
    const X509* leaf = ssl.X509_STORE_CTX_get0_cert_(store);
    std::string problem = time_problem(ssl, leaf);
    if (problem.empty()) problem = name_problem(names_of(ssl, leaf), self->check->name);
    if (problem.empty() && ssl.X509_verify_cert_(store) != 1) problem = chain_problem(ssl, store);
    self->check->problem = problem;
    if (problem.empty()) return 1;
    if (ssl.X509_STORE_CTX_get_error_(store) == X509_V_OK) {
      ssl.X509_STORE_CTX_set_error_(store, X509_V_ERR_APPLICATION_VERIFICATION);
    }
    return 0;
  }

  static std::string chain_problem(const Table& ssl, X509_STORE_CTX* store) {
    const int error = ssl.X509_STORE_CTX_get_error_(store);
    const X509* at = ssl.X509_STORE_CTX_get_current_cert_(store);
    if ((error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID) && at) {
      return time_problem(ssl, at);
    }
    if (error == X509_V_ERR_INVALID_PURPOSE) return "x509: certificate specifies an incompatible key usage";
    if (std::find(std::begin(kUnknownIssuer), std::end(kUnknownIssuer), error) != std::end(kUnknownIssuer)) {
      return unknown_authority(ssl, store, error, at);
    }
    return fmt::format("x509: {}", ssl.X509_verify_cert_error_string_(error));
  }

  Table ssl_;
  mutable std::vector<std::unique_ptr<Check>> checks_;  // as long-lived as the contexts that point to them
};

}  // namespace

std::unique_ptr<OpenSsl> openssl_of(void* library) {
  auto out = std::make_unique<LoadedOpenSsl>();
  return out->load(library) ? std::move(out) : nullptr;
}

std::unique_ptr<OpenSsl> load_openssl() {
  void* library = ::dlopen("libssl.so.3", RTLD_LAZY | RTLD_LOCAL);
  if (!library) throw TransportError(TransportError::Kind::tls, fmt::format("cannot load OpenSSL: {}", ::dlerror()));
  std::unique_ptr<OpenSsl> out = openssl_of(library);
  if (!out) throw TransportError(TransportError::Kind::tls, "libssl.so.3 lacks functions of OpenSSL 3");
  return out;
}

}  // namespace kpp::net
