#include "net/curl_transport.h"

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

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(const Environment& env) : env_(env) {}
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  ~CurlTransport() override { engine_->stop(); }

  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    if (request.follow_redirects) return follow_redirects(*this, std::move(request));
    auto transfer = std::make_shared<CurlTransfer>(std::move(request), env_);
    engine_->start(transfer);
    return std::make_unique<CurlExchange>(engine_, std::move(transfer));
  }

 private:
  const Environment& env_;
  std::shared_ptr<CurlEngine> engine_ = std::make_shared<CurlEngine>();
};

}  // namespace

std::unique_ptr<Transport> curl_transport(const Environment& env) { return std::make_unique<CurlTransport>(env); }

}  // namespace kpp::net
