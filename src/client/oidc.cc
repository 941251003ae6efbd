// See oidc.h. Discovery: https://openid.net/specs/openid-connect-discovery-1_0.html; refreshing: RFC 6749, section 6.
#include "client/oidc.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/base64.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"
#include "kpp/error.h"
#include "net/status_text.h"

namespace kpp {
namespace {

constexpr std::chrono::seconds kEarly{10};  ///< a token that ends within this time is not used: clocks differ
constexpr std::size_t kLongestAnswer = 1 << 20;

// A TransportError, for kubectl refreshes the token while it sends a request, and tells it so.
TransportError failure(const std::string& text) { return {TransportError::Kind::other, text}; }

struct Answer {
  int code = 0;
  std::string body;
  std::string status() const { return fmt::format("{} {}", code, net::status_text(code)); }
};

// The middle of a JSON Web Token: base64 for URLs, without padding.
std::string decode_part(std::string part) {
  const std::size_t foreign = part.find_first_of("+/=\n\r");
  if (foreign != std::string::npos) throw failure(fmt::format("illegal base64 data at input byte {}", foreign));
  std::replace(part.begin(), part.end(), '-', '+');
  std::replace(part.begin(), part.end(), '_', '/');
  part.append((4 - part.size() % 4) % 4, '=');
  return base64_decode_or_throw(part);
}

// "exp" of the token, in seconds; 0 when it says nothing.
double expiry_of(const std::string& token) {
  const std::vector<std::string> parts = split(token, '.');
  if (parts.size() != 3) throw failure("ID Token is not a valid JWT");
  Document claims;
  std::string payload;
  try {
    payload = decode_part(parts[1]);
  } catch (const Error& error) {
    throw failure(error.what());
  }
  try {
    claims = data::parse_json(payload);
  } catch (const Error& error) {
    throw failure(fmt::format("parsing claims: {}", error.what()));
  }
  const Node expiry = claims.root["exp"];
  if (expiry.is_number()) return expiry.as_double();
  if (!expiry.has_value()) return 0;
  double value = 0;
  const std::string_view text = expiry.str();
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!expiry.is_string() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    throw failure("parsing claims: exp is not a number");
  }
  return value;
}

class OidcCredentials final : public Credentials {
 public:
  OidcCredentials(OidcSettings settings, Clock& clock, std::function<void(const OidcSettings&)> persist)
      : settings_(std::move(settings)),
        clock_(clock),
        persist_(std::move(persist)),
        connection_(std::make_shared<ConnectionOptions>()) {
    for (const char* name : {"idp-issuer-url", "client-id"}) {
      if (setting(name).empty()) throw ConfigError(fmt::format("Must provide {}", name));
    }
    std::string ca;
    try {
      ca = base64_decode_or_throw(setting("idp-certificate-authority-data"));
      if (ca.empty() && !setting("idp-certificate-authority").empty()) {
        ca = read_file(setting("idp-certificate-authority"));
      }
    } catch (const Error& error) {
      throw ConfigError(error.message());
    }
    if (!ca.empty() && ca.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
      throw ConfigError("unable to load root certificates: unable to parse bytes as PEM block");
    }
    connection_->ca_pem = std::move(ca);
  }

  Material material(Transport& transport) override {
    if (setting("id-token").empty() || !is_valid(setting("id-token"))) renew(transport);
    return {"Bearer " + setting("id-token"), {}, {}};
  }

  bool refresh() override { return false; }

 private:
  std::string setting(const std::string& name) const {
    const auto found = settings_.find(name);
    return found == settings_.end() ? std::string() : found->second;
  }

  bool is_valid(const std::string& token) const {
    const std::chrono::duration<double> now = (clock_.now() + kEarly).time_since_epoch();
    return now.count() < expiry_of(token);
  }

  void renew(Transport& transport) {
    if (setting("refresh-token").empty()) throw failure("No valid id-token, and cannot refresh without refresh-token");
    const std::string endpoint = token_endpoint(transport);
    OidcSettings tokens;
    try {
      tokens = ask_for_tokens(transport, endpoint);
    } catch (const TransportError& error) {
      throw failure(fmt::format("failed to refresh token: {}", error.what()));
    }
    if (tokens["id-token"].empty()) {
      throw failure(
          "token response did not contain an id_token, either the scope \"openid\" wasn't requested upon login, or the "
          "provider "
          "doesn't support id_tokens as part of the refresh response");
    }
    try {
      persist_(tokens);
    } catch (const Error& error) {
      throw failure(fmt::format("could not persist new tokens: {}", error.what()));
    }
    for (const auto& [name, value] : tokens) settings_[name] = value;
  }

  Answer send(Transport& transport, HttpRequest request) const {
    request.connection = connection_;
    const std::unique_ptr<HttpExchange> exchange = transport.send(std::move(request));
    Answer answer;
    answer.code = exchange->status();
    answer.body = exchange->read_all(kLongestAnswer);
    return answer;
  }

  std::string token_endpoint(Transport& transport) const {
    std::string issuer = setting("idp-issuer-url");
    if (issuer.ends_with('/')) issuer.pop_back();
    const Answer answer =
        send(transport, {.url = issuer + "/.well-known/openid-configuration", .follow_redirects = true});
    if (answer.code != 200) {
      const std::string shown = answer.body.size() > 80 ? answer.body.substr(0, 80) + "..." : answer.body;
      throw failure(fmt::format("oidc: failed to query metadata endpoint {}: {}", answer.status(), go_quote(shown)));
    }
    Document document;
    try {
      document = data::parse_json(answer.body);
    } catch (const Error& error) {
      throw failure(fmt::format("oidc: failed to decode provider discovery object: {}", error.what()));
    }
    std::string endpoint(document.root["token_endpoint"].str());
    if (endpoint.empty()) throw failure("oidc: discovery object doesn't contain a token_endpoint");
    return endpoint;
  }

  // Issuers differ in where they want the client's name: in the header, as the standard says, or in the form.
  OidcSettings ask_for_tokens(Transport& transport, const std::string& endpoint) const {
    const std::string id = query_escape(setting("client-id"));
    const std::string secret = query_escape(setting("client-secret"));
    const std::string grant = "grant_type=refresh_token&refresh_token=" + query_escape(setting("refresh-token"));
    HttpRequest request{.method = "POST",
                        .url = endpoint,
                        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                        .body = grant};
    request.headers.emplace_back("Authorization", "Basic " + base64_encode(id + ":" + secret));
    try {
      return tokens_of(send(transport, request));
    } catch (const TransportError& error) {
      if (error.kind() != TransportError::Kind::other) throw;
    }
    request.headers.pop_back();
    request.body = "client_id=" + id + (secret.empty() ? "" : "&client_secret=" + secret) + "&" + grant;
    return tokens_of(send(transport, request));
  }

  OidcSettings tokens_of(const Answer& answer) const {
    Document document;
    std::string unreadable;
    try {
      document = data::parse_json(answer.body);
    } catch (const Error& error) {
      unreadable = error.what();
    }
    const Node root = document.root;
    if (answer.code < 200 || answer.code > 299 || !root["error"].str().empty()) {
      if (root["error"].str().empty()) {
        throw failure(fmt::format("oauth2: cannot fetch token: {}\nResponse: {}", answer.status(), answer.body));
      }
      std::string text = "oauth2: " + go_quote(root["error"].str());
      for (const char* more : {"error_description", "error_uri"}) {
        if (!root[more].str().empty()) text += " " + go_quote(root[more].str());
      }
      throw failure(text);
    }
    if (!unreadable.empty()) throw failure("oauth2: cannot parse json: " + unreadable);
    if (root["access_token"].str().empty()) throw failure("oauth2: server response missing access_token");
    OidcSettings tokens = {{"id-token", std::string(root["id_token"].str())}};
    const std::string next(root["refresh_token"].str());
    if (!next.empty() && next != setting("refresh-token")) tokens["refresh-token"] = next;
    return tokens;
  }

  OidcSettings settings_;
  Clock& clock_;
  std::function<void(const OidcSettings&)> persist_;
  std::shared_ptr<ConnectionOptions> connection_;
};

}  // namespace

std::shared_ptr<Credentials> oidc_credentials(OidcSettings settings, Clock& clock,
                                              std::function<void(const OidcSettings& tokens)> persist) {
  return std::make_shared<OidcCredentials>(std::move(settings), clock, std::move(persist));
}

}  // namespace kpp
