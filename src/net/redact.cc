#include "net/redact.h"

#include <algorithm>
#include <iterator>

#include "base/base64.h"
#include "base/quote.h"
#include "base/strings.h"
#include "net/url.h"

namespace kpp::net {
namespace {

constexpr std::string_view kMasked = "<masked>";
constexpr std::size_t kShortestSecret = 4;  ///< what is shorter is found in every second word

// "access_token", "access-token" and "accessToken" are one name.
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : to_lower(name)) {
    if (c != '-' && c != '_') out += c;
  }
  return out;
}

bool is_secret_name(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "token",        "accesstoken",   "idtoken",       "refreshtoken",          "bearertoken", "password",
      "clientsecret", "clientkeydata", "authorization", "clientcertificatedata", "clientkey",   "apikey"};
  const std::string plain = plain_name(name);
  return std::find(std::begin(kNames), std::end(kNames), plain) != std::end(kNames);
}

bool path_is_secret(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  for (const std::string& segment : split(path, '/')) {
    if (segment == "secrets" || segment == "tokenreviews" || segment == "token" || segment == "selfsubjectreviews") {
      return true;
    }
  }
  return false;
}

// `"kind": "Secret"` and its like anywhere, with or without a space.
bool kind_is_secret(std::string_view body) {
  for (std::size_t at = body.find("\"kind\""); at != std::string_view::npos; at = body.find("\"kind\"", at + 6)) {
    const std::size_t value = body.find_first_not_of(" \t\r\n:", at + 6);
    if (value == std::string_view::npos) return false;
    const std::string_view rest = body.substr(value);
    if (rest.starts_with("\"Secret") || rest.starts_with("\"TokenReview") || rest.starts_with("\"TokenRequest") ||
        rest.starts_with("\"ExecCredential")) {
      return true;
    }
  }
  return false;
}

// The end of the JSON string that begins (with its quote) at `begin`: the place after the closing quote, or the text's
// end.
std::size_t string_end(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == '"') return i + 1;
  }
  return text.size();
}

std::string mask_members(std::string_view body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] != '"') {
      out += body[at++];
      continue;
    }
    const std::size_t end = string_end(body, at);
    const std::string_view name = body.substr(at + 1, end - at > 1 ? end - at - 2 : 0);
    out += body.substr(at, end - at);
    at = end;
    const std::size_t colon = body.find_first_not_of(" \t\r\n", at);
    if (colon == std::string_view::npos || body[colon] != ':' || !is_secret_name(name)) continue;
    const std::size_t value = body.find_first_not_of(" \t\r\n", colon + 1);
    if (value == std::string_view::npos || body[value] != '"') continue;
    out += body.substr(at, value - at);
    out += '"' + std::string(kMasked) + '"';
    at = string_end(body, value);
  }
  return out;
}

}  // namespace

std::string redact_header(std::string_view name, std::string_view value) {
  const std::string low = to_lower(name);
  if (low == "authorization" || low == "proxy-authorization") {
    const std::size_t space = value.find(' ');
    const std::string scheme = to_lower(value.substr(0, space));
    const bool known = scheme == "bearer" || scheme == "basic" || scheme == "negotiate";
    if (!known || space == std::string_view::npos) return value.empty() ? "" : std::string(kMasked);
    return std::string(value.substr(0, space + 1)) + std::string(kMasked);
  }
  if (low == "sec-websocket-protocol") {
    constexpr std::string_view kBearer = "base64url.bearer.authorization.k8s.io.";
    std::vector<std::string> parts = split(value, ',');
    for (std::string& part : parts) {
      if (const std::size_t at = part.find(kBearer); at != std::string::npos) {
        part = part.substr(0, at) + std::string(kBearer) + std::string(kMasked);
      }
    }
    return join(parts, ",");
  }
  const bool secret = low == "cookie" || low == "set-cookie" || low.starts_with("impersonate-extra-") ||
                      low == "x-api-key" || low == "x-auth-token";
  return secret ? std::string(kMasked) : std::string(value);
}

std::string redact_query(std::string_view url) {
  std::string plain = redact_url(url);
  const std::size_t question = plain.find('?');
  if (question == std::string::npos) return plain;
  std::vector<std::string> items = split(std::string_view(plain).substr(question + 1), '&');
  for (std::string& item : items) {
    const std::size_t equals = item.find('=');
    if (equals != std::string::npos && is_secret_name(percent_decode(item.substr(0, equals)))) {
      item = item.substr(0, equals + 1) + std::string(kMasked);
    }
  }
  return plain.substr(0, question + 1) + join(items, "&");
}

std::string redact_body(std::string_view url, std::string_view content_type, std::string_view body) {
  if (body.empty()) return "";
  const bool form = to_lower(content_type).starts_with("application/x-www-form-urlencoded");
  if (form || path_is_secret(url) || kind_is_secret(body)) return std::string(kMasked);
  return mask_members(body);
}

void Secrets::add(std::string_view secret) {
  if (secret.size() < kShortestSecret) return;
  const std::lock_guard lock(mutex_);
  // As they are, as they stand in a query or path, in JSON, and packed once more.
  for (std::string form : {std::string(secret), query_escape(secret), path_escape(secret), base64_encode(secret)}) {
    known_.insert(std::move(form));
  }
  const std::string quoted = go_quote(secret);
  known_.insert(quoted.substr(1, quoted.size() - 2));
}

void Secrets::learn(const HttpRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (!equal_fold(name, "Authorization") && !equal_fold(name, "Proxy-Authorization")) continue;
    const std::size_t space = value.find(' ');
    const std::string_view secret = trim(std::string_view(value).substr(space == std::string::npos ? 0 : space));
    add(secret);
    if (!to_lower(value).starts_with("basic ")) continue;
    const std::string pair = base64_decode(secret).value_or("");
    add(pair);
    if (const std::size_t colon = pair.find(':'); colon != std::string::npos) {
      add(std::string_view(pair).substr(colon + 1));
    }
  }
}

std::string Secrets::mask(std::string text, bool cut) const {
  const std::lock_guard lock(mutex_);
  // From the last in order: one that begins with another is taken whole.
  for (auto secret = known_.rbegin(); secret != known_.rend(); ++secret) {
    for (std::size_t at = text.find(*secret); at != std::string::npos; at = text.find(*secret, at + kMasked.size())) {
      text.replace(at, secret->size(), kMasked);
    }
  }
  if (!cut) return text;
  for (const std::string& secret : known_) {
    for (std::size_t size = std::min(secret.size(), text.size()); size >= kShortestSecret; --size) {
      if (!text.ends_with(std::string_view(secret).substr(0, size))) continue;
      text.replace(text.size() - size, size, kMasked);
      break;
    }
  }
  return text;
}

}  // namespace kpp::net
