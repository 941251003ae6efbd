// See tls.h.
#include "support/apiserver/tls.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <stdexcept>

namespace kpp::apiserver {
namespace {

int accept_any(int, X509_STORE_CTX*) { return 1; }

}  // namespace

TlsContext::TlsContext(const Identity& server, const Identity& client_authority)
    : context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
  const auto read = [](const std::string& pem, auto reader) {
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    auto* out = reader(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    if (!out) throw std::runtime_error("a certificate made at start cannot be read");
    return out;
  };
  X509* cert = read(server.cert_pem, PEM_read_bio_X509);
  EVP_PKEY* key = read(server.key_pem, PEM_read_bio_PrivateKey);
  X509* authority = read(client_authority.cert_pem, PEM_read_bio_X509);
  SSL_CTX_use_certificate(context_.get(), cert);
  SSL_CTX_use_PrivateKey(context_.get(), key);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), authority);
  SSL_CTX_add_client_CA(context_.get(), authority);
  // A certificate of somebody else is no reason to end the handshake: the API answers 401, as the real server does.
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, accept_any);
  SSL_CTX_set_session_id_context(context_.get(), reinterpret_cast<const unsigned char*>("kpp"), 3);
  X509_free(authority);
  X509_free(cert);
  EVP_PKEY_free(key);
}

TlsSocket::TlsSocket(const TlsContext& context, int fd) : ssl_(SSL_new(context.get()), &SSL_free), fd_(fd) {
  SSL_set_fd(ssl_.get(), fd);
}

bool TlsSocket::accept() { return SSL_accept(ssl_.get()) == 1; }

std::string TlsSocket::read() {
  std::string out(64 * 1024, '\0');
  const int count = SSL_read(ssl_.get(), out.data(), static_cast<int>(out.size()));
  out.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return out;
}

bool TlsSocket::write(std::string_view bytes) {
  return bytes.empty() || SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

void TlsSocket::close() { SSL_shutdown(ssl_.get()); }

bool TlsSocket::gone() const {
  pollfd watched{.fd = fd_, .events = POLLIN | POLLRDHUP, .revents = 0};
  if (::poll(&watched, 1, 0) <= 0) return false;
  if ((watched.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) return true;
  char byte = 0;
  return SSL_peek(ssl_.get(), &byte, 1) <= 0;
}

std::optional<User> TlsSocket::peer() const {
  std::optional<User> user = User();
  X509* cert = SSL_get1_peer_certificate(ssl_.get());
  if (!cert) return user;
  if (SSL_get_verify_result(ssl_.get()) != X509_V_OK) {
    user.reset();
  } else {
    const X509_NAME* subject = X509_get_subject_name(cert);
    const auto texts = [&](int nid) {
      std::vector<std::string> out;
      for (int at = X509_NAME_get_index_by_NID(subject, nid, -1); at >= 0;
           at = X509_NAME_get_index_by_NID(subject, nid, at)) {
        const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
        out.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                         static_cast<std::size_t>(ASN1_STRING_length(text)));
      }
      return out;
    };
    const std::vector<std::string> names = texts(NID_commonName);
    if (!names.empty()) user = User{names.front(), texts(NID_organizationName)};
  }
  X509_free(cert);
  return user;
}

}  // namespace kpp::apiserver
