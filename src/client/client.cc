// See kpp/client.h.
#include "kpp/client.h"

#include <mutex>
#include <set>

#include "base/strings.h"
#include "base/time.h"
#include "client/answer.h"
#include "data/json.h"
#include "kpp/client_config.h"
#include "kpp/error.h"

namespace kpp {
namespace {

constexpr int kTries = 10;  ///< of an answer that asks to come back later
constexpr std::size_t kErrorBody = std::size_t{1} << 20;

std::string_view accept_header(Accept accept) {
  switch (accept) {
    case Accept::table:
      return "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";
    case Accept::metadata: return "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";
    case Accept::metadata_list: return "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";
    case Accept::any: return "application/json, */*";
    case Accept::json: break;
  }
  return "application/json";
}

bool is_loopback(std::string_view server) {
  const std::size_t begin = server.find("://");
  const std::string_view host = begin == std::string_view::npos ? server : server.substr(begin + 3);
  return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

}  // namespace

struct Client::Impl {
  const ClientConfig& config;
  Transport& transport;
  ClientHooks hooks;
  std::mutex warnings_lock;
  std::set<std::string> warned;

  HttpRequest make(const Request& request) {
    HttpRequest http;
    http.method = request.method;
    http.timeout = request.timeout ? request.timeout : config.request_timeout;
    // The server is told how long it may take, as by client-go.
    Request sent = request;
    if (http.timeout && http.timeout->count() > 0) sent.with("timeout", go_duration(*http.timeout));
    http.url = config.server + sent.target();
    http.connection = config.connection;
    http.headers = {{"Accept", request.accept_text.empty() ? std::string(accept_header(request.accept)) : request.accept_text},
                    {"User-Agent", hooks.user_agent}};
    if (!request.if_none_match.empty()) http.headers.emplace_back("If-None-Match", request.if_none_match);
    if (!hooks.command.empty()) http.headers.emplace_back("Kubectl-Command", hooks.command);
    if (!hooks.session.empty()) http.headers.emplace_back("Kubectl-Session", hooks.session);
    const Credentials::Material material = config.credentials->material(transport);
    if (!material.authorization.empty()) http.headers.emplace_back("Authorization", material.authorization);
    if (!material.client_cert_pem.empty()) {
      auto connection = std::make_shared<ConnectionOptions>(*config.connection);
      connection->client_cert_pem = material.client_cert_pem;
      connection->client_key_pem = material.client_key_pem;
      http.connection = std::move(connection);
    }
    const Impersonation& as = config.impersonate;
    if (!as.user.empty()) http.headers.emplace_back("Impersonate-User", as.user);
    if (!as.uid.empty()) http.headers.emplace_back("Impersonate-Uid", as.uid);
    for (const std::string& group : as.groups) http.headers.emplace_back("Impersonate-Group", group);
    for (const auto& [key, values] : as.extra) {
      for (const std::string& value : values) http.headers.emplace_back("Impersonate-Extra-" + path_escape(key), value);
    }
    if (!request.body.empty()) {
      http.body = request.body;
      http.headers.emplace_back("Content-Type", request.content_type.empty() ? "application/json" : request.content_type);
    }
    http.accept_gzip = !request.stream && !config.disable_compression && !is_loopback(config.server);
    return http;
  }

  void warn(const std::vector<Header>& headers) {
    for (const std::string& text : warnings_of(headers)) {
      const std::lock_guard lock(warnings_lock);
      if (warned.insert(text).second && hooks.warning) hooks.warning(text);
    }
  }

  // Waits for the head; sends again what the server asked to send again.
  std::unique_ptr<HttpExchange> settle(const Request& request, std::unique_ptr<HttpExchange> exchange) {
    bool refreshed = false;
    for (int attempt = 1;; ++attempt) {
      const int code = exchange->status();
      warn(exchange->headers());
      if (code < 400) return exchange;
      const int wait = retry_after(*exchange);
      const bool later = (code == 429 || code >= 500) && wait > 0 && attempt < kTries;
      if (later) {
        exchange.reset();
        hooks.clock->sleep_for(std::chrono::seconds(wait));
      } else if (code == 401 && !refreshed && config.credentials->refresh()) {
        refreshed = true;
        exchange.reset();
      } else {
        throw error_of_answer(code, request.method, exchange->read_all(kErrorBody), wait);
      }
      exchange = transport.send(make(request));
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
    : impl_(new Impl{config, transport, std::move(hooks), {}, {}}) {}
Client::~Client() = default;

const ClientConfig& Client::config() const { return impl_->config; }

std::unique_ptr<Client::Pending> Client::start(Request request) {
  auto exchange = impl_->transport.send(impl_->make(request));
  return std::make_unique<PendingRequest>(std::move(request), std::move(exchange),
                                          [impl = impl_.get()](const Request& sent, std::unique_ptr<HttpExchange> answer) {
                                            return impl->settle(sent, std::move(answer));
                                          });
}

std::unique_ptr<HttpExchange> Client::send(const Request& request) { return start(request)->open(); }

Document Client::get(const Request& request) {
  const std::string body = send(request)->read_all();
  try {
    return data::parse_json(body);
  } catch (const ParseError& error) {
    throw ParseError(fmt::format("the server's answer to {} is no JSON: {}", request.path, error.what()));
  }
}

std::optional<Document> Client::find(const Request& request) {
  try {
    return get(request);
  } catch (const ApiError& error) {
    if (error.status().code == 404) return std::nullopt;
    throw;
  }
}

}  // namespace kpp
