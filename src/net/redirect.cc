#include "net/redirect.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "net/status_text.h"
#include "net/url.h"

namespace kpp::net {
namespace {

constexpr int kMost = 10;  ///< requests, the first one among them

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string> parts = split(path, '/');
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    if (parts[i] == "..") {
      if (!kept.empty()) kept.pop_back();
      if (last) kept.emplace_back();
    } else if (parts[i] == ".") {
      if (last) kept.emplace_back();
    } else {
      kept.push_back(parts[i]);
    }
  }
  return "/" + join(kept, "/");
}

// What describes a body goes with it.
bool describes_body(std::string_view name) {
  return equal_fold(name, "Content-Type") || equal_fold(name, "Content-Encoding") ||
         equal_fold(name, "Content-Language") || equal_fold(name, "Content-Location");
}

bool may_go_elsewhere(std::string_view name) {
  return equal_fold(name, "Accept") || equal_fold(name, "User-Agent") || describes_body(name);
}

// The scheme of an absolute location, "" of a relative one.
std::string scheme_of(std::string_view location) {
  const std::size_t colon = location.find_first_of(":/?#");
  if (colon == std::string_view::npos || colon == 0 || location[colon] != ':') return "";
  return to_lower(location.substr(0, colon));
}

// In Go's words; "" for one that can be followed.
std::string location_problem(std::string_view location) {
  const std::string scheme = scheme_of(location);
  std::string why;
  if (const std::string_view bad = bad_escape(location); !bad.empty()) why = "invalid URL escape " + go_quote(bad);
  else if (location.find("://") == scheme.size() && !scheme.empty()) why = url_problem(location);
  const std::string shown = go_quote(redact_url(location));
  if (!why.empty()) return fmt::format("failed to parse Location header {}: parse {}: {}", shown, shown, why);
  if (!scheme.empty() && scheme != "http" && scheme != "https") {
    return fmt::format("unsupported protocol scheme {}", go_quote(scheme));
  }
  return "";
}

class RedirectingExchange final : public HttpExchange, public StatusLine {
 public:
  RedirectingExchange(Transport& transport, HttpRequest request, BodyUse body)
      : transport_(transport), request_(std::move(request)), body_(body) {
    current_ = transport_.send(request_);
  }

  int status() override {
    for (int sent = 1; !settled_; ++sent) {
      const int code = current_->status();
      const std::string location = is_redirect(code) && may_follow(code) ? current_->header("Location") : "";
      if (location.empty()) {
        settled_ = true;
        break;
      }
      if (sent == kMost) {
        TransportError error(TransportError::Kind::other, fmt::format("stopped after {} redirects", kMost));
        error.set_request(fmt::format("{} {}", request_name(), go_quote(redact_url(location))));
        throw error;
      }
      follow(code, location);
    }
    return current_->status();
  }
  const std::vector<Header>& headers() override { return status(), current_->headers(); }
  std::string_view read() override { return status(), current_->read(); }
  std::optional<std::string_view> read_for(std::chrono::milliseconds wait) override {
    return status(), current_->read_for(wait);
  }
  void cancel() override { current_->cancel(); }
  std::string status_line() override { return status(), net::status_line(*current_); }

 private:
  bool may_follow(int code) const {
    return body_ == BodyUse::any_number || request_.body.empty() || (code != 307 && code != 308);
  }

  std::string request_name() const {
    return request_.method.substr(0, 1) +
           to_lower(request_.method.substr(std::min<std::size_t>(1, request_.method.size())));
  }

  void follow(int code, const std::string& location) {
    if (const std::string problem = location_problem(location); !problem.empty()) {
      throw TransportError(TransportError::Kind::other, problem);
    }
    request_ = redirected(request_, code, location);
    current_ = transport_.send(request_);
    try {
      current_->status();
    } catch (TransportError& error) {
      if (error.request().empty()) {
        error.set_request(fmt::format("{} {}", request_name(), go_quote(redact_url(request_.url))));
      }
      throw;
    }
  }

  Transport& transport_;
  HttpRequest request_;
  BodyUse body_;
  std::shared_ptr<HttpExchange> current_;
  bool settled_ = false;
};

}  // namespace

std::string resolve_location(std::string_view base, std::string_view location) {
  location = location.substr(0, location.find('#'));
  const std::size_t scheme_end = base.find("://");
  const std::size_t path_begin = std::min(base.find_first_of("/?#", scheme_end + 3), base.size());
  if (const std::size_t colon = location.find("://");
      colon != std::string_view::npos && location.find_first_of("/?") > colon)
    return std::string(location);
  if (location.starts_with("//")) return std::string(base.substr(0, scheme_end + 1)) + std::string(location);
  const std::string root(base.substr(0, path_begin));
  const std::string_view rest = base.substr(path_begin, base.find('#') - path_begin);
  const std::string_view path = rest.substr(0, rest.find('?'));
  if (location.empty()) return root + std::string(rest);
  if (location[0] == '?') return root + std::string(path.empty() ? "/" : path) + std::string(location);
  const std::size_t query = std::min(location.find('?'), location.size());
  const std::string_view folder = path.substr(0, path.rfind('/') + 1);
  const std::string joined = location[0] == '/'
                                 ? std::string(location.substr(0, query))
                                 : std::string(folder.empty() ? "/" : folder) + std::string(location.substr(0, query));
  return root + without_dots(joined) + std::string(location.substr(query));
}

HttpRequest redirected(const HttpRequest& from, int status, std::string_view location) {
  HttpRequest next = from;
  next.follow_redirects = false;
  next.url = resolve_location(from.url, location);
  if (status != 307 && status != 308) {
    if (next.method != "HEAD") next.method = "GET";
    next.body.clear();
    std::erase_if(next.headers, [](const Header& h) { return describes_body(h.first); });
  }
  const Url before = parse_url(from.url), after = parse_url(next.url);
  if (before.scheme == after.scheme && equal_fold(before.host, after.host) &&
      before.effective_port() == after.effective_port()) {
    return next;
  }
  std::erase_if(next.headers, [](const Header& h) { return !may_go_elsewhere(h.first); });
  if (from.connection) {
    auto stripped = std::make_shared<ConnectionOptions>(*from.connection);
    stripped->client_cert_pem.clear();
    stripped->client_key_pem.clear();
    stripped->tls_server_name.clear();
    next.connection = std::move(stripped);
  }
  return next;
}

std::unique_ptr<HttpExchange> follow_redirects(Transport& transport, HttpRequest request, BodyUse body) {
  request.follow_redirects = false;
  return std::make_unique<RedirectingExchange>(transport, std::move(request), body);
}

}  // namespace kpp::net
