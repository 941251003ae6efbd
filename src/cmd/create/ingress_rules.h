// The spec of an ingress, from the words of --rule and --default-backend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::cmd {

/// Is it [HOST]/PATH=SERVICE:PORT[,tls[=SECRET]]? As in kubectl what follows the port is not looked at.
bool is_ingress_rule(std::string_view word);
/// spec.tls: hosts by their secrets.
Json ingress_tls(const std::vector<std::string>& rules);
/// spec.rules: paths by their hosts.
Json ingress_rules(const std::vector<std::string>& rules);
/// SERVICE:PORT.
Json ingress_backend(const std::string& word);

}  // namespace kpp::cmd
