#include "support/socket_server.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace kpp::test {
namespace {

class TlsConnection final : public Connection {
 public:
  TlsConnection(int fd, SSL* ssl) : Connection(fd), ssl_(ssl) {}
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;
  ~TlsConnection() override {
    SSL_shutdown(ssl_);
    SSL_free(ssl_);
  }
  std::string receive() override {
    std::string out(64 * 1024, '\0');
    const int count = SSL_read(ssl_, out.data(), static_cast<int>(out.size()));
    out.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return out;
  }
  std::string client_name() const override {
    X509* cert = SSL_get1_peer_certificate(ssl_);
    std::array<char, 100> name{};
    if (cert) {
      X509_NAME_get_text_by_NID(X509_get_subject_name(cert), NID_commonName, name.data(),
                                static_cast<int>(name.size()));
    }
    X509_free(cert);
    return name.data();
  }
  /// One TLS record, as long as it fits into one.
  bool send(std::string_view bytes) override {
    return bytes.empty() || SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

 private:
  SSL* ssl_;
};

template <class Read>
auto read_pem(const std::string& pem, Read read) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  auto* out = read(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  if (!out) throw std::runtime_error("bad PEM in a test");
  return out;
}

std::string to_text(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string out(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

// A client that does not offer the protocol gets none picked.
int pick_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered, unsigned size,
                  void* opaque) {
  const auto& wanted = *static_cast<const std::string*>(opaque);
  for (unsigned at = 0; at < size; at += 1U + offered[at]) {
    if (std::string_view(reinterpret_cast<const char*>(offered + at + 1), offered[at]) != wanted) continue;
    *out = offered + at + 1;
    *out_size = offered[at];
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

std::string Connection::receive() {
  std::string out(64 * 1024, '\0');
  const ssize_t count = ::recv(fd_, out.data(), out.size(), 0);
  out.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return out;
}

bool Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::string Connection::receive_head() {
  for (;;) {
    const std::size_t end = rest_.find("\r\n\r\n");
    if (end != std::string::npos) {
      std::string head = rest_.substr(0, end + 4);
      rest_.erase(0, end + 4);
      return head;
    }
    const std::string more = receive();
    if (more.empty()) return "";
    rest_ += more;
  }
}

std::string Connection::receive_exactly(std::size_t size) {
  while (rest_.size() < size) {
    const std::string more = receive();
    if (more.empty()) break;
    rest_ += more;
  }
  std::string out = rest_.substr(0, size);
  rest_.erase(0, out.size());
  return out;
}

void Connection::reset_on_close() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

struct SocketServer::Tls {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  std::string protocol{};
  Tls() = default;
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;
  ~Tls() { SSL_CTX_free(context); }
};

SocketServer::SocketServer(Script script) : script_(std::move(script)) { listen_and_start(); }

SocketServer::SocketServer(Script script, const std::string& cert_pem, const std::string& key_pem,
                           const std::string& protocol)
    : script_(std::move(script)), tls_(std::make_shared<Tls>()) {
  X509* cert = read_pem(cert_pem, PEM_read_bio_X509);
  EVP_PKEY* key = read_pem(key_pem, PEM_read_bio_PrivateKey);
  SSL_CTX_set_security_level(tls_->context, 0);
  SSL_CTX_set_verify(tls_->context, SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });  // whoever it is
  // A server that asks for certificates refuses to take up a session again unless it says whose sessions they are.
  SSL_CTX_set_session_id_context(tls_->context, reinterpret_cast<const unsigned char*>("kpp"), 3);
  SSL_CTX_use_certificate(tls_->context, cert);
  SSL_CTX_use_PrivateKey(tls_->context, key);
  X509_free(cert);
  EVP_PKEY_free(key);
  tls_->protocol = protocol;
  if (!protocol.empty()) SSL_CTX_set_alpn_select_cb(tls_->context, &pick_protocol, &tls_->protocol);
  listen_and_start();
}

void SocketServer::listen_and_start() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 128) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("cannot listen on the loopback address");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      const int now = 1;  // small pieces go out at once
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
      ++accepted_;
      const std::lock_guard lock(mutex_);
      open_.push_back(fd);
      threads_.emplace_back([this, fd] { serve(fd); });
    }
  });
}

void SocketServer::serve(int fd) {
  // A peer that goes away in the middle of a TLS write must not end the tests.
  sigset_t pipe_only;
  sigemptyset(&pipe_only);
  sigaddset(&pipe_only, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe_only, nullptr);
  if (tls_) {
    SSL* ssl = SSL_new(tls_->context);
    SSL_set_fd(ssl, fd);
    if (SSL_accept(ssl) == 1) {
      TlsConnection connection(fd, ssl);
      script_(connection);
    } else {
      SSL_free(ssl);
    }
  } else {
    Connection connection(fd);
    script_(connection);
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, fd);
  ::close(fd);
}

SocketServer::~SocketServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
}

std::string SocketServer::url(std::string_view path) const { return fmt::format("http://127.0.0.1:{}{}", port_, path); }
std::string SocketServer::https_url(std::string_view path) const {
  return fmt::format("https://127.0.0.1:{}{}", port_, path);
}

std::string response(std::string_view body, std::string_view extra, std::string_view status) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), extra, body);
}

TestCertificate make_certificate(const std::string& name, const std::string& sans, const TestCertificate* issuer,
                                 int first_day, int last_day, unsigned rsa_bits) {
  EVP_PKEY* key = rsa_bits ? EVP_RSA_gen(rsa_bits) : EVP_EC_gen("P-256");
  X509* cert = X509_new();
  X509_set_version(cert, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(cert), static_cast<long>(reinterpret_cast<std::uintptr_t>(cert) & 0xffffff));
  X509_gmtime_adj(X509_getm_notBefore(cert), first_day * 86400L);
  X509_gmtime_adj(X509_getm_notAfter(cert), last_day * 86400L);
  X509_set_pubkey(cert, key);
  X509_NAME* subject = X509_get_subject_name(cert);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  X509* issuer_cert = issuer ? read_pem(issuer->cert_pem, PEM_read_bio_X509) : nullptr;
  EVP_PKEY* issuer_key = issuer ? read_pem(issuer->key_pem, PEM_read_bio_PrivateKey) : nullptr;
  X509_set_issuer_name(cert, issuer ? X509_get_subject_name(issuer_cert) : subject);
  const auto extend = [&](int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer ? issuer_cert : cert, cert, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    if (!extension) throw std::runtime_error("bad certificate extension in a test");
    X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
  };
  if (!sans.empty()) extend(NID_subject_alt_name, sans);
  if (!issuer) extend(NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(cert, issuer ? issuer_key : key, EVP_sha256());
  BIO* cert_bio = BIO_new(BIO_s_mem());
  BIO* key_bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(cert_bio, cert);
  PEM_write_bio_PrivateKey(key_bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  TestCertificate out{to_text(cert_bio), to_text(key_bio)};
  X509_free(cert);
  X509_free(issuer_cert);
  EVP_PKEY_free(key);
  EVP_PKEY_free(issuer_key);
  return out;
}

}  // namespace kpp::test
