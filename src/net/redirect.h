// Redirects as Go's http.Client follows them, but that nothing secret goes to another server.
// Source: https://pkg.go.dev/net/http#Client.CheckRedirect, RFC 9110, section 15.4
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kpp/http.h"

namespace kpp::net {

/// How often a body can be sent: one that was read from a file as it went out cannot be had again, and a 307 or 308 is
/// the answer then.
enum class BodyUse { any_number, once };

/// Sends `request` through `transport` (which must outlive the exchange) and, where the answer says so, to where it
/// points; ten requests at most. To another scheme, host or port only Accept, User-Agent and what describes the body go
/// along: no credentials, client certificate or user information.
std::unique_ptr<HttpExchange> follow_redirects(Transport& transport, HttpRequest request,
                                               BodyUse body = BodyUse::any_number);

/// The request that an answer of `status` (301, 302, 303, 307 or 308) to `from` asks for with `location`: without the
/// body and as a GET, but for 307 and 308. Throws TransportError for a bad location.
HttpRequest redirected(const HttpRequest& from, int status, std::string_view location);

/// `location`, absolute or relative, seen from the URL `base`. Source: RFC 3986, section 5.
std::string resolve_location(std::string_view base, std::string_view location);

}  // namespace kpp::net
