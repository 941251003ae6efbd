// An http or https URL taken apart, with Go's words for what is wrong with one.
#pragma once

#include <string>
#include <string_view>

namespace kpp::net {

struct Url {
  std::string scheme{};     ///< lower case
  std::string user_info{};  ///< as written, still percent-encoded; "" for none
  std::string host{};       ///< without brackets
  std::string port{};       ///< as written; "" when absent
  std::string target{};     ///< path and query, percent-encoded; begins with "/"

  /// The port, or the scheme's: "443", "80", "1080"; "" for an unknown scheme.
  std::string effective_port() const;
  /// "host:port" or "host" as written; an IPv6 address in brackets.
  std::string authority() const;
  /// "host:port" with the port always there.
  std::string address() const;
  bool host_is_ip() const;
};

/// Reads a URL. Throws TransportError(other): `parse "…": invalid port ":x" after host`, … User information never
/// appears in the message.
Url parse_url(std::string_view text);
/// What is wrong with a URL: "invalid port \":x\" after host"; "" for a good one.
std::string url_problem(std::string_view text);

/// The URL without user information, for messages and logs.
std::string redact_url(std::string_view text);

/// The first "%" of the path (what stands before "?") that two hex digits do not follow, with what follows it, as Go's
/// url.EscapeError shows it; "" where there is none.
std::string_view bad_escape(std::string_view text);

/// Throws UsageError(`--raw must be a valid URL path: …`) for what Go's url.ParseRequestURI does not take.
void require_request_uri(std::string_view text);
/// The path and query of such a URI, as client-go sends them: "/version?a=b" of "https://host/api/../version?a=b#c".
/// What leads back in the path is resolved here, so that it leaves neither the server's own path nor what may be asked
/// for.
std::string request_path(std::string_view uri);

/// "a%20b" to "a b"; malformed escapes stay as they are.
std::string percent_decode(std::string_view text);

/// "host:port", IPv6 in brackets.
std::string join_host_port(std::string_view host, std::string_view port);

/// Bytes of an IPv4 (4) or IPv6 (16) address; empty when `text` is none.
std::string parse_ip(std::string_view text);

/// Back to text: "10.0.0.1", "fd00::1"; "?" for another number of bytes.
std::string ip_text(const std::string& bytes);

}  // namespace kpp::net
