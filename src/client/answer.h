// Failure answers as errors, and the warnings that any answer may carry.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/error.h"
#include "kpp/http.h"
#include "kpp/node.h"
#include "kpp/request.h"

namespace kpp {

/// A metav1.Status object.
Status status_of(Node object);
/// The error an answer of 400 or above (or a redirect) stands for: the Status in its body, or one made of the code
/// and a text body. Reads at most 1 MiB of the body.
ApiError error_of_answer(const Request& request, HttpExchange& answer);
/// The body as one JSON document. Throws BrokenAnswer when it ends too early, ParseError when it is no JSON.
Document read_document(HttpExchange& answer, const Request& request, KeyOrder order = KeyOrder::sorted);
/// Seconds of a Retry-After header; nullopt when it is absent or no number (a date is none here, as in client-go).
std::optional<int> retry_after(HttpExchange& answer);
/// Texts of the Warning headers with code 299, malformed ones left out. Source: RFC 7234 5.5, KEP-1693.
std::vector<std::string> warnings_of(const std::vector<Header>& headers);
/// "application/json" of "application/json; charset=utf-8", in lower case.
std::string media_type(std::string_view content_type);

}  // namespace kpp
