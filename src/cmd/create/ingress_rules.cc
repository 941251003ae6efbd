// See ingress_rules.h.
#include "cmd/create/ingress_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "app/object_parts.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_name(char c) { return is_word(c) || c == '-'; }
bool is_host(char c) { return is_name(c) || c == '*' || c == '.'; }

// Does it begin with SERVICE:PORT?
bool begins_with_backend(std::string_view text) {
  const std::size_t name = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name) - text.begin());
  return name > 0 && name + 1 < text.size() && text[name] == ':' && is_name(text[name + 1]);
}

[[noreturn]] void refuse(const std::string& rule) {
  throw UsageError(fmt::format("rule {} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]", rule));
}

std::string host_of(std::string_view rule) { return std::string(rule.substr(0, rule.find('/'))); }

Json* member_with(Json& list, std::string_view key, const std::string& value) {
  for (Json& one : list) {
    if (one.value(key, std::string()) == value) return &one;
  }
  return nullptr;
}

// "/PATH=SERVICE:PORT", what follows a comma cut off.
Json http_path(const std::string& rule) {
  const std::string text = rule.substr(0, rule.find(','));
  if (text.find('/') == std::string::npos) refuse(rule);
  const std::vector<std::string> sides = split(std::string_view(text).substr(text.find('/')), '=');
  if (sides.size() < 2 || sides[1].find(':') == std::string::npos) refuse(rule);
  std::string path = sides[0];
  const bool prefix = path.ends_with('*');
  if (prefix) path.pop_back();
  Json out = Json::object();
  out["path"] = path;
  out["pathType"] = prefix ? "Prefix" : "Exact";
  out["backend"] = ingress_backend(sides[1]);
  return out;
}

}  // namespace

bool is_ingress_rule(std::string_view word) {
  const std::size_t slash = static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_host) - word.begin());
  if (slash == word.size() || word[slash] != '/') return false;
  for (std::size_t at = slash + 1; at < word.size() && word[at] != '\n'; ++at) {
    if (word[at] == '=' && begins_with_backend(word.substr(at + 1))) return true;
  }
  return false;
}

Json ingress_tls(const std::vector<std::string>& rules) {
  Json out = Json::array();
  std::set<std::string> hosts;
  for (const std::string& rule : rules) {
    const std::vector<std::string> parts = split(rule, ',');
    if (parts.size() != 2) continue;
    const std::string host = host_of(rule);
    const std::vector<std::string> secret_words = split(parts[1], '=');
    const std::string secret = secret_words.size() > 1 ? secret_words[1] : std::string();
    if (!hosts.insert(host).second) continue;
    if (Json* const same = member_with(out, "secretName", secret)) {
      Json together = same->value("hosts", Json::array());
      together.push_back(host);
      *same = Json{{"hosts", std::move(together)}};
      if (!secret.empty()) (*same)["secretName"] = secret;
      continue;
    }
    Json one = Json::object();
    if (!host.empty()) one["hosts"] = Json::array({host});
    if (!secret.empty()) one["secretName"] = secret;
    if (!one.empty()) out.push_back(std::move(one));
  }
  return out;
}

Json ingress_rules(const std::vector<std::string>& rules) {
  Json out = Json::array();
  for (const std::string& rule : rules) {
    Json path = http_path(rule);
    const std::string host = host_of(rule);
    if (Json* const same = member_with(out, "host", host)) {
      (*same)["http"]["paths"].push_back(std::move(path));
      continue;
    }
    Json one = Json::object();
    if (!host.empty()) one["host"] = host;
    one["http"]["paths"] = Json::array({std::move(path)});
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
