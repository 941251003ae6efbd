#include "net/logging_transport.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "net/curl_transport.h"
#include "net/redact.h"
#include "net/status_text.h"

namespace kpp::net {
namespace {

// klog's key="value", or the value's lines indented where it has several.
std::string pair(std::string_view key, std::string_view value) {
  if (value.find('\n') == std::string_view::npos) return fmt::format(" {}={}", key, go_quote(value));
  std::string out = fmt::format(" {}=<\n", key);
  if (value.ends_with('\n')) value.remove_suffix(1);
  for (const std::string& line : split(value, '\n')) out += "\t" + line + "\n";
  return out + " >";
}

std::string pair(std::string_view key, std::int64_t number) { return fmt::format(" {}={}", key, number); }

std::string header_lines(std::vector<Header> headers, const Secrets& secrets) {
  std::stable_sort(headers.begin(), headers.end(), [](const Header& a, const Header& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [name, value] : headers) out += fmt::format("{}: {}\n", name, redact_header(name, value));
  return secrets.mask(std::move(out));
}

std::string shown_url(const std::string& url, const Secrets& secrets) { return secrets.mask(redact_query(url)); }

std::string curl_line(const HttpRequest& request, const Secrets& secrets) {
  std::string headers;
  for (const auto& [name, value] : request.headers) {
    headers += " -H " + go_quote(secrets.mask(name + ": " + redact_header(name, value)));
  }
  return fmt::format("curl -v -X{} {} '{}'\n", request.method, headers, shown_url(request.url, secrets));
}

// How much of a body is shown.
std::size_t body_limit(const Log& log) {
  if (log.enabled(10)) return std::numeric_limits<std::size_t>::max();
  return log.enabled(9) ? 10240 : 1024;
}

class LoggingExchange final : public HttpExchange, public StatusLine {
 public:
  LoggingExchange(std::unique_ptr<HttpExchange> inner, const HttpRequest& request,
                  std::shared_ptr<const Secrets> secrets, Log log, const Clock& clock)
      : inner_(std::move(inner)),
        method_(request.method),
        url_(request.url),
        secrets_(std::move(secrets)),
        log_(std::move(log)),
        clock_(clock),
        begun_(clock.monotonic()) {}
  LoggingExchange(const LoggingExchange&) = delete;
  LoggingExchange& operator=(const LoggingExchange&) = delete;

  int status() override {
    if (head_logged_) return inner_->status();
    head_logged_ = true;
    try {
      const int code = inner_->status();
      log_head(net::status_line(*inner_), inner_->headers());
      return code;
    } catch (const TransportError&) {
      log_head("", {});
      throw;
    }
  }
  const std::vector<Header>& headers() override {
    status();
    return inner_->headers();
  }
  std::string_view read() override {
    status();
    return keep(inner_->read());
  }
  std::optional<std::string_view> read_for(std::chrono::milliseconds wait) override {
    status();
    const std::optional<std::string_view> piece = inner_->read_for(wait);
    return piece ? std::optional(keep(*piece)) : std::nullopt;
  }
  void cancel() override { inner_->cancel(); }
  std::string status_line() override { return status(), net::status_line(*inner_); }

 private:
  std::int64_t elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock_.monotonic() - begun_).count();
  }

  void log_head(std::string_view status, const std::vector<Header>& headers) {
    const bool detailed = log_.enabled(9);
    const bool with_url = detailed || !log_.enabled(7);  // levels 7 and 8 have told the URL before
    auto* timed = detailed && !status.empty() ? dynamic_cast<TimedExchange*>(inner_.get()) : nullptr;
    if (timed && !timed->timing().reused) {
      log_.info(9, "\"HTTP Trace: Dial succeed\"" + pair("network", "tcp") + pair("address", timed->timing().address));
    }
    std::string line = "\"Response\"";
    if (with_url) line += pair("verb", method_) + pair("url", shown_url(url_, *secrets_));
    line += pair("status", secrets_->mask(std::string(trim(status))));
    if (log_.enabled(8)) line += pair("headers", header_lines(headers, *secrets_));
    line += pair("milliseconds", elapsed());
    if (timed) line += details(timed->timing());
    log_.info(6, line);
  }

  static std::string details(const ExchangeTiming& timing) {
    std::string out;
    if (timing.reused) {
      out = pair("getConnectionMilliseconds", 0);
    } else {
      out = pair("dnsLookupMilliseconds", timing.dns.count()) + pair("dialMilliseconds", timing.dial.count()) +
            pair("tlsHandshakeMilliseconds", timing.tls.count());
    }
    return out + pair("serverProcessingMilliseconds", timing.server.count());
  }

  // Keeps the beginning of the body for the log, and writes it when the end has come.
  std::string_view keep(std::string_view piece) {
    if (!log_.enabled(8) || body_logged_) return piece;
    const std::size_t limit = body_limit(log_);
    body_size_ += piece.size();
    if (body_.size() < limit) body_.append(piece.substr(0, limit - body_.size()));
    if (piece.empty()) {
      body_logged_ = true;
      std::string shown =
          secrets_->mask(redact_body(url_, inner_->header("Content-Type"), body_), body_size_ > body_.size());
      if (body_size_ > body_.size()) shown += fmt::format(" [truncated {} chars]", body_size_ - body_.size());
      log_.info(8, "\"Response Body\"" + pair("body", shown));
    }
    return piece;
  }

  std::unique_ptr<HttpExchange> inner_;
  std::string method_, url_;
  std::shared_ptr<const Secrets> secrets_;
  Log log_;
  const Clock& clock_;
  std::chrono::steady_clock::time_point begun_;
  bool head_logged_ = false, body_logged_ = false;
  std::string body_;
  std::size_t body_size_ = 0;
};

class LoggingTransport final : public Transport {
 public:
  LoggingTransport(std::unique_ptr<Transport> inner, Log log, const Clock& clock)
      : inner_(std::move(inner)), log_(std::move(log)), clock_(clock) {}

  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    secrets_->learn(request);
    log_request(request);
    const HttpRequest shown{.method = request.method, .url = request.url};
    return std::make_unique<LoggingExchange>(inner_->send(std::move(request)), shown, secrets_, log_, clock_);
  }

 private:
  void log_request(const HttpRequest& request) const {
    if (log_.enabled(8)) {
      const std::size_t limit = body_limit(log_);
      const auto type = std::find_if(request.headers.begin(), request.headers.end(),
                                     [](const Header& h) { return equal_fold(h.first, "Content-Type"); });
      std::string shown =
          secrets_->mask(redact_body(request.url, type == request.headers.end() ? "" : type->second, request.body));
      if (shown.size() > limit) {
        shown = shown.substr(0, limit) + fmt::format(" [truncated {} chars]", shown.size() - limit);
      }
      log_.info(8, "\"Request Body\"" + pair("body", shown));
    }
    if (log_.enabled(9)) {
      log_.info(9, "\"Request\"" + pair("curlCommand", curl_line(request, *secrets_)));
    } else if (log_.enabled(7)) {
      log_.info(7, "\"Request\"" + pair("verb", request.method) + pair("url", shown_url(request.url, *secrets_)) +
                       pair("headers", header_lines(request.headers, *secrets_)));
    }
  }

  std::unique_ptr<Transport> inner_;
  std::shared_ptr<Secrets> secrets_ = std::make_shared<Secrets>();
  Log log_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<Transport> logging_transport(std::unique_ptr<Transport> inner, Log log, const Clock& clock) {
  return std::make_unique<LoggingTransport>(std::move(inner), std::move(log), clock);
}

}  // namespace kpp::net
