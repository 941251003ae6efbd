// See curl_transfer.h. One request, from a value to an easy handle of libcurl and back to words kubectl has.
//
// What kubectl prints when a connection fails, and whom it trusts, is Go's net/http and crypto/tls. libcurl does the
// work, and wherever it would do or say something else it is told otherwise here. The life of `GET https://h:6443/api`:
//   CurlTransfer()    in the sender's thread, which gets what is wrong from the start (URL, header, proxy)
//   prepare()         in the network thread, as all that follows: the easy handle and its options
//   on_tls_context()  a connection is set up: OpenSSL is told itself whom to trust and what to show
//   on_send()         on a connection, about to be sent: counted, and stopped if it may not be sent again
//   on_header()       line by line; the empty line hands the head to the reader
//   on_body()         a piece; where the reader is behind, libcurl is told to pause
//   finish()          libcurl's code, and what else is known of how far it came, become the end or a TransportError
//
// Three places look odd and have to be so:
// - A POST that libcurl sends again, because a kept connection turned out to be closed, may have been carried out by
//   the server already. Go repeats only what asks; so does on_send() (may_be_repeated).
// - With a body HTTP/1.1 is spoken. A server may answer before it has read the body, and resets the HTTP/2 stream then;
//   libcurl 7.88 loses that answer. For the same reason an error in sending is none in finish() when the answer is
//   whole.
// - Connections are shared by what libcurl was told, and it is not told what on_tls_context() does. The trusted roots
//   and the client's certificate are therefore hashed into the list of ciphers, as one that does not exist: another
//   user is another list, and gets no connection of somebody else's.
//
// Rejected:
// - libcurl's own options for certificates (CAINFO_BLOB, SSLCERT_BLOB), where the TLS library is OpenSSL: other rules
//   for names and for a bad certificate among good ones, and other words. With another TLS library they are what is
//   used.
// - An easy handle for each thread that blocks: no shared HTTP/2 connection, and a watch would hold a thread each.
// - Leaving proxies to libcurl's reading of the environment: Go reads NO_PROXY and its like in its own way (proxy.h).
#include "net/curl_transfer.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "base/sha256.h"
#include "base/strings.h"
#include "net/curl_errors.h"
#include "net/status_text.h"
#include "net/tls.h"

namespace kpp::net {
namespace {

using Kind = TransportError::Kind;

// As Go has it: what asks only may be asked again, of a server that ended a connection in use without a word.
bool may_be_repeated(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

bool is_token(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

void check_headers(const std::vector<Header>& headers) {
  for (const auto& [name, value] : headers) {
    if (!is_token(name)) throw TransportError(Kind::other, "net/http: invalid header field name " + go_quote(name));
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\t') || byte == 0x7f) {
        throw TransportError(
            Kind::other, "net/http: invalid header field value for " + go_quote(name));  // the value may be a secret
      }
    }
  }
}

void check_address(const Url& url) {
  if (url.scheme != "http" && url.scheme != "https") {
    throw TransportError(Kind::other, "unsupported protocol scheme " + go_quote(url.scheme), url.authority());
  }
  if (url.host.empty()) throw TransportError(Kind::other, "http: no Host in request URL");
  if (url.port.size() > 5 || (!url.port.empty() && std::stoi(url.port) > 65535)) {
    throw TransportError(Kind::other, fmt::format("dial tcp: address {}: invalid port", url.port), url.authority());
  }
  // libcurl takes port 0 for "none given".
  if (!url.port.empty() && std::stoi(url.port) == 0) {
    throw TransportError(Kind::refused, fmt::format("dial tcp {}: connect: connection refused", url.authority()),
                         url.authority());
  }
}

void require_roots(const std::string& pem) {
  try {
    check_roots(pem);
  } catch (const ConfigError& error) {
    throw TransportError(Kind::certificate, error.message());
  }
}

curl_blob borrow(const std::string& bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_NOCOPY};  // libcurl only reads it
}

std::string_view trim_line(std::string_view line) { return trim_right(line, "\r\n"); }

}  // namespace

CurlTransfer::CurlTransfer(HttpRequest request, const Environment& env)
    : request_(std::move(request)), url_(parse_url(request_.url)) {
  static const auto kDefaults = std::make_shared<const ConnectionOptions>();
  connection_ = request_.connection ? request_.connection : kDefaults;
  check_address(url_);
  check_headers(request_.headers);
  if (!is_token(request_.method)) {
    throw TransportError(Kind::other, "net/http: invalid method " + go_quote(request_.method));
  }
  proxy_ = choose_proxy(url_, connection_->proxy_url, env);
  // With a body HTTP/1.1 is spoken: from a server that answers before it has read all of it, and then resets the HTTP/2
  // stream, libcurl 7.88 does not take the answer that came with the reset.
  http2_ = url_.scheme == "https" && request_.body.empty() && env.get("DISABLE_HTTP2").value_or("").empty();
  if (!trim(connection_->ca_pem).empty() && url_.scheme == "https") require_roots(connection_->ca_pem);
  if (connection_->ca_pem.empty() && !connection_->insecure_skip_tls_verify && url_.scheme == "https") {
    roots_pem_ = environment_roots(env);
  }
}

CurlTransfer::~CurlTransfer() {
  if (!lib_) return;
  lib_->easy_cleanup(easy_);
  lib_->slist_free_all(header_list_);
  lib_->slist_free_all(connect_to_);
}

template <class Value>
void CurlTransfer::set(CURLoption option, Value value) {
  const CURLcode code = lib_->easy_setopt(easy_, option, value);
  if (code != CURLE_OK) {
    throw TransportError(Kind::other,
                         fmt::format("libcurl option {}: {}", static_cast<int>(option), lib_->easy_strerror(code)));
  }
}

CURL* CurlTransfer::prepare(TransferContext& context) {
  easy_ = context.lib.easy_init();
  if (!easy_) throw TransportError(Kind::other, "libcurl has no memory for a request");
  lib_ = &context.lib;
  context_ = &context;
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_ERRORBUFFER, error_text_.data());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_PREREQFUNCTION, &on_send);
  set(CURLOPT_PREREQDATA, static_cast<void*>(this));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_BUFFERSIZE, 64L * 1024);  // lists are long: fewer, longer reads
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_TCP_KEEPIDLE, 30L);
  set(CURLOPT_TCP_KEEPINTVL, 30L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(connection_->connect_timeout.count(), 1)));
  if (request_.timeout) {
    const auto whole = std::chrono::ceil<std::chrono::milliseconds>(*request_.timeout).count();
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(whole, 1)));
  }
  if (request_.accept_gzip) set(CURLOPT_ACCEPT_ENCODING, "gzip");
  set_address();
  set_method_and_body();
  set_headers();
  if (url_.scheme == "https" || (proxy_ && proxy_->scheme == "https")) set_tls();
  set_proxy();
  return easy_;
}

void CurlTransfer::set_address() {
  // For tls_server_name the connection's name is that one (SNI), and it is led to the real address.
  Url shown = url_;
  const std::string& name = connection_->tls_server_name;
  if (url_.scheme == "https" && !name.empty() && name != url_.host) {
    shown.host = name;
    shown.port = url_.effective_port();
    connect_to_ =
        lib_->slist_append(nullptr, fmt::format("{}:{}", join_host_port(name, shown.port), url_.address()).c_str());
    set(CURLOPT_CONNECT_TO, connect_to_);
  }
  const std::string user = url_.user_info.empty() ? "" : url_.user_info + "@";
  set(CURLOPT_URL, fmt::format("{}://{}{}{}", shown.scheme, user, shown.authority(), shown.target).c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(http2_ ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  // A request made while the connection is being set up waits to see whether it can share it.
  if (http2_) set(CURLOPT_PIPEWAIT, 1L);
}

void CurlTransfer::set_method_and_body() {
  const std::string& method = request_.method;
  const bool takes_body = method == "POST" || method == "PUT" || method == "PATCH";
  if (method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else if (takes_body || !request_.body.empty()) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.data());
    if (method != "POST") set(CURLOPT_CUSTOMREQUEST, method.c_str());
  } else if (method != "GET") {
    set(CURLOPT_CUSTOMREQUEST, method.c_str());
  }
}

void CurlTransfer::set_headers() {
  const auto add = [this](const std::string& line) { header_list_ = lib_->slist_append(header_list_, line.c_str()); };
  const auto given = [this](std::string_view name) {
    return std::any_of(request_.headers.begin(), request_.headers.end(),
                       [&](const Header& h) { return equal_fold(h.first, name); });
  };
  for (const auto& [name, value] : request_.headers) add(value.empty() ? name + ";" : name + ": " + value);
  if (connect_to_ && !given("Host")) add("Host: " + url_.authority());
  // libcurl would send these of its own accord.
  for (const std::string name : {"Accept", "Content-Type", "Expect"}) {
    if (!given(name)) add(name + ":");
  }
  set(CURLOPT_HTTPHEADER, header_list_);
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // a proxy asked to CONNECT sees none of them
}

void CurlTransfer::set_tls() {
  const bool verify = !connection_->insecure_skip_tls_verify;
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, verify ? 1L : 0L);
  set(CURLOPT_PROXY_SSL_VERIFYPEER, verify ? 1L : 0L);
  // Where the TLS library is OpenSSL, on_tls_context does what is Go's way: names without the common name, certificates
  // one by one.
  const bool own = context_->openssl && lib_->easy_setopt(easy_, CURLOPT_SSL_CTX_FUNCTION, &on_tls_context) == CURLE_OK;
  set(CURLOPT_SSL_VERIFYHOST, verify && !own ? 2L : 0L);
  set(CURLOPT_PROXY_SSL_VERIFYHOST, verify && !own ? 2L : 0L);
  if (verify && !roots().empty()) {
    // Else the system's would be trusted too.
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    set(CURLOPT_PROXY_CAPATH, static_cast<const char*>(nullptr));
  }
  if (own) {
    set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(this));
    if (verify && !roots().empty()) {
      set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
      set(CURLOPT_PROXY_CAINFO, static_cast<const char*>(nullptr));
      set(CURLOPT_CA_CACHE_TIMEOUT, 0L);  // else the next connection trusts whom this one does, whoever is meant
    }
    // libcurl shares connections by what it was told itself. No cipher has this name, so it changes nothing else.
    const std::string material = roots() + '\0' + connection_->client_cert_pem + '\0' + connection_->client_key_pem;
    const std::string ciphers = "DEFAULT:@SECLEVEL=1:kpp-" + sha256_hex(material);
    set(CURLOPT_SSL_CIPHER_LIST, ciphers.c_str());
    set(CURLOPT_PROXY_SSL_CIPHER_LIST, ciphers.c_str());
    return;
  }
  if (verify && !roots().empty()) {
    curl_blob blob = borrow(roots());
    set(CURLOPT_CAINFO_BLOB, &blob);
    set(CURLOPT_PROXY_CAINFO_BLOB, &blob);
  }
  if (!connection_->client_cert_pem.empty()) {
    curl_blob cert = borrow(connection_->client_cert_pem), key = borrow(connection_->client_key_pem);
    set(CURLOPT_SSLCERT_BLOB, &cert);
    set(CURLOPT_SSLCERTTYPE, "PEM");
    set(CURLOPT_SSLKEY_BLOB, &key);
    set(CURLOPT_SSLKEYTYPE, "PEM");
    set(CURLOPT_KEYPASSWD, "");  // an encrypted key fails; nobody is asked at the terminal
  }
}

void CurlTransfer::set_proxy() {
  set(CURLOPT_NOPROXY, "");  // the environment has been read already
  if (!proxy_) {
    set(CURLOPT_PROXY, "");
    return;
  }
  const std::string scheme = proxy_->scheme == "socks5" ? "socks5h" : proxy_->scheme;
  set(CURLOPT_PROXY, fmt::format("{}://{}", scheme, join_host_port(proxy_->host, proxy_->port)).c_str());
  if (!proxy_->username.empty()) {
    set(CURLOPT_PROXYUSERNAME, proxy_->username.c_str());
    set(CURLOPT_PROXYPASSWORD, proxy_->password.c_str());
  }
}

// libcurl sends a request again by itself when a connection it had used before ends without an answer; the server may
// have done then what was asked.
int CurlTransfer::on_send(void* opaque, char*, char*, int, int) {
  auto* self = static_cast<CurlTransfer*>(opaque);
  ++self->context_->progress;
  self->cut_off_ = self->sent_ && !may_be_repeated(self->request_.method);
  self->sent_ = true;
  return self->cut_off_ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

void* CurlTransfer::tls_connection() const {
  curl_tlssessioninfo* info = nullptr;
  if (lib_->easy_getinfo(easy_, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK || !info ||
      info->backend != CURLSSLBACKEND_OPENSSL) {
    return nullptr;
  }
  return info->internals;
}

void CurlTransfer::forbid_reuse() { lib_->easy_setopt(easy_, CURLOPT_FORBID_REUSE, 1L); }

CURLcode CurlTransfer::on_tls_context(CURL*, void* ssl_ctx, void* opaque) {
  auto* self = static_cast<CurlTransfer*>(opaque);
  const ConnectionOptions& options = *self->connection_;
  self->handshake_since_ = self->context_->clock.monotonic();
  // Through an https proxy there are two handshakes: with the proxy, then with the server.
  const bool with_proxy = self->proxy_ && self->proxy_->scheme == "https" &&
                          (self->own_checks_.size() % 2 == 0 || self->url_.scheme == "http");
  const std::string& server = options.tls_server_name.empty() ? self->url_.host : options.tls_server_name;
  auto check = std::make_unique<ServerCheck>(ServerCheck{.name = with_proxy ? self->proxy_->host : server});
  const OpenSsl& openssl = *self->context_->openssl;
  if (!options.insecure_skip_tls_verify) openssl.verify_server(ssl_ctx, check.get());
  self->own_checks_.push_back(check.get());
  self->context_->checks.push_back(std::move(check));
  const bool identify = !with_proxy && !options.client_cert_pem.empty();  // a proxy is not told who the client is
  const TlsMaterial material =
      tls_material(options.insecure_skip_tls_verify ? "" : self->roots(), identify ? options.client_cert_pem : "",
                   identify ? options.client_key_pem : "");
  const bool good = openssl.set_up(ssl_ctx, material) && (!identify || !material.chain.empty());
  return good ? CURLE_OK : CURLE_SSL_CERTPROBLEM;
}

std::size_t CurlTransfer::on_header(char* bytes, std::size_t size, std::size_t count, void* opaque) {
  auto* self = static_cast<CurlTransfer*>(opaque);
  ++self->context_->progress;
  return self->take_header_line({bytes, size * count}) ? size * count : 0;
}

bool CurlTransfer::take_header_line(std::string_view line) {
  if (head_done_) return true;  // trailers
  head_size_ += line.size();
  if (head_size_ > kHeadLimit) return false;
  line = trim_line(line);
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    long code = 0;
    lib_->easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &code);
    status_ = static_cast<int>(code);
    const std::string_view said = line.substr(std::min(line.find(' '), line.size()));
    status_line_ = line.starts_with("HTTP/1") ? std::string(trim_left(said, " "))
                                              : fmt::format("{} {}", code, status_text(status_));
    return true;
  }
  if (line.empty()) {
    if (status_ < 200) return true;  // 100 Continue and the like: the real head follows
    head_done_ = true;
    const bool decoded = request_.accept_gzip && std::any_of(headers_.begin(), headers_.end(), [](const Header& h) {
                           return equal_fold(h.first, "Content-Encoding") && equal_fold(h.second, "gzip");
                         });
    // As in Go, what describes the compressed bytes is dropped with the compression.
    if (decoded) {
      std::erase_if(headers_, [](const Header& h) {
        return equal_fold(h.first, "Content-Encoding") || equal_fold(h.first, "Content-Length");
      });
    }
    state_->set_head(status_, std::move(headers_), timing());
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) headers_.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
  return true;
}

std::size_t CurlTransfer::on_body(char* bytes, std::size_t size, std::size_t count, void* opaque) {
  auto* self = static_cast<CurlTransfer*>(opaque);
  ++self->context_->progress;
  return self->state_->accept({bytes, size * count}) ? size * count : CURL_WRITEFUNC_PAUSE;
}

std::string CurlTransfer::endpoint(CURLINFO ip, CURLINFO port) const {
  const char* address = nullptr;
  long number = 0;
  lib_->easy_getinfo(easy_, ip, &address);
  lib_->easy_getinfo(easy_, port, &number);
  return address && *address ? join_host_port(address, std::to_string(number)) : "";
}

ExchangeTiming CurlTransfer::timing() const {
  const auto at = [this](CURLINFO info) {
    curl_off_t micros = 0;
    lib_->easy_getinfo(easy_, info, &micros);
    return std::chrono::microseconds(micros);
  };
  const auto since = [](std::chrono::microseconds from, std::chrono::microseconds to) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::max(to - from, std::chrono::microseconds(0)));
  };
  long connections = 0;
  lib_->easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &connections);
  const auto dns = at(CURLINFO_NAMELOOKUP_TIME_T), connect = at(CURLINFO_CONNECT_TIME_T),
             tls = at(CURLINFO_APPCONNECT_TIME_T);
  const auto sent = at(CURLINFO_PRETRANSFER_TIME_T), first = at(CURLINFO_STARTTRANSFER_TIME_T);
  return {.reused = connections == 0,
          .dns = url_.host_is_ip() ? std::chrono::milliseconds(0) : since({}, dns),
          .dial = since(dns, connect),
          .tls = tls.count() ? since(connect, tls) : std::chrono::milliseconds(0),
          .server = since(sent, first),
          .address = endpoint(CURLINFO_PRIMARY_IP, CURLINFO_PRIMARY_PORT),
          .status_line = status_line_};
}

std::optional<bool> CurlTransfer::answer_is_whole() const {
  if (!head_done_) return false;
  curl_off_t expected = -1, came = 0;
  lib_->easy_getinfo(easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &expected);
  lib_->easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &came);
  return expected < 0 ? std::nullopt : std::optional(came >= expected);
}

void CurlTransfer::finish(CURLcode code) {
  // A server may answer before it has read the body, and read no more of it. What is left to send does not matter then;
  // of an answer without a length libcurl has taken what there was before it went on sending.
  if (code == CURLE_SEND_ERROR && answer_is_whole().value_or(true)) code = CURLE_OK;
  if (code == CURLE_RECV_ERROR && has_body() && answer_is_whole().value_or(false)) code = CURLE_OK;
  if (code == CURLE_OK) {
    if (head_done_) return state_->finish(std::nullopt);
    code = CURLE_GOT_NOTHING;
  }
  if (cut_off_) code = CURLE_GOT_NOTHING;
  long system_error = 0, proxy_status = 0;
  curl_off_t total = 0, connected = 0;
  lib_->easy_getinfo(easy_, CURLINFO_OS_ERRNO, &system_error);
  lib_->easy_getinfo(easy_, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
  lib_->easy_getinfo(easy_, CURLINFO_TOTAL_TIME_T, &total);
  lib_->easy_getinfo(easy_, CURLINFO_CONNECT_TIME_T, &connected);
  TransferFailure failure{
      .code = code,
      .text = error_text_[0] ? std::string(error_text_.data()) : std::string(lib_->easy_strerror(code)),
      .system_error = static_cast<int>(system_error),
      .url = url_,
      .proxy = proxy_,
      .remote = endpoint(CURLINFO_PRIMARY_IP, CURLINFO_PRIMARY_PORT),
      .local = endpoint(CURLINFO_LOCAL_IP, CURLINFO_LOCAL_PORT),
      .sent = sent_,
      .head_came = head_done_,
      .head_too_long = head_size_ > kHeadLimit,
      .past_timeout =
          request_.timeout && std::chrono::microseconds(total) + std::chrono::milliseconds(2) >= *request_.timeout,
      .proxy_status = static_cast<int>(proxy_status)};
  // libcurl 7.88 sets the connect time only after the TLS handshake.
  failure.connected = connected > 0 || !failure.local.empty() || handshake_since_;
  if (code == CURLE_SSL_CERTPROBLEM) {
    try {
      check_key_pair(connection_->client_cert_pem, connection_->client_key_pem);
    } catch (const ConfigError& error) {
      failure.key_problem = error.message();
    }
  }
  for (const ServerCheck* check : own_checks_) {
    if (!check->problem.empty()) failure.certificate_problem = check->problem;
  }
  state_->finish(transfer_error(failure));
}

}  // namespace kpp::net
