#include "net/redirect.h"

#include "base/strings.h"
#include "kpp/error.h"
#include "net/url.h"

namespace kpp::net {
namespace {

constexpr int kMost = 10;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

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

class RedirectingExchange final : public HttpExchange {
 public:
  RedirectingExchange(Transport& transport, HttpRequest request) : transport_(transport), request_(std::move(request)) {
    current_ = transport_.send(request_);
  }

  int status() override {
    for (int hops = 0; !settled_; ++hops) {
      const std::string location = is_redirect(current_->status()) ? current_->header("Location") : "";
      if (location.empty()) {
        settled_ = true;
        break;
      }
      if (hops == kMost) throw TransportError(TransportError::Kind::other, fmt::format("stopped after {} redirects", kMost));
      request_ = redirected(request_, location);
      current_ = transport_.send(request_);
    }
    return current_->status();
  }
  const std::vector<Header>& headers() override { return status(), current_->headers(); }
  std::string_view read() override { return status(), current_->read(); }
  std::optional<std::string_view> read_for(std::chrono::milliseconds wait) override { return status(), current_->read_for(wait); }
  void cancel() override { current_->cancel(); }

 private:
  Transport& transport_;
  HttpRequest request_;
  std::shared_ptr<HttpExchange> current_;
  bool settled_ = false;
};

}  // namespace

std::string resolve_location(std::string_view base, std::string_view location) {
  location = location.substr(0, location.find('#'));
  const std::size_t scheme_end = base.find("://");
  const std::size_t path_begin = std::min(base.find_first_of("/?#", scheme_end + 3), base.size());
  if (const std::size_t colon = location.find("://"); colon != std::string_view::npos && location.find_first_of("/?") > colon) return std::string(location);
  if (location.starts_with("//")) return std::string(base.substr(0, scheme_end + 1)) + std::string(location);
  const std::string root(base.substr(0, path_begin));
  const std::string_view rest = base.substr(path_begin, base.find('#') - path_begin);
  const std::string_view path = rest.substr(0, rest.find('?'));
  if (location.empty()) return root + std::string(rest);
  if (location[0] == '?') return root + std::string(path.empty() ? "/" : path) + std::string(location);
  const std::size_t query = std::min(location.find('?'), location.size());
  const std::string_view folder = path.substr(0, path.rfind('/') + 1);
  const std::string joined = location[0] == '/' ? std::string(location.substr(0, query))
                                                : std::string(folder.empty() ? "/" : folder) + std::string(location.substr(0, query));
  return root + without_dots(joined) + std::string(location.substr(query));
}

HttpRequest redirected(const HttpRequest& from, std::string_view location) {
  HttpRequest next = from;
  next.follow_redirects = false;
  next.url = resolve_location(from.url, location);
  const Url before = parse_url(from.url), after = parse_url(next.url);
  if (before.scheme == after.scheme && equal_fold(before.host, after.host) && before.effective_port() == after.effective_port()) return next;
  std::erase_if(next.headers, [](const Header& h) { return !equal_fold(h.first, "Accept") && !equal_fold(h.first, "User-Agent"); });
  if (from.connection) {
    auto stripped = std::make_shared<ConnectionOptions>(*from.connection);
    stripped->client_cert_pem.clear();
    stripped->client_key_pem.clear();
    stripped->tls_server_name.clear();
    next.connection = std::move(stripped);
  }
  return next;
}

std::unique_ptr<HttpExchange> follow_redirects(Transport& transport, HttpRequest request) {
  request.follow_redirects = false;
  return std::make_unique<RedirectingExchange>(transport, std::move(request));
}

}  // namespace kpp::net
