// See kpp/client.h.
#include "kpp/client.h"

#include <fmt/core.h>

#include <mutex>
#include <set>

#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "client/answer.h"
#include "data/json.h"
#include "kpp/client_config.h"
#include "kpp/error.h"
#include "net/redirect.h"

namespace kpp {
namespace {

constexpr int kRetries = 10;                       ///< of one request, as client-go has it
constexpr std::chrono::seconds kLongestWait{300};  ///< that a server may ask for; beyond it its answer is the error
constexpr std::chrono::seconds kCutWait{1};        ///< before a GET is sent again whose connection broke

std::string_view accept_header(Accept accept) {
  switch (accept) {
    case Accept::table:
      return "application/json;as=Table;v=v1;g=meta.k8s.io,application/"
             "json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";
    case Accept::metadata: return "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";
    case Accept::metadata_list:
      return "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";
    case Accept::any: return "application/json, */*";
    case Accept::json: break;
  }
  return "application/json";
}

// Packing costs more than it saves when the server is on this machine.
bool is_loopback(std::string_view server) {
  const std::size_t begin = server.find("://");
  std::string_view host = begin == std::string_view::npos ? server : server.substr(begin + 3);
  if (host.starts_with("[::1]")) return true;
  host = host.substr(0, host.find_first_of(":/"));
  return host == "localhost" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

// What may stand in a header's name stays; the rest is percent-encoded, as the API server undoes it.
std::string header_key(std::string_view key) {
  std::string out;
  for (const char c : key) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || (c != '\0' && std::string_view("!#$&'*+-.^_`|~").find(c) != std::string_view::npos)) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// An answer in another form than JSON: a proxy's or a gateway's page, or no Kubernetes at all.
void require_json(const Request& request, const ClientConfig& config, HttpExchange& answer) {
  if (request.accept == Accept::any || !request.accept_text.empty()) return;
  const std::string type = media_type(answer.header("Content-Type"));
  if (type.empty() || type == "application/json" || type.ends_with("+json")) return;
  throw ParseError(
      fmt::format("the server {} answered {} {} with {} instead of application/json: is it a Kubernetes API server?",
                  config.host(), request.method, request.path, type));
}

}  // namespace

struct Client::Impl {
  const ClientConfig& config;
  Transport& transport;
  ClientHooks hooks;
  std::mutex lock;  ///< of all below, and of the credentials
  std::set<std::string> warned{};
  std::shared_ptr<const ConnectionOptions> certified{};  ///< with the certificate a plugin gave

  // How to connect; a plugin's certificate is made part of it once, so that connections are shared.
  std::shared_ptr<const ConnectionOptions> connection(const Credentials::Material& material) {
    if (material.client_cert_pem.empty()) return config.connection;
    if (!certified || certified->client_cert_pem != material.client_cert_pem ||
        certified->client_key_pem != material.client_key_pem) {
      auto options = config.connection ? std::make_shared<ConnectionOptions>(*config.connection)
                                       : std::make_shared<ConnectionOptions>();
      options->client_cert_pem = material.client_cert_pem;
      options->client_key_pem = material.client_key_pem;
      certified = std::move(options);
    }
    return certified;
  }

  // The server is told how long it may take where --request-timeout says it, as by client-go.
  std::string url_of(const Request& request) const {
    const std::optional<std::chrono::nanoseconds> timeout = told_timeout(request);
    if (!timeout || timeout->count() <= 0) return config.server + request.target();
    Request timed = request;
    return config.server + timed.with("timeout", go_duration(*timeout)).target();
  }

  // What messages call the request: Post "https://…".
  std::string name_of(const Request& request) const {
    std::string method = to_lower(request.method);
    method[0] = request.method[0];
    return method + " " + go_quote(url_of(request));
  }

  std::optional<std::chrono::nanoseconds> told_timeout(const Request& request) const {
    return config.request_timeout ? config.request_timeout : request.default_timeout;
  }

  std::optional<std::chrono::nanoseconds> timeout_of(const Request& request) const {
    const std::optional<std::chrono::nanoseconds> told = told_timeout(request);
    if (!request.timeout || (told && told->count() > 0 && *told < *request.timeout)) return told;
    return request.timeout;
  }

  // What goes wrong with credentials goes wrong on the way to the server: it is told with what was to be asked.
  Credentials::Material material_for(const Request& request) {
    try {
      return config.credentials->material(transport);
    } catch (TransportError& error) {
      if (error.request().empty()) error.set_request(name_of(request));
      throw;
    }
  }

  HttpRequest make(const Request& request) {
    HttpRequest http;
    http.method = request.method;
    http.timeout = timeout_of(request);
    http.url = url_of(request);
    auto& headers = http.headers;
    headers = {
        {"Accept", request.accept_text.empty() ? std::string(accept_header(request.accept)) : request.accept_text}};
    if (!hooks.user_agent.empty()) headers.emplace_back("User-Agent", hooks.user_agent);
    if (!request.if_none_match.empty()) headers.emplace_back("If-None-Match", request.if_none_match);
    if (!hooks.command.empty()) headers.emplace_back("Kubectl-Command", hooks.command);
    if (!hooks.session.empty()) headers.emplace_back("Kubectl-Session", hooks.session);
    {
      const std::lock_guard guard(lock);
      const Credentials::Material material = material_for(request);
      if (!material.authorization.empty()) headers.emplace_back("Authorization", material.authorization);
      http.connection = connection(material);
    }
    const Impersonation& as = config.impersonate;
    if (!as.user.empty()) headers.emplace_back("Impersonate-User", as.user);
    if (!as.uid.empty()) headers.emplace_back("Impersonate-Uid", as.uid);
    for (const std::string& group : as.groups) headers.emplace_back("Impersonate-Group", group);
    for (const auto& [key, values] : as.extra) {
      for (const std::string& value : values) headers.emplace_back("Impersonate-Extra-" + header_key(key), value);
    }
    if (!request.body.empty()) {
      http.body = request.body;
      headers.emplace_back("Content-Type", request.content_type.empty() ? "application/json" : request.content_type);
    }
    http.accept_gzip = !request.stream && !config.disable_compression && !is_loopback(config.server);
    return http;
  }

  void warn(const std::vector<Header>& headers) {
    for (const std::string& text : warnings_of(headers)) {
      const std::lock_guard guard(lock);
      if (warned.insert(text).second && hooks.warning) hooks.warning(text);
    }
  }

  bool refresh() {
    const std::lock_guard guard(lock);
    return config.credentials->refresh();
  }

  // The status; nullopt when the connection ended before the head of an answer to a GET, which may be asked again.
  std::optional<int> head_of(const Request& request, HttpExchange& exchange, bool last) const {
    try {
      return exchange.status();
    } catch (TransportError& error) {
      if (error.kind() == TransportError::Kind::cut && request.method == "GET" && !last) return std::nullopt;
      if (error.request().empty()) error.set_request(name_of(request));
      throw;
    }
  }

  // Follows redirects. The body of a raw request, which kubectl streams, can be sent only once: a redirect that wants
  // it sent again is itself the answer.
  std::unique_ptr<HttpExchange> transmit(const Request& request) {
    return net::follow_redirects(transport, make(request),
                                 request.accept == Accept::any ? net::BodyUse::once : net::BodyUse::any_number);
  }

  // Waits for the head; sends again what the server asked to send again.
  std::unique_ptr<HttpExchange> settle(const Request& request, std::unique_ptr<HttpExchange> exchange) {
    bool refreshed = false;
    std::chrono::nanoseconds waited{0};
    for (int retries = 0;;) {
      // No pause that would end after the request's own timeout.
      const auto in_time = [&](std::chrono::seconds pause) {
        return !request.timeout || waited + pause < *request.timeout;
      };
      const bool last = retries >= kRetries || !in_time(kCutWait);
      const std::optional<int> code = head_of(request, *exchange, last);
      const bool unchanged = code == 304 && !request.if_none_match.empty();
      std::optional<std::chrono::seconds> wait;
      if (!code) {
        wait = kCutWait;
      } else if (!last && (*code == 429 || *code >= 500)) {
        const std::optional<int> seconds = retry_after(*exchange);
        if (seconds && std::chrono::seconds(*seconds) <= kLongestWait && in_time(std::chrono::seconds(*seconds))) {
          wait = std::chrono::seconds(*seconds);
        }
      }
      if (wait) {
        ++retries;
        waited += *wait;
        exchange.reset();
        if (hooks.clock) hooks.clock->sleep_for(*wait);
      } else if (code == 401 && !refreshed && refresh()) {
        refreshed = true;
        exchange.reset();
      } else {
        warn(exchange->headers());
        if (*code >= 300 && !unchanged) throw error_of_answer(request, *exchange);
        if (!unchanged) require_json(request, config, *exchange);
        return exchange;
      }
      exchange = transmit(request);
    }
  }
};

namespace {

class PendingRequest final : public Client::Pending {
 public:
  using Settle = std::function<std::unique_ptr<HttpExchange>(const Request&, std::unique_ptr<HttpExchange>)>;
  PendingRequest(Request request, std::unique_ptr<HttpExchange> exchange, Settle settle)
      : request_(std::move(request)), exchange_(std::move(exchange)), settle_(std::move(settle)) {}
  std::unique_ptr<HttpExchange> open() override { return settle_(request_, std::move(exchange_)); }

 private:
  Request request_;
  std::unique_ptr<HttpExchange> exchange_;
  Settle settle_;
};

}  // namespace

Client::Client(const ClientConfig& config, Transport& transport, ClientHooks hooks)
    : impl_(new Impl{config, transport, std::move(hooks), {}}) {}
Client::~Client() = default;

const ClientConfig& Client::config() const { return impl_->config; }

std::unique_ptr<Client::Pending> Client::start(Request request) {
  auto exchange = impl_->transmit(request);
  return std::make_unique<PendingRequest>(
      std::move(request), std::move(exchange),
      [impl = impl_.get()](const Request& sent, std::unique_ptr<HttpExchange> answer) {
        return impl->settle(sent, std::move(answer));
      });
}

std::unique_ptr<HttpExchange> Client::send(const Request& request) {
  return impl_->settle(request, impl_->transmit(request));
}

Document Client::get(const Request& request, KeyOrder order) { return read_document(*send(request), request, order); }

std::optional<Document> Client::find(const Request& request) {
  try {
    return get(request);
  } catch (const ApiError& error) {
    if (error.status().code == 404) return std::nullopt;
    throw;
  }
}

}  // namespace kpp
