// Redirects, for GET of files: at most ten, and nothing secret goes to another server.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kpp/http.h"

namespace kpp::net {

/// Sends `request` through `transport` (which must outlive the exchange) and, where the answer says so, to where it points. To
/// another scheme, host or port only Accept and User-Agent go along: no credentials, client certificate or user information.
std::unique_ptr<HttpExchange> follow_redirects(Transport& transport, HttpRequest request);

/// The request that a redirect of `from` to `location` asks for. Throws TransportError for a bad location.
HttpRequest redirected(const HttpRequest& from, std::string_view location);

/// `location`, absolute or relative, seen from the URL `base`. Source: RFC 3986, section 5.
std::string resolve_location(std::string_view base, std::string_view location);

}  // namespace kpp::net
