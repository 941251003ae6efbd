// See ingress_rules.h.
#include "cmd/create/ingress_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "app/object_parts.h"
#include "base/strings.h"

namespace kpp::cmd {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_name(char c) { return is_word(c) || c == '-'; }
bool is_host(char c) { return is_name(c) || c == '*' || c == '.'; }

std::size_t count_names(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name) - text.begin());
}

// Takes "SERVICE:PORT" off the text; "" where it does not begin with one.
std::string take_backend(std::string_view& text) {
  const std::size_t name = count_names(text);
  if (name == 0 || name == text.size() || text[name] != ':') return {};
  const std::size_t port = count_names(text.substr(name + 1));
  if (port == 0) return {};
  std::string out(text.substr(0, name + 1 + port));
  text.remove_prefix(out.size());
  return out;
}

// ",tls", ",tls=SECRET", or nothing. What stands behind "tls" without "=" is no secret's name, though it may be there.
bool read_tls(std::string_view text, IngressRule& rule) {
  constexpr std::string_view kTls = ",tls";
  if (text.empty()) return true;
  if (!text.starts_with(kTls)) return false;
  text.remove_prefix(kTls.size());
  rule.tls = true;
  const bool named = text.starts_with('=');
  if (named) text.remove_prefix(1);
  if (named) rule.secret = text;
  return count_names(text) == text.size();
}

Json* member_with(Json& list, std::string_view key, const std::string& value) {
  for (Json& one : list) {
    if (one.value(key, std::string()) == value) return &one;
  }
  return nullptr;
}

Json http_path(const IngressRule& rule) {
  std::string path = rule.path;
  const bool prefix = path.ends_with('*');
  if (prefix) path.pop_back();
  Json out = Json::object();
  out["path"] = path;
  out["pathType"] = prefix ? "Prefix" : "Exact";
  out["backend"] = ingress_backend(rule.backend);
  return out;
}

}  // namespace

std::optional<IngressRule> parse_ingress_rule(std::string_view word) {
  const std::size_t slash =
      static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_host) - word.begin());
  if (slash == word.size() || word[slash] != '/' || word.find('\n') != std::string_view::npos) return std::nullopt;
  for (std::size_t equals = word.rfind('='); equals != std::string_view::npos && equals > slash;
       equals = word.rfind('=', equals - 1)) {
    IngressRule rule{.host = std::string(word.substr(0, slash)),
                     .path = std::string(word.substr(slash, equals - slash))};
    std::string_view rest = word.substr(equals + 1);
    rule.backend = take_backend(rest);
    if (!rule.backend.empty() && read_tls(rest, rule)) return rule;
  }
  return std::nullopt;
}

Json ingress_tls(const std::vector<IngressRule>& rules) {
  Json out = Json::array();
  std::set<std::string> hosts;
  for (const IngressRule& rule : rules) {
    if (!rule.tls || !hosts.insert(rule.host).second) continue;
    if (Json* const same = member_with(out, "secretName", rule.secret)) {
      Json together = same->value("hosts", Json::array());
      together.push_back(rule.host);
      *same = Json{{"hosts", std::move(together)}};
      if (!rule.secret.empty()) (*same)["secretName"] = rule.secret;
      continue;
    }
    Json one = Json::object();
    if (!rule.host.empty()) one["hosts"] = Json::array({rule.host});
    if (!rule.secret.empty()) one["secretName"] = rule.secret;
    if (!one.empty()) out.push_back(std::move(one));
  }
  return out;
}

Json ingress_rules(const std::vector<IngressRule>& rules) {
  Json out = Json::array();
  for (const IngressRule& rule : rules) {
    if (Json* const same = member_with(out, "host", rule.host)) {
      (*same)["http"]["paths"].push_back(http_path(rule));
      continue;
    }
    Json one = Json::object();
    if (!rule.host.empty()) one["host"] = rule.host;
    one["http"]["paths"] = Json::array({http_path(rule)});
    out.push_back(std::move(one));
  }
  return out;
}

Json ingress_backend(const std::string& word) {
  const std::vector<std::string> sides = split(word, ':');
  const Json port = app::int_or_string(sides[1]);
  Json service = {{"name", sides[0]}};
  service["port"] = Json::object();
  if (port.is_number()) {
    if (port != 0) service["port"]["number"] = port;
  } else if (!sides[1].empty()) {
    service["port"]["name"] = port;
  }
  return {{"service", std::move(service)}};
}

}  // namespace kpp::cmd
