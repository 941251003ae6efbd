// Failure answers as errors, and the warnings that any answer may carry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kpp/error.h"
#include "kpp/http.h"
#include "kpp/node.h"

namespace kpp {

/// A metav1.Status object.
Status status_of(Node object);
/// The error an answer of 400 or above stands for: the Status in its body, or one made of the code and the text.
ApiError error_of_answer(int code, const std::string& method, const std::string& body, int retry_after_seconds);
/// Seconds of a Retry-After header; 0 when it is absent or no number.
int retry_after(HttpExchange& answer);
/// Texts of the Warning headers with code 299 (RFC 7234, KEP-1693).
std::vector<std::string> warnings_of(const std::vector<Header>& headers);

}  // namespace kpp
