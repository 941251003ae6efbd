// What a log may show of a request or an answer: everything but credentials, at every level.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "kpp/http.h"

namespace kpp::net {

/// "Bearer <masked>" for Authorization, "<masked>" for other headers that carry secrets, the value itself for the rest.
std::string redact_header(std::string_view name, std::string_view value);

/// The URL without user information and without the values of query parameters that are tokens.
std::string redact_query(std::string_view url);

/// A body (or its beginning) fit to be logged. "<masked>" as a whole for Secrets, TokenReviews, TokenRequests (by the
/// URL's path or by a kind inside) and forms; otherwise the values of JSON members named token, password and the like
/// become "<masked>".
std::string redact_body(std::string_view url, std::string_view content_type, std::string_view body);

/// The secrets that requests carried, to be masked wherever they turn up again: in a header of any name, an address, a
/// body. Thread-safe.
class Secrets {
 public:
  /// Takes note of the token or password in the request's Authorization headers.
  void learn(const HttpRequest& request);
  /// The text with "<masked>" in place of each of them. `cut`: the text is the beginning of a longer one, and what
  /// could be the beginning of a secret at its end is masked too.
  std::string mask(std::string text, bool cut = false) const;

 private:
  void add(std::string_view secret);
  mutable std::mutex mutex_;
  std::set<std::string> known_;
};

}  // namespace kpp::net
