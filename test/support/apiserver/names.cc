// See names.h. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
#include "support/apiserver/names.h"

#include <fmt/core.h>

#include <random>

#include "base/quote.h"
#include "base/strings.h"

namespace kpp::apiserver {
namespace {

constexpr std::string_view kLabelRule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
    "an alphanumeric character "
    "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
constexpr std::string_view kSubdomainRule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    "end with an alphanumeric "
    "character (e.g. 'example.com', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
constexpr std::string_view kServiceRule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
    "and end with an alphanumeric "
    "character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_alphanumeric(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

bool is_label(std::string_view text) {
  if (text.empty() || !is_alphanumeric(text.front()) || !is_alphanumeric(text.back())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
}

std::string judge(const std::string& name, std::string_view rule, std::size_t limit, bool right) {
  if (name.size() > limit) {
    return fmt::format("Invalid value: {}: must be no more than {} bytes", go_quote(name), limit);
  }
  return right ? "" : fmt::format("Invalid value: {}: {}", go_quote(name), rule);
}

}  // namespace

std::string name_problem(const Kind& kind, const std::string& name) {
  if (kind.group == "rbac.authorization.k8s.io") {
    if (name == "." || name == "..") return fmt::format("Invalid value: {}: may not be '{}'", go_quote(name), name);
    for (const char c : {'/', '%'}) {
      if (name.find(c) != std::string::npos) {
        return fmt::format("Invalid value: {}: may not contain '{}'", go_quote(name), c);
      }
    }
    return "";
  }
  if (kind.resource == "namespaces") return judge(name, kLabelRule, 63, is_label(name));
  if (kind.resource == "services") return judge(name, kServiceRule, 63, is_label(name) && is_letter(name.front()));
  const std::vector<std::string> labels = split(name, '.');
  return judge(name, kSubdomainRule, 253, std::all_of(labels.begin(), labels.end(), is_label));
}

std::string made_up_name(const std::string& base) {
  constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> pick(0, kLetters.size() - 1);
  std::string out = base.substr(0, 58);
  for (int i = 0; i < 5; ++i) out += kLetters[pick(random)];
  return out;
}

}  // namespace kpp::apiserver
