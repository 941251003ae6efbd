// The spec of an ingress, from the words of --rule and --default-backend.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::cmd {

/// A value of --rule: [HOST]/PATH=SERVICE:PORT[,tls[=SECRET]].
struct IngressRule {
  std::string host = {};
  std::string path = {};     ///< with the slash, and the * at its end
  std::string backend = {};  ///< SERVICE:PORT
  bool tls = false;
  std::string secret = {};
};

/// Nullopt for what is no rule. A path may hold commas and equal signs: the last backend counts.
std::optional<IngressRule> parse_ingress_rule(std::string_view word);
/// spec.tls: hosts by their secrets.
Json ingress_tls(const std::vector<IngressRule>& rules);
/// spec.rules: paths by their hosts.
Json ingress_rules(const std::vector<IngressRule>& rules);
/// SERVICE:PORT.
Json ingress_backend(const std::string& word);

}  // namespace kpp::cmd
