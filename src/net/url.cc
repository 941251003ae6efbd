#include "net/url.h"

#include <arpa/inet.h>
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::net {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The user information's place in the text: from, to (the "@"); npos when there is none.
std::pair<std::size_t, std::size_t> user_info_place(std::string_view text) {
  const std::size_t slashes = text.find("//");
  if (slashes == std::string_view::npos) return {std::string_view::npos, 0};
  const std::size_t begin = slashes + 2;
  const std::size_t at = text.substr(begin, text.substr(begin).find_first_of("/?#")).rfind('@');
  return at == std::string_view::npos ? std::pair(std::string_view::npos, std::size_t{0})
                                      : std::pair(begin, begin + at);
}

// An escape is "%" and two hexadecimal digits.
std::string wrong_escape(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0) continue;
    return fmt::format("invalid URL escape {}", go_quote(text.substr(at, 3)));
  }
  return "";
}

}  // namespace

std::string Url::effective_port() const {
  if (!port.empty()) return port;
  return scheme == "https" ? "443" : scheme == "http" ? "80" : scheme.starts_with("socks5") ? "1080" : "";
}

std::string join_host_port(std::string_view host, std::string_view port) {
  return host.find(':') != std::string_view::npos ? fmt::format("[{}]:{}", host, port)
                                                  : fmt::format("{}:{}", host, port);
}

std::string Url::authority() const {
  if (!port.empty()) return join_host_port(host, port);
  return host.find(':') != std::string::npos ? "[" + host + "]" : host;
}

std::string Url::address() const { return join_host_port(host, effective_port()); }
bool Url::host_is_ip() const { return !parse_ip(host).empty(); }

std::string parse_ip(std::string_view text) {
  const std::string copy(text);
  char bytes[16];
  if (::inet_pton(AF_INET, copy.c_str(), bytes) == 1) return std::string(bytes, 4);
  if (::inet_pton(AF_INET6, copy.c_str(), bytes) == 1) return std::string(bytes, 16);
  return "";
}

std::string ip_text(const std::string& bytes) {
  char text[INET6_ADDRSTRLEN];
  if (bytes.size() != 4 && bytes.size() != 16) return "?";
  return ::inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text, sizeof text) ? text : "?";
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string_view bad_escape(std::string_view text) {
  const std::string_view path = text.substr(0, text.find_first_of("?#"));
  for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    if (at + 2 >= path.size() || hex_value(path[at + 1]) < 0 || hex_value(path[at + 2]) < 0) return path.substr(at, 3);
  }
  return {};
}

void require_request_uri(std::string_view text) {
  const auto refuse = [&](std::string_view why) {
    throw UsageError(fmt::format("--raw must be a valid URL path: parse {}: {}", go_quote(text), why));
  };
  if (text.empty()) refuse("empty url");
  if (text.front() != '/' && text.find("://") == std::string_view::npos) refuse("invalid URI for request");
  if (const std::string_view bad = bad_escape(text); !bad.empty()) refuse("invalid URL escape " + go_quote(bad));
}

namespace {

// What Go's path.Clean leaves of an absolute path; a slash at its end stays.
std::string clean_path(std::string_view path) {
  std::vector<std::string> kept;
  for (const std::string& part : split(path, '/')) {
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!part.empty() && part != ".") {
      kept.push_back(part);
    }
  }
  const std::string clean = "/" + join(kept, "/");
  return path.ends_with('/') && clean.size() > 1 ? clean + "/" : clean;
}

// A path as Go's URL.EscapedPath has it.
std::string escape_whole_path(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string& part : split(path, '/')) {
    parts.push_back(replace_all(replace_all(path_escape(part), "%2C", ","), "%3B", ";"));
  }
  return join(parts, "/");
}

// A query as Go parses it, leaving out what it cannot read, and prints it: by key. "" for none.
std::string tidy_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> items;
  const auto decoded = [](std::string_view text) { return percent_decode(replace_all(std::string(text), "+", " ")); };
  for (const std::string& item : split(query, '&')) {
    if (item.empty() || item.find(';') != std::string::npos || !bad_escape(item).empty()) continue;
    const std::size_t equals = std::min(item.find('='), item.size());
    items.emplace_back(decoded(std::string_view(item).substr(0, equals)),
                       decoded(std::string_view(item).substr(std::min(equals + 1, item.size()))));
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::string out;
  for (const auto& [key, value] : items) {
    out += (out.empty() ? "?" : "&") + query_escape(key) + "=" + query_escape(value);
  }
  return out;
}

}  // namespace

std::string request_path(std::string_view uri) {
  uri = uri.substr(0, uri.find('#'));
  const std::size_t scheme = uri.starts_with('/') ? 0 : uri.find("://") + 1;
  if (uri.substr(scheme).starts_with("//")) {
    uri.remove_prefix(std::min(uri.find_first_of("/?", scheme + 2), uri.size()));
  }
  const std::size_t query = std::min(uri.find('?'), uri.size());
  return escape_whole_path(clean_path(percent_decode(uri.substr(0, query)))) +
         tidy_query(uri.substr(std::min(query + 1, uri.size())));
}

std::string redact_url(std::string_view text) {
  const auto [begin, end] = user_info_place(text);
  if (begin == std::string_view::npos) return std::string(text);
  return std::string(text.substr(0, begin)) + "xxxxx" + std::string(text.substr(end));
}

namespace {

// Reads a URL, or returns what is wrong with it.
std::string read_url(std::string_view text, Url& url) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "net/url: invalid control character in URL";
  }
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0) return "missing protocol scheme";
  url.scheme = to_lower(text.substr(0, colon));
  const auto [info_begin, info_end] = user_info_place(text);
  std::size_t begin = colon + 3;
  if (info_begin != std::string_view::npos) {
    url.user_info = text.substr(info_begin, info_end - info_begin);
    begin = info_end + 1;
  }
  const std::size_t end = std::min(text.find_first_of("/?#", begin), text.size());
  std::string_view host = text.substr(begin, end - begin);
  std::string_view port;
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return "missing ']' in host";
    port = host.substr(close + 1);
    host = host.substr(1, close - 1);
  } else if (const std::size_t last = host.rfind(':'); last != std::string_view::npos) {
    port = host.substr(last);
    host = host.substr(0, last);
  }
  if (!port.empty() && (port[0] != ':' || !std::all_of(port.begin() + 1, port.end(), is_digit))) {
    return fmt::format("invalid port {} after host", go_quote(port));
  }
  const std::size_t bad = host.find_first_of(" <>\"\\^`{|}");
  if (bad != std::string_view::npos) {
    return fmt::format("invalid character {} in host name", go_quote(host.substr(bad, 1)));
  }
  url.host = host;
  url.port = port.empty() ? "" : std::string(port.substr(1));
  std::string_view target = text.substr(end);
  target = target.substr(0, target.find('#'));
  url.target = target.starts_with('/') ? std::string(target) : "/" + std::string(target);
  url.target = replace_all(url.target, " ", "%20");
  return wrong_escape(std::string(host) + url.target.substr(0, url.target.find('?')));
}

}  // namespace

Url parse_url(std::string_view text) {
  Url url;
  const std::string problem = read_url(text, url);
  if (problem.empty()) return url;
  throw TransportError(TransportError::Kind::other, fmt::format("parse {}: {}", go_quote(redact_url(text)), problem));
}

std::string url_problem(std::string_view text) {
  Url url;
  return read_url(text, url);
}

}  // namespace kpp::net
