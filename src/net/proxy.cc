#include "net/proxy.h"

#include <fmt/core.h>

#include <charconv>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::net {
namespace {

std::string first_set(const Environment& env, const std::string& upper, const std::string& lower) {
  const std::string value = env.get(upper).value_or("");
  return value.empty() ? env.get(lower).value_or("") : value;
}

// An IPv4 address inside IPv6 is the same address.
std::string plain_ip(const std::string& bytes) {
  constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  return bytes.size() == 16 && bytes.starts_with(kMapped) ? bytes.substr(12) : bytes;
}

bool is_loopback(const std::string& ip) {
  if (ip.size() == 4) return ip[0] == 127;
  return ip == std::string(15, '\0') + '\x01';
}

struct Cidr {
  std::string network;
  unsigned bits = 0;

  bool contains(const std::string& ip) const {
    if (ip.size() != network.size()) return false;
    for (unsigned i = 0; i < bits; ++i) {
      const unsigned shift = 7 - i % 8;
      if (((static_cast<unsigned>(ip[i / 8]) ^ static_cast<unsigned>(network[i / 8])) >> shift) & 1u) return false;
    }
    return true;
  }
};

std::optional<Cidr> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Cidr out{.network = parse_ip(text.substr(0, slash)), .bits = 0};
  const std::string_view bits = text.substr(slash + 1);
  const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), out.bits);
  if (out.network.empty() || error != std::errc() || end != bits.data() + bits.size() ||
      out.bits > out.network.size() * 8) {
    return std::nullopt;
  }
  return out;
}

// Go's net.SplitHostPort for one entry: the host and its port, or the whole entry when it carries none.
std::pair<std::string, std::string> split_entry(const std::string& entry) {
  if (entry.starts_with('[')) {
    const std::size_t close = entry.find("]:");
    return close == std::string::npos ? std::pair(entry, std::string())
                                      : std::pair(entry.substr(1, close - 1), entry.substr(close + 2));
  }
  const std::size_t colon = entry.find(':');
  if (colon == std::string::npos || entry.find(':', colon + 1) != std::string::npos) return {entry, ""};
  return {entry.substr(0, colon), entry.substr(colon + 1)};
}

bool entry_matches(const std::string& entry, const std::string& host, const std::string& ip, const std::string& port) {
  if (const std::optional<Cidr> cidr = parse_cidr(entry)) return !ip.empty() && cidr->contains(ip);
  auto [name, entry_port] = split_entry(entry);
  if (name.empty() || (!entry_port.empty() && entry_port != port)) return false;
  if (const std::string entry_ip = plain_ip(parse_ip(name)); !entry_ip.empty()) return entry_ip == ip;
  if (!ip.empty()) return false;
  if (name.starts_with("*.")) name.erase(0, 1);
  if (name.starts_with('.')) return host.ends_with(name);
  return host == name || host.ends_with("." + name);
}

Proxy to_proxy(const Url& url, const std::string& shown) {
  Proxy out{.scheme = url.scheme == "socks5h" ? "socks5" : url.scheme, .host = url.host, .port = url.effective_port()};
  if (out.scheme != "http" && out.scheme != "https" && out.scheme != "socks5") {
    throw TransportError(TransportError::Kind::other, fmt::format("invalid proxy address {}: unsupported scheme {}",
                                                                  go_quote(shown), go_quote(url.scheme)));
  }
  const std::size_t colon = url.user_info.find(':');
  out.username = percent_decode(url.user_info.substr(0, colon));
  if (colon != std::string::npos) out.password = percent_decode(url.user_info.substr(colon + 1));
  return out;
}

// The environment takes "host:port" too, and http is meant then.
Url parse_environment_proxy(const std::string& value) {
  return parse_url(value.find("://") == std::string::npos ? "http://" + value : value);
}

}  // namespace

bool is_exempt(const std::string& list, const std::string& host, const std::string& port) {
  const std::string name = to_lower(trim(host));
  const std::string ip = plain_ip(parse_ip(name));
  for (const std::string& raw : split(list, ',')) {
    const std::string entry = to_lower(trim(raw));
    if (entry == "*") return true;
    if (!entry.empty() && entry_matches(entry, name, ip, port)) return true;
  }
  return false;
}

std::optional<Proxy> choose_proxy(const Url& target, const std::string& configured, const Environment& env) {
  if (!configured.empty()) return to_proxy(parse_url(configured), redact_url(configured));
  const bool https = target.scheme == "https";
  const std::string value =
      https ? first_set(env, "HTTPS_PROXY", "https_proxy") : first_set(env, "HTTP_PROXY", "http_proxy");
  if (value.empty()) return std::nullopt;
  // In a CGI program HTTP_PROXY is the request's Proxy header: whoever asks would choose it.
  if (!https && !env.get("REQUEST_METHOD").value_or("").empty()) {
    throw TransportError(TransportError::Kind::other,
                         "refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy");
  }
  if (target.host == "localhost" || is_loopback(plain_ip(parse_ip(target.host)))) return std::nullopt;
  if (is_exempt(first_set(env, "NO_PROXY", "no_proxy"), target.host, target.effective_port())) return std::nullopt;
  return to_proxy(parse_environment_proxy(value), redact_url(value));
}

}  // namespace kpp::net
