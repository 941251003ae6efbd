#include "net/curl_transport.h"

#include <charconv>

#include "net/curl_engine.h"
#include "net/redirect.h"
#include "net/status_text.h"

namespace kpp::net {
namespace {

class CurlExchange final : public HttpExchange, public TimedExchange, public StatusLine {
 public:
  CurlExchange(std::shared_ptr<CurlEngine> engine, std::shared_ptr<CurlTransfer> transfer)
      : engine_(std::move(engine)), transfer_(std::move(transfer)), state_(transfer_->state()) {}
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;
  ~CurlExchange() override {
    if (!state_->ended()) engine_->cancel(transfer_);
  }

  int status() override { return state_->status(); }
  const std::vector<Header>& headers() override { return state_->headers(); }
  const ExchangeTiming& timing() override { return state_->timing(); }
  std::string status_line() override { return state_->timing().status_line; }
  std::string_view read() override { return *take(std::nullopt); }
  std::optional<std::string_view> read_for(std::chrono::milliseconds wait) override { return take(wait); }
  void cancel() override { engine_->cancel(transfer_); }

 private:
  std::optional<std::string_view> take(std::optional<std::chrono::milliseconds> wait) {
    bool resume = false;
    const std::optional<std::string_view> piece = state_->read(wait, resume);
    if (resume) engine_->resume(transfer_);
    return piece;
  }

  std::shared_ptr<CurlEngine> engine_;
  std::shared_ptr<CurlTransfer> transfer_;
  std::shared_ptr<ExchangeState> state_;
};

// What is no number counts for nothing, as in client-go.
std::chrono::milliseconds seconds_from(const Environment& env, const std::string& name,
                                       std::chrono::milliseconds otherwise) {
  const std::string text = env.get(name).value_or("");
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return otherwise;
  return std::chrono::seconds(seconds);
}

// Over HTTP/1.1 each request under way has a connection of its own: hundreds of evictions at once shall not mean
// hundreds of handshakes.
TransportLimits few_connections(TransportLimits limits) {
  limits.connections = 8;
  return limits;
}

class CurlTransport final : public Transport {
 public:
  CurlTransport(const Environment& env, const Clock& clock, const TransportLimits& limits)
      : env_(env),
        engine_(std::make_shared<CurlEngine>(clock, limits)),
        uploads_(std::make_shared<CurlEngine>(clock, few_connections(limits))) {}
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  ~CurlTransport() override {
    engine_->stop();
    uploads_->stop();
  }

  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    if (request.follow_redirects) return follow_redirects(*this, std::move(request));
    const bool apart = !request.body.empty() && request.url.starts_with("https:");
    const std::shared_ptr<CurlEngine>& engine = apart ? uploads_ : engine_;
    auto transfer = std::make_shared<CurlTransfer>(std::move(request), env_);
    engine->start(transfer);
    return std::make_unique<CurlExchange>(engine, std::move(transfer));
  }

 private:
  const Environment& env_;
  std::shared_ptr<CurlEngine> engine_;
  // What has a body speaks HTTP/1.1 (see CurlTransfer), also where the others speak HTTP/2. From a server that was seen
  // to speak that, libcurl would no longer expect that the others can share a connection.
  std::shared_ptr<CurlEngine> uploads_;
};

}  // namespace

std::unique_ptr<Transport> curl_transport(const Environment& env, const Clock& clock,
                                          std::chrono::milliseconds handshake) {
  TransportLimits limits{.handshake = handshake};
  limits.idle = seconds_from(env, "HTTP2_READ_IDLE_TIMEOUT_SECONDS", limits.idle);
  limits.pong = seconds_from(env, "HTTP2_PING_TIMEOUT_SECONDS", limits.pong);
  return std::make_unique<CurlTransport>(env, clock, limits);
}

}  // namespace kpp::net
