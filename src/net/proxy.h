// Which proxy a request goes through: kubeconfig's proxy-url, or HTTP_PROXY, HTTPS_PROXY and NO_PROXY in Go's reading
// of them. Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy
#pragma once

#include <optional>
#include <string>

#include "kpp/seams.h"
#include "net/url.h"

namespace kpp::net {

struct Proxy {
  std::string scheme{};  ///< "http", "https" or "socks5" (names are always resolved by the proxy)
  std::string host{}, port{};
  std::string username{}, password{};  ///< decoded
};

/// The proxy for a request to `target`; nullopt: go straight there. `configured` (proxy-url) wins over the environment
/// and is used for loopback addresses too, as in client-go. Throws TransportError when the address cannot be used; the
/// message never holds credentials.
std::optional<Proxy> choose_proxy(const Url& target, const std::string& configured, const Environment& env);

/// Does NO_PROXY's `list` (comma separated: "*", names, suffixes, addresses, CIDRs, each but the last with :port)
/// exempt this host?
bool is_exempt(const std::string& list, const std::string& host, const std::string& port);

}  // namespace kpp::net
