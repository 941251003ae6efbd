// What a log may show of a request or an answer: everything but credentials, at every level.
#pragma once

#include <string>
#include <string_view>

namespace kpp::net {

/// "Bearer <masked>" for Authorization, "<masked>" for other headers that carry secrets, the value itself for the rest.
std::string redact_header(std::string_view name, std::string_view value);

/// The URL without user information and without the values of query parameters that are tokens.
std::string redact_query(std::string_view url);

/// A body (or its beginning) fit to be logged. "<masked>" as a whole for Secrets, TokenReviews, TokenRequests (by the URL's path or
/// by a kind inside) and forms; otherwise the values of JSON members named token, password and the like become "<masked>".
std::string redact_body(std::string_view url, std::string_view content_type, std::string_view body);

}  // namespace kpp::net
